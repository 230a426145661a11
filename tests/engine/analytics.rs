//! Analytics on the real edge: the numbers after a real walk, who may see which, and that a restart changes none.

use baton_client::chat::Ask;
use baton_shared::desk::Presence;
use baton_shared::protocol::PhaseName;
use serde_json::{Value, json};

use crate::support::desk_page::DeskPage;
use crate::support::http::{Answer, Asked};
use crate::support::page::Page;
use crate::support::world::{Account, World};
use crate::support::{now, pass_ms, within};

const WORDS: &str = "I want to talk to a human";

async fn ask(world: &World, path: &str, account: &Account) -> Answer {
    world.http.ask(Asked::get(path).header("cookie", &account.cookie)).await
}

/// The last hour and the next, so that the test's clock and the edge's need not agree.
fn range() -> String {
    let hour = 3_600_000;
    format!("from={}&until={}", now().0 - hour, now().0 + hour)
}

/// The whole, once it has what was wanted: reports come a moment later.
async fn counted(world: &World, account: &Account, measure: &str, wanted: u64) -> Value {
    let path = format!("/api/analytics?{}&zone=Europe/Vienna", range());
    let has_come = async {
        loop {
            let answer = ask(world, &path, account).await.ok().json();
            if answer["figures"]["whole"][measure] == json!(wanted) {
                return answer;
            }
            // A bounded poll: `within` ends it.
            pass_ms(100).await;
        }
    };
    within(&format!("{measure} {wanted}"), has_come).await
}

/// One who was helped and says thanks, one who did not wait, one who was content with the bot.
async fn three_visitors(world: &World, agent: &Account) {
    let desk = DeskPage::open(world, agent).await;
    desk.choose(Presence::Available).await;
    let visit = world.visit().await;
    let helped = Page::visitor(world, &visit).await;
    helped.say(WORDS).await;
    helped.view("the queue", |view| view.phase == PhaseName::Queued).await;
    let window = Page::agent(world, agent, &visit).await;
    window.ask(Ask::Accept).await.unwrap();
    window.say("Here I am").await;
    window.ask(Ask::End).await.unwrap();
    helped.view("the end", |view| view.phase == PhaseName::Resolved).await;
    helped.ask(Ask::Rate { score: 4, comment: "Thanks".to_owned() }).await.unwrap();

    let hasty = Page::visitor(world, &world.visit().await).await;
    hasty.say(WORDS).await;
    hasty.view("the queue", |view| view.phase == PhaseName::Queued).await;
    hasty.ask(Ask::CancelRequest).await.unwrap();

    let content = Page::visitor(world, &world.visit().await).await;
    content.say("How long does delivery take?").await;
    let _only_looked_in = Page::visitor(world, &world.visit().await).await;
}

#[tokio::test]
async fn the_numbers_after_a_real_walk_are_right_and_survive_a_power_cut() {
    let world = World::start();
    let accounts = world.agents(2).await;
    three_visitors(&world, &accounts[0]).await;
    counted(&world, &accounts[0], "visitors_chatted", 3).await;
    counted(&world, &accounts[0], "abandoned", 1).await;
    let answer = counted(&world, &accounts[0], "ratings", 1).await;
    let whole = &answer["figures"]["whole"];
    for (measure, wanted) in [
        ("visitors_requested", 2),
        ("handover_rate", 667),
        ("chats_with_requests", 2),
        ("total", 2),
        ("completed", 1),
        ("accepted", 1),
        ("pending", 0),
        ("resolution_rate", 500),
        ("rating_mean", 400),
        ("bot_messages", 0),
    ] {
        assert_eq!(whole[measure], json!(wanted), "{measure}: {whole}");
    }
    let agent = &answer["figures"]["parts"]["agent"][0];
    assert_eq!((&agent["name"], &agent["numbers"]["accepted"]), (&json!("Agent 1"), &json!(1)), "{agent}");
    assert_eq!(answer["figures"]["parts"]["trigger"][0]["key"], json!("visitor_words"));
    let targets = answer["figures"]["targets"].as_array().unwrap();
    assert_eq!(targets.len(), 4);
    assert_eq!((&targets[0]["target"], &targets[0]["is_met"]), (&json!(300), &json!(false)));

    world.kill_and_restart().await;
    let again = counted(&world, &accounts[0], "ratings", 1).await;
    assert_eq!(again["figures"]["whole"], *whole);
}

#[tokio::test]
async fn agents_see_what_they_had_and_strangers_nothing() {
    let world = World::start();
    let accounts = world.agents(2).await;
    three_visitors(&world, &accounts[0]).await;
    counted(&world, &accounts[0], "abandoned", 1).await;
    let (admin, agent) = (&accounts[0], &accounts[1]);

    // Whatever an agent asks for, it is about himself.
    let path = format!("/api/analytics?{}&agent={}", range(), admin.agent.id);
    let own = ask(&world, &path, agent).await.ok().json();
    assert_eq!(own["figures"]["whole"]["total"], json!(0));
    assert_eq!(own["figures"]["parts"]["agent"], json!([]));
    assert_eq!(own["figures"]["filter"]["agent"], json!(agent.agent.id));

    let file = ask(&world, &format!("/api/analytics.csv?{}", range()), admin).await.ok();
    assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
    assert!(file.header("content-disposition").starts_with("attachment"));
    assert!(file.text().contains("\"whole\",\"\",\"\",\"Handovers\",\"\",\"2\"\r\n"), "{}", file.text());

    let no_cookie = world.http.ask(Asked::get(&format!("/api/analytics?{}", range()))).await;
    assert_eq!(no_cookie.status, 401);
    let year = 366 * 86_400_000_u64;
    for (query, code) in [
        ("from=1".to_owned(), "bad_field"),
        ("from=x&until=2".to_owned(), "bad_field"),
        (format!("{}&zone=Vienna", range()), "bad_field"),
        (format!("{}&department=no%20id", range()), "bad_field"),
        (format!("from=0&until={}", 2 * year), "range_too_long"),
    ] {
        let answer = ask(&world, &format!("/api/analytics?{query}"), admin).await;
        assert_eq!((answer.status, answer.code().as_str()), (400, code), "{query}");
    }
}
