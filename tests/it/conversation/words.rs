//! From the words of a table to commands of a conversation.

use baton_shared::conversation::{
    AgentCommand, BotReply, Command, Conversation, Reply, Submitted, VisitorCommand,
};
use baton_shared::desk::{DeskAnswer, NoPlace, Overflow, TurnedAway};
use baton_shared::files::FileCard;
use baton_shared::forms::{ConsentSaid, FormName};
use baton_shared::identity::VisitorIdentity;
use baton_shared::ids::{AgentId, ClientId, DepartmentId, Epoch, FileId, HandoverId, KeyId, Seq, VisitorId};
use baton_shared::message::{AgentRef, RichText, Source};

/// What a row says: a command, or time that passes before the tick.
pub enum Said {
    Command(Command),
    Wait(u64),
}

/// An agent of the tables; the id is the name in small letters.
pub fn agent(name: &str) -> AgentRef {
    AgentRef { id: AgentId::new(name.to_lowercase()).unwrap(), name: format!("Agent {name}") }
}

/// Reads a row.
pub fn read(row: &str, state: &Conversation) -> Said {
    let (words, quoted) = split(row);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let command = match words.as_slice() {
        ["wait", ms, "ms"] => return Said::Wait(ms.parse().unwrap()),
        ["visitor", "opens", "the", "chat"] => Command::Start {
            visitor: VisitorId::new("v").unwrap(),
            page: None,
            language: None,
            department: None,
        },
        ["visitor", "opens", "the", "chat", "for", department] => Command::Start {
            visitor: VisitorId::new("v").unwrap(),
            page: None,
            language: None,
            department: DepartmentId::new(*department).ok(),
        },
        ["page", rest @ ..] => Command::Visitor(page(rest, &quoted)),
        ["visitor", "is", sub, rest @ ..] => Command::Identify(Box::new(identity(sub, rest))),
        ["visitor", rest @ ..] => Command::Visitor(visitor(rest, &quoted)),
        ["desk", "queues", handover, rest @ ..] => {
            desk(handover, DeskAnswer::Placed { wait_ms_max: 600_000, then: overflow(rest) })
        }
        ["desk", "has", "nobody", "for", handover, rest @ ..] => {
            desk(handover, DeskAnswer::Refused { reason: NoPlace::NobodyAvailable, then: overflow(rest) })
        }
        ["desk", "is", "closed", "for", handover, rest @ ..] => {
            desk(handover, DeskAnswer::Refused { reason: NoPlace::Closed, then: overflow(rest) })
        }
        ["desk", "is", "full", "for", handover, rest @ ..] => {
            desk(handover, DeskAnswer::Refused { reason: NoPlace::QueueFull, then: overflow(rest) })
        }
        ["desk", "turns", handover, "away", rest @ ..] => Command::TurnedAway(TurnedAway {
            handover: HandoverId(handover.parse().unwrap()),
            reason: NoPlace::NobodyThere,
            then: overflow(rest),
        }),
        ["desk", "has", "lost", name] => Command::AgentLost(agent(name).id),
        ["bot", rest @ ..] => Command::BotReplied(bot(rest, &quoted, state)),
        [name @ ("One" | "Two"), rest @ ..] => Command::Agent(agent(name), agents(rest, &quoted)),
        _ => panic!("no such words: {row}"),
    };
    Said::Command(command)
}

/// `visitor is u-1`, `visitor is u-1 by key-1`, `visitor is u-1 by key-1 with a@example.com`.
fn identity(sub: &str, words: &[&str]) -> VisitorIdentity {
    let (verified_by, email) = match words {
        [] => (None, None),
        ["by", kid] => (Some(*kid), None),
        ["by", kid, "with", email] => (Some(*kid), Some((*email).to_owned())),
        _ => panic!("nobody is so: {words:?}"),
    };
    let verified_by = verified_by.map(|kid| KeyId::new(kid).unwrap());
    VisitorIdentity { verified_by, email, ..VisitorIdentity::unverified(sub.to_owned()) }
}

fn files(count: &str) -> Vec<FileCard> {
    let file = |number: u32| FileCard {
        id: FileId::new(format!("f{number}")).unwrap(),
        name: format!("{number}.pdf"),
        size: 1,
        kind: "application/pdf".to_owned(),
        width: None,
        height: None,
    };
    (1..=count.parse().unwrap()).map(file).collect()
}

fn visitor(words: &[&str], quoted: &[String]) -> VisitorCommand {
    match words {
        ["says", "as", name] => {
            let (client_id, text) = (ClientId::new(*name).unwrap(), quoted[0].clone());
            VisitorCommand::Post { client_id, text, files: Vec::new() }
        }
        ["sends", count, "files", "as", name] => {
            let (client_id, text) =
                (ClientId::new(*name).unwrap(), quoted.first().cloned().unwrap_or_default());
            VisitorCommand::Post { client_id, text, files: files(count) }
        }
        ["presses", "the", "button"] => VisitorCommand::RequestHuman,
        ["cancels"] => VisitorCommand::CancelRequest,
        ["opens", "the", "offline", "form"] => VisitorCommand::OpenOfflineForm,
        ["fills", "in", "the", form, rest @ ..] => VisitorCommand::SubmitForm(filled(form, rest, quoted)),
        ["rates", score] => {
            let comment = quoted.first().cloned().unwrap_or_default();
            VisitorCommand::Rate { score: score.parse().unwrap(), comment }
        }
        ["leaves", "an", "offline", "message"] => VisitorCommand::LeaveOfflineMessage {
            name: "A visitor".to_owned(),
            email: "visitor@example.com".to_owned(),
            message: "Please call back.".to_owned(),
        },
        _ => panic!("a visitor can't: {words:?}"),
    }
}

/// `fills in the pre-chat form "email=a@b.c" "order=12" agreeing to 1`: names and answers in quotes.
fn filled(form: &str, words: &[&str], quoted: &[String]) -> Submitted {
    let pairs = quoted.iter().filter_map(|pair| pair.split_once('='));
    let answers = pairs.map(|(id, said)| (id.to_owned(), said.to_owned())).collect();
    let said = |version: &str, given| {
        let (version, text) = (version.to_owned(), format!("Text {version}"));
        Some(ConsentSaid { version, text, given })
    };
    let consent = match words {
        ["form"] => None,
        ["form", "agreeing", "to", version] => said(version, true),
        ["form", "refusing", version] => said(version, false),
        _ => panic!("no form is filled in so: {words:?}"),
    };
    let form = if form == "offline" { FormName::Offline } else { FormName::PreChat };
    Submitted { form, answers, consent, language: "en".to_owned() }
}

/// What a script of the customer's page wants.
fn page(words: &[&str], quoted: &[String]) -> VisitorCommand {
    let department = |id: &str| DepartmentId::new(id).unwrap();
    match words {
        ["says", count, "attributes"] => {
            let names = (0..count.parse().unwrap()).map(|number: u32| format!("name {number}"));
            VisitorCommand::SetAttributes(names.map(|name| (name, Some("1".to_owned()))).collect())
        }
        ["says", name, value] => {
            let value = (*value != "nothing").then(|| (*value).to_owned());
            VisitorCommand::SetAttributes([((*name).to_owned(), value)].into())
        }
        ["shows", url] => VisitorCommand::ViewPage { url: (*url).to_owned(), title: quoted[0].clone() },
        ["tracks", name, "as", client_id] => VisitorCommand::Track {
            client_id: ClientId::new(*client_id).unwrap(),
            name: (*name).to_owned(),
            properties: [("price".to_owned(), "240".to_owned())].into(),
        },
        ["chooses", id] => VisitorCommand::SetDepartment(department(id)),
        ["calls", "a", "human"] => {
            VisitorCommand::CallHuman { department: None, reason: quoted.first().cloned() }
        }
        ["calls", "a", "human", "of", id] => {
            VisitorCommand::CallHuman { department: Some(department(id)), reason: quoted.first().cloned() }
        }
        _ => panic!("a page can't: {words:?}"),
    }
}

fn agents(words: &[&str], quoted: &[String]) -> AgentCommand {
    match words {
        ["accepts"] => AgentCommand::Accept,
        ["takes", "over"] => AgentCommand::TakeOver,
        ["says", "as", name] => {
            let (client_id, body) = (ClientId::new(*name).unwrap(), RichText::plain(&quoted[0]));
            AgentCommand::Post { client_id, body, files: Vec::new() }
        }
        ["sends", count, "files", "as", name] => {
            let (client_id, body) = (ClientId::new(*name).unwrap(), RichText::default());
            AgentCommand::Post { client_id, body, files: files(count) }
        }
        ["transfers", "to", "department", id, rest @ ..] => AgentCommand::TransferToDepartment {
            department: DepartmentId::new(*id).unwrap(),
            name: "Billing".to_owned(),
            is_available: !rest.starts_with(&["where", "nobody", "is"]),
            note: quoted.first().cloned(),
        },
        ["transfers", "to", name, rest @ ..] => AgentCommand::Transfer {
            to: agent(name),
            is_available: !rest.starts_with(&["who", "is", "away"]),
            note: quoted.first().cloned(),
        },
        ["notes", "as", name] => {
            AgentCommand::Note { client_id: ClientId::new(*name).unwrap(), text: quoted[0].clone() }
        }
        ["marks", "it", tag, "and", priority] => AgentCommand::Mark {
            tags: [(*tag).to_owned()].into(),
            priority: serde_json::from_value((*priority).into()).unwrap(),
        },
        ["hands", "back"] => AgentCommand::HandBack,
        ["ends"] => AgentCommand::End,
        _ => panic!("an agent can't: {words:?}"),
    }
}

fn desk(handover: &str, answer: DeskAnswer) -> Command {
    Command::DeskAnswered { handover: HandoverId(handover.parse().unwrap()), answer, opens_at: None }
}

/// `then bot`, `then ask billing`; without words the offline form.
fn overflow(words: &[&str]) -> Overflow {
    match words {
        [] => Overflow::OfflineForm,
        ["then", "bot"] => Overflow::Bot,
        ["then", "ask", department] => Overflow::Department(DepartmentId::new(*department).unwrap()),
        _ => panic!("nothing follows from: {words:?}"),
    }
}

/// `bot answers #2`, `bot does not know #2`, `bot fails on #2`; `in epoch 0` for an answer that comes late.
fn bot(words: &[&str], quoted: &[String], state: &Conversation) -> BotReply {
    let (reply, rest) = match words {
        ["answers", rest @ ..] => {
            let text = quoted.first().map_or("An answer.", String::as_str);
            let source = Source { slug: "returns".to_owned(), title: "Returns".to_owned() };
            (Reply::Answer { body: RichText::plain(text), sources: vec![source], chips: Vec::new() }, rest)
        }
        ["does", "not", "know", rest @ ..] => (Reply::Unknown { chips: vec!["Returns".to_owned()] }, rest),
        ["fails", "on", rest @ ..] => (Reply::Failed, rest),
        _ => panic!("the bot can't: {words:?}"),
    };
    let question = Seq(rest[0].trim_start_matches('#').parse().unwrap());
    let epoch = match rest {
        [_, "in", "epoch", epoch] => Epoch(epoch.parse().unwrap()),
        _ => state.epoch,
    };
    let sure = words.iter().find_map(|word| word.strip_suffix('%'));
    let confidence = sure.map(|percent| serde_json::from_str(&format!("0.{percent}")).unwrap());
    BotReply { epoch, question, reply, confidence }
}

/// The words, and apart from them what stands in quotes.
fn split(row: &str) -> (Vec<String>, Vec<String>) {
    let parts: Vec<&str> = row.split('"').collect();
    let outside = parts.iter().step_by(2).flat_map(|part| part.split_whitespace());
    let inside = parts.iter().skip(1).step_by(2);
    (outside.map(str::to_owned).collect(), inside.map(|part| (*part).to_owned()).collect())
}
