//! Departments on real sockets: who sees what, what goes with a transfer, why, and what is kept once.

use baton_client::chat::Ask;
use baton_client::link::Link;
use baton_shared::desk::Presence;
use baton_shared::ids::{ClientId, ConversationId, DepartmentId, Seq};
use baton_shared::message::Notice;
use baton_shared::protocol::PhaseName;
use serde_json::json;

use crate::routing::why;
use crate::support::desk_page::DeskPage;
use crate::support::page::Page;
use crate::support::raw::{Raw, conversation_path};
use crate::support::shop::{Guest, WORDS, change_settings};
use crate::support::world::{Account, World};
use crate::support::{pass_ms, within};

const AT_ONCE: (&str, &str) = ("BOT_TYPING_MS", "0");
const NOTE: &str = "Order 4711: a refund of 17 Euro was promised.";

fn department(id: &str) -> DepartmentId {
    DepartmentId::new(id).unwrap()
}

/// An admin who serves nobody, an agent for billing and one for orders, all available.
async fn three_desks(world: &World) -> (Vec<Account>, [DeskPage; 3]) {
    let accounts = world.agents(3).await;
    change_settings(world, &accounts[0], |settings| {
        let id = |at: usize| json!([accounts[at].agent.id]);
        settings["departments"]["support"]["members"] = id(0);
        settings["departments"]["billing"]["members"] = id(1);
        settings["departments"]["orders"]["members"] = id(2);
    })
    .await;
    let desks = [
        DeskPage::open(world, &accounts[0]).await,
        DeskPage::open(world, &accounts[1]).await,
        DeskPage::open(world, &accounts[2]).await,
    ];
    for desk in &desks {
        desk.choose(Presence::Available).await;
    }
    (accounts, desks)
}

fn knows(desk: &DeskPage, id: &ConversationId) -> bool {
    desk.look(|desk| desk.conversation(id).is_some())
}

#[tokio::test]
async fn a_transfer_to_a_department_rings_there_and_the_visitor_never_gets_its_note() {
    let world = World::with_hooks(&[AT_ONCE]);
    let (accounts, desks) = three_desks(&world).await;
    let guest = Guest::waiting(&world).await;
    let id = &guest.visit.conversation;
    desks[0].rings(&[id]).await;
    let window = guest.accepted_by(&world, &accounts[0]).await;
    let before = guest.page.head();
    let transfer = Ask::TransferToDepartment { department: department("orders"), note: NOTE.to_owned() };
    window.ask(transfer).await.unwrap();
    guest.page.view("the queue", |view| view.phase == PhaseName::Queued && view.position == Some(1)).await;
    desks[2].rings(&[id]).await;
    assert!(!knows(&desks[1], id), "billing has nothing to do with it");
    let next = guest.accepted_by(&world, &accounts[2]).await;
    next.until("the note", |chat| chat.notes().iter().any(|note| note.text == NOTE).then_some(())).await;
    next.say("I have your parcel here.").await;
    guest.page.message_after(before, "a word", |it| it.body.to_plain().contains("parcel")).await;

    world.kill_and_restart().await;
    guest.page.come_back().await;
    let mut fresh = Raw::visitor(&world, &guest.visit).await;
    fresh.say(&json!({ "type": "resume", "after": 0 })).await;
    let all = fresh.until("messages").await.to_string();
    let heard = guest.page.frames().into_iter().chain([all]);
    assert!(heard.into_iter().all(|frame| !frame.contains("4711")), "the visitor has received a note");
}

#[tokio::test]
async fn only_members_of_a_department_see_and_take_its_conversations() {
    let world = World::with_hooks(&[AT_ONCE]);
    let accounts = world.agents(3).await;
    let desks = [
        DeskPage::open(&world, &accounts[0]).await,
        DeskPage::open(&world, &accounts[1]).await,
        DeskPage::open(&world, &accounts[2]).await,
    ];
    // Support is everybody's; orders are the third agent's.
    change_settings(&world, &accounts[0], |settings| {
        settings["departments"]["orders"]["members"] = json!([accounts[2].agent.id]);
    })
    .await;
    desks[0].choose(Presence::Available).await;
    desks[2].choose(Presence::Available).await;
    let guest = Guest::waiting(&world).await;
    let id = &guest.visit.conversation;
    let is_queued = |row: &baton_shared::desk::Summary| row.phase == PhaseName::Queued;
    desks[1].listed(id, "it waits for everybody", is_queued).await;
    let onlooker = Page::agent(&world, &accounts[1], &guest.visit).await;
    let window = guest.accepted_by(&world, &accounts[0]).await;
    let transfer = Ask::TransferToDepartment { department: department("orders"), note: String::new() };
    window.ask(transfer).await.unwrap();
    desks[2].rings(&[id]).await;
    desks[1].until("it is gone", |desk| desk.conversation(id).is_none().then_some(())).await;
    desks[0].listed(id, "admins see all", is_queued).await;

    let heard = desks[1].frames().len();
    let shown_out = Link::Ended { code: 4403 };
    onlooker.until("it is shown out", |chat| (chat.link() == shown_out).then_some(())).await;
    let path = format!("{}?as=agent", conversation_path(&guest.visit));
    let mut refused = Raw::open(&world, &path, &[("cookie", &accounts[1].cookie)]).await;
    assert_eq!(refused.closed().await, 4401);
    let reasons = format!("/api/conversations/{id}/why");
    let asked = crate::support::http::Asked::get(&reasons).header("cookie", &accounts[1].cookie);
    assert_eq!(world.http.ask(asked).await.status, 404);

    guest.accepted_by(&world, &accounts[2]).await.say("Orders here.").await;
    desks[2].listed(id, "it is taken", |row| row.phase == PhaseName::Assigned).await;
    let late = DeskPage::open(&world, &accounts[1]).await;
    assert!(!knows(&late, id) && late.frames().iter().all(|frame| !frame.contains(id.as_str())));
    let later = desks[1].frames().split_off(heard);
    assert!(later.iter().all(|frame| !frame.contains(id.as_str())), "{later:#?}");
}

#[tokio::test]
async fn why_is_told_in_sentences_in_the_order_in_which_it_happened() {
    let world = World::with_hooks(&[AT_ONCE]);
    let accounts = world.agents(2).await;
    let desks = [DeskPage::open(&world, &accounts[0]).await, DeskPage::open(&world, &accounts[1]).await];
    desks[0].choose(Presence::Available).await;
    let guest = Guest::waiting(&world).await;
    let id = &guest.visit.conversation;
    desks[0].rings(&[id]).await;
    desks[0].decline(id);
    desks[0].rings(&[]).await;
    desks[1].choose(Presence::Available).await;
    desks[1].rings(&[id]).await;
    guest.accepted_by(&world, &accounts[1]).await;
    desks[1].listed(id, "it is taken", |row| row.phase == PhaseName::Assigned).await;
    let told = why(&world, &accounts[0], &guest).await;
    let wanted = [
        "Handover 1 began: the visitor asked in words.",
        "Queued in Support",
        "It rings for Agent 1: the only one who could take it",
        "Agent 1 declined.",
        "It rings for Agent 2",
        "Handover 1 ended: an agent came.",
        "Agent 2 accepted after",
    ];
    assert_eq!(told.len(), wanted.len(), "{told:#?}");
    for (sentence, part) in told.iter().zip(wanted) {
        assert!(sentence.contains(part) && sentence.ends_with('.'), "{part:?}: {told:#?}");
    }
    // What is stored is told again after a power cut.
    world.kill_and_restart().await;
    assert_eq!(why(&world, &accounts[0], &guest).await, told);
}

#[tokio::test]
async fn a_handover_is_rated_once_and_the_desk_sees_it() {
    let world = World::with_hooks(&[AT_ONCE]);
    let accounts = world.agents(1).await;
    let desk = DeskPage::open(&world, &accounts[0]).await;
    desk.choose(Presence::Available).await;
    let guest = Guest::waiting(&world).await;
    let rate = |score: u8, comment: &str| Ask::Rate { score, comment: comment.to_owned() };
    assert_eq!(guest.page.ask(rate(5, "")).await.unwrap_err().code, "nothing_to_rate");
    guest.accepted_by(&world, &accounts[0]).await.ask(Ask::End).await.unwrap();
    guest.page.view("the question", |view| view.asks_rating).await;
    assert_eq!(guest.page.ask(rate(6, "")).await.unwrap_err().code, "wrong_score");
    guest.page.ask(rate(2, "It took long.")).await.unwrap();
    guest.page.view("no question", |view| !view.asks_rating).await;
    assert_eq!(guest.page.ask(rate(5, "Or not.")).await.unwrap_err().code, "nothing_to_rate");
    desk.listed(&guest.visit.conversation, "the rating", |row| row.rating == Some(2)).await;
    let window = Page::agent(&world, &accounts[0], &guest.visit).await;
    let card = window.view("the card", |view| view.card.is_some()).await.card.unwrap();
    let given: Vec<_> = card.ratings.iter().map(|it| (it.score, it.comment.as_str())).collect();
    assert_eq!(given, [(2, "It took long.")]);
}

#[tokio::test]
async fn a_note_is_kept_exactly_once_though_the_process_is_killed() {
    const NOTES: usize = 40;
    let world = World::with_hooks(&[AT_ONCE]);
    let account = &world.agents(1).await[0];
    let guest = Guest::new(&world).await;
    guest.page.say("How long does delivery take?").await;
    let window = Page::agent(&world, account, &guest.visit).await;
    let write = async {
        for number in 0..NOTES {
            let client_id = ClientId::new(format!("note-{number}")).unwrap();
            let note = Ask::Note { client_id, text: format!("Note {number}.") };
            // Whoever gets no answer does not know whether it is stored, and says it again.
            while let Err(refusal) = window.ask(note.clone()).await {
                assert!(refusal.code != "stale", "{refusal:?}");
                window.come_back().await;
            }
        }
    };
    let mut random = world.random();
    let cuts = async {
        for _kill in 0..6 {
            pass_ms(random.between(5, 60)).await;
            world.kill_and_restart().await;
        }
    };
    within("all notes", async { tokio::join!(write, cuts) }).await;
    let fresh = Page::agent(&world, account, &guest.visit).await;
    let kept: Vec<String> = fresh.look(|chat| chat.notes().iter().map(|note| note.text.clone()).collect());
    assert_eq!(kept, (0..NOTES).map(|number| format!("Note {number}.")).collect::<Vec<_>>());
    let shown = window.look(|chat| chat.notes().len());
    assert_eq!(shown, NOTES);
    assert!(
        guest.page.frames().iter().all(|frame| !frame.contains("Note ")),
        "the visitor has received a note"
    );
    assert!(
        guest.page.messages().iter().map(|it| it.seq).eq((1..).map(Seq).take(guest.page.messages().len()))
    );
}

#[tokio::test]
async fn a_transfer_to_nobody_is_refused_and_changes_nothing() {
    let world = World::with_hooks(&[AT_ONCE]);
    let (accounts, desks) = three_desks(&world).await;
    desks[2].choose(Presence::Away).await;
    let guest = Guest::new(&world).await;
    guest.page.say(WORDS).await;
    guest.page.notice(Seq(0), Notice::Waiting).await;
    let window = guest.accepted_by(&world, &accounts[0]).await;
    let transfer = Ask::TransferToDepartment { department: department("orders"), note: NOTE.to_owned() };
    assert_eq!(window.ask(transfer).await.unwrap_err().code, "agent_unavailable");
    guest.page.view("the same agent", |view| view.phase == PhaseName::Assigned).await;
    assert!(window.look(|chat| chat.notes().is_empty()));
}
