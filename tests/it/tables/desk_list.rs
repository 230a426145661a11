//! The desk as an agent's page knows it: the list, and the agent's own presence.

use baton_client::desk_list::{DeskInput, DeskList, DeskOutput};
use baton_shared::desk::{Presence, Summary};
use baton_shared::ids::{AgentId, ConversationId, Version};
use baton_shared::message::AgentRef;
use baton_shared::protocol::{AgentShown, DeskServerFrame};
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

fn input(row: &str, now: &mut Timestamp) -> DeskInput {
    let words: Vec<&str> = row.split(' ').collect();
    let frame = match words.as_slice() {
        ["starts"] => return DeskInput::Start,
        ["opens"] => return DeskInput::Opened,
        ["closes", code] => return DeskInput::Closed { code: code.parse().unwrap() },
        ["chooses", presence] => return DeskInput::SetPresence(read(presence)),
        ["waits", ms, "ms"] => {
            *now = now.plus_ms(ms.parse().unwrap());
            return DeskInput::Wake;
        }
        ["gets", "welcome", "One", presence] => DeskServerFrame::Welcome {
            v: 1,
            you: agent("One", presence).agent,
            agents: vec![agent("One", presence)],
            departments: Vec::new(),
            conversations: vec![conversation("c1", "5")],
            offers: Vec::new(),
            now: *now,
        },
        ["gets", "agent", name, presence] => DeskServerFrame::Agent(agent(name, presence)),
        ["gets", "conversation", name, version] => {
            DeskServerFrame::Conversation(Box::new(conversation(name, version)))
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
        let said: Vec<String> = outputs
            .into_iter()
            .map(|output| match output {
                DeskOutput::Connect => "connect".to_owned(),
                DeskOutput::Disconnect => "disconnect".to_owned(),
                DeskOutput::Send(text) => text,
            })
            .collect();
        let said = if said.is_empty() { "–".to_owned() } else { said.join(", ") };
        let listed = list.conversations().map(|it| format!("{} v{}", it.conversation, it.version));
        format!("{said} ⇒ {:?}, [{}]", list.presence(), listed.collect::<Vec<_>>().join(" "))
    });
}
