//! The desk as an agent's page knows it: the list, and the agent's own presence.

use baton_client::desk_list::{DeskInput, DeskList, DeskOutput};
use baton_shared::desk::{Presence, Summary};
use baton_shared::ids::{AgentId, ConversationId, DepartmentId, HandoverId, Version};
use baton_shared::message::AgentRef;
use baton_shared::protocol::{AgentShown, DepartmentShown, DeskServerFrame, OfferShown, PONG};
use baton_shared::time::Timestamp;
use baton_tests::sample;
use baton_tests::table::{Step, check};

fn agent(name: &str, presence: &str) -> AgentShown {
    AgentShown {
        agent: AgentRef { id: AgentId::new(name.to_lowercase()).unwrap(), name: name.to_owned() },
        presence: read(presence),
        is_here: true,
        load: 0,
        capacity: 4,
        departments: Vec::new(),
    }
}

fn read(presence: &str) -> Presence {
    serde_json::from_value(presence.into()).unwrap()
}

fn conversation(name: &str, version: &str) -> Summary {
    Summary {
        version: Version(version.parse().unwrap()),
        ..sample::summary(ConversationId::new(name).unwrap())
    }
}

fn offer(name: &&str) -> OfferShown {
    OfferShown {
        conversation: ConversationId::new(*name).unwrap(),
        handover: HandoverId(1),
        until: Timestamp(90_000),
        why: "The one who was asked longest ago.".to_owned(),
    }
}

fn department(name: &&str) -> DepartmentShown {
    DepartmentShown {
        id: DepartmentId::new(name.to_lowercase()).unwrap(),
        name: (*name).to_owned(),
        is_available: true,
        is_open: None,
        waiting: 0,
        wait_ms_max: 300_000,
    }
}

fn said(outputs: Vec<DeskOutput>) -> String {
    let said: Vec<String> = outputs
        .into_iter()
        .map(|output| match output {
            DeskOutput::Connect => "connect".to_owned(),
            DeskOutput::Disconnect => "disconnect".to_owned(),
            DeskOutput::Send(text) => text,
        })
        .collect();
    if said.is_empty() { "–".to_owned() } else { said.join(", ") }
}

fn input(row: &str, now: &mut Timestamp) -> DeskInput {
    let words: Vec<&str> = row.split(' ').collect();
    let frame = match words.as_slice() {
        ["starts"] => return DeskInput::Start,
        ["opens"] => return DeskInput::Opened,
        ["closes", code] => return DeskInput::Closed { code: code.parse().unwrap() },
        ["chooses", presence] => return DeskInput::SetPresence(read(presence)),
        ["declines", name] => return DeskInput::Decline(ConversationId::new(*name).unwrap()),
        ["touches"] => return DeskInput::Active,
        ["hears", "pong"] => return DeskInput::Received(PONG.to_owned()),
        ["waits", ms, "ms"] => {
            *now = now.plus_ms(ms.parse().unwrap());
            return DeskInput::Wake;
        }
        // The desk's clock is a minute ahead of this page's.
        ["gets", "welcome", "One", presence] => DeskServerFrame::Welcome {
            v: 1,
            you: agent("One", presence).agent,
            agents: vec![agent("One", presence)],
            departments: Vec::new(),
            conversations: vec![conversation("c1", "5")],
            offers: Vec::new(),
            now: now.plus_ms(60_000),
        },
        ["gets", "agent", name, presence] => DeskServerFrame::Agent(agent(name, presence)),
        ["gets", "conversation", name, version] => {
            DeskServerFrame::Conversation(Box::new(conversation(name, version)))
        }
        ["gets", "offers", names @ ..] => {
            DeskServerFrame::Offers { offers: names.iter().map(offer).collect() }
        }
        ["gets", "departments", names @ ..] => {
            DeskServerFrame::Departments { departments: names.iter().map(department).collect() }
        }
        ["gets", "removed", name] => {
            DeskServerFrame::Removed { conversation: ConversationId::new(*name).unwrap() }
        }
        _ => panic!("no such words: {row}"),
    };
    DeskInput::Received(frame.to_json())
}

#[test]
fn a_list_does_what_the_table_says() {
    let (mut list, mut now) = (DeskList::default(), Timestamp(0));
    check("client/desk_list.txt", |step| {
        let row = match step {
            Step::Heading(_) => {
                (list, now) = (DeskList::default(), Timestamp(0));
                return String::new();
            }
            Step::Row(row) => row,
        };
        let input = input(row, &mut now);
        let outputs = list.handle(now, 0.5, input);
        let said = said(outputs);
        let listed = list.conversations().map(|it| format!("{} v{}", it.conversation, it.version));
        format!("{said} ⇒ {:?}, [{}]", list.presence(), listed.collect::<Vec<_>>().join(" "))
    });
}

#[test]
fn what_rings_and_what_has_changed_is_as_the_table_says() {
    let (mut list, mut now) = (DeskList::default(), Timestamp(0));
    check("client/desk_offers.txt", |step| {
        let row = match step {
            Step::Heading(_) => {
                (list, now) = (DeskList::default(), Timestamp(0));
                return String::new();
            }
            Step::Row(row) => row,
        };
        let input = input(row, &mut now);
        let said = said(list.handle(now, 0.5, input));
        let changed = list.take_changed();
        let changed = match changed.all {
            true => "all".to_owned(),
            false => changed.conversations.iter().map(|id| id.as_str()).collect::<Vec<_>>().join(" "),
        };
        let rings: Vec<&str> = list.offers().iter().map(|offer| offer.conversation.as_str()).collect();
        let departments: Vec<&str> = list.departments().iter().map(|it| it.name.as_str()).collect();
        let ahead = list.at_desk(now).since_ms(now) / 1_000;
        format!(
            "{said} ⇒ rings [{}], in [{}], changed [{changed}], {ahead} s ahead",
            rings.join(" "),
            departments.join(" ")
        )
    });
}
