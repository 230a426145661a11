//! Every refusal with its code and its words; and every code is met in a row of the other tables.

use baton_shared::forms::{Fault, Flaw};
use baton_shared::ids::FieldId;
use baton_shared::rejection::Rejection;
use baton_tests::table::{Line, Step, check, read};

/// A new one does not compile until it stands here, and then in the list.
fn known(rejection: Rejection) -> Rejection {
    match rejection {
        Rejection::EmptyMessage
        | Rejection::TooLong { .. }
        | Rejection::NameMissing
        | Rejection::InvalidEmail
        | Rejection::NotYours
        | Rejection::NotOwner { .. }
        | Rejection::NotInBotMode { .. }
        | Rejection::NotWaiting { .. }
        | Rejection::NotOfferedYet
        | Rejection::NoOfflineForm
        | Rejection::FormDue
        | Rejection::NoForm
        | Rejection::ConsentChanged
        | Rejection::FormFaults { .. }
        | Rejection::AgentUnavailable { .. }
        | Rejection::SameAgent
        | Rejection::WrongScore
        | Rejection::NothingToRate
        | Rejection::NotMember
        | Rejection::InvalidTag
        | Rejection::InvalidAttribute
        | Rejection::InvalidAction
        | Rejection::InvalidPage
        | Rejection::UnknownDepartment
        | Rejection::Stale
        | Rejection::ConversationFull
        | Rejection::EmptyFile
        | Rejection::FileTooLarge { .. }
        | Rejection::FileType
        | Rejection::FilesFull
        | Rejection::TooManyFiles { .. }
        | Rejection::UnknownFile
        | Rejection::SlowDown
        | Rejection::NotFound => rejection,
    }
}

/// One of each.
pub fn all() -> Vec<Rejection> {
    let owner = || "Agent One".to_owned();
    let each = vec![
        Rejection::EmptyMessage,
        Rejection::TooLong { what: "message".to_owned(), chars: 4001, chars_max: 4000 },
        Rejection::NameMissing,
        Rejection::InvalidEmail,
        Rejection::NotYours,
        Rejection::NotOwner { owner: owner() },
        Rejection::NotInBotMode { owner: owner() },
        Rejection::NotWaiting { owner: owner() },
        Rejection::NotOfferedYet,
        Rejection::NoOfflineForm,
        Rejection::FormDue,
        Rejection::NoForm,
        Rejection::ConsentChanged,
        Rejection::FormFaults { faults: vec![Fault { field: FieldId::email(), flaw: Flaw::NoEmail }] },
        Rejection::AgentUnavailable { name: "Agent Two".to_owned() },
        Rejection::SameAgent,
        Rejection::WrongScore,
        Rejection::NothingToRate,
        Rejection::NotMember,
        Rejection::InvalidTag,
        Rejection::InvalidAttribute,
        Rejection::InvalidAction,
        Rejection::InvalidPage,
        Rejection::UnknownDepartment,
        Rejection::Stale,
        Rejection::ConversationFull,
        Rejection::EmptyFile,
        Rejection::FileTooLarge { bytes: 10_485_761, bytes_max: 10_485_760 },
        Rejection::FileType,
        Rejection::FilesFull,
        Rejection::TooManyFiles { files_max: 5 },
        Rejection::UnknownFile,
        Rejection::SlowDown,
        Rejection::NotFound,
    ];
    each.into_iter().map(known).collect()
}

#[test]
fn every_refusal_says_what_to_do() {
    let all = all();
    check("protocol/rejections.txt", |step| {
        let Step::Row(code) = step else { return String::new() };
        let found = all.iter().find(|rejection| rejection.code() == code);
        let Some(rejection) = found else { return "no such code".to_owned() };
        let wire = serde_json::to_value(rejection).unwrap();
        assert_eq!(wire["code"], code, "the code on the wire and `code()` differ");
        assert_eq!(serde_json::from_value::<Rejection>(wire).unwrap(), *rejection);
        let again = if rejection.is_passing() { "send it again" } else { "final" };
        format!("{again}: {rejection}")
    });
}

#[test]
fn every_code_is_met_in_a_row() {
    let tables = [
        "conversation/bot.txt",
        "conversation/handover.txt",
        "conversation/agents.txt",
        "conversation/repeats.txt",
        "conversation/told.txt",
        "conversation/forms.txt",
        "text/text.txt",
        "files/files.txt",
    ];
    let rows: Vec<Line> = tables.iter().flat_map(|name| read(name)).collect();
    // These are the session's: a frame of the other side, another department's conversation, an address that only the
    // platform can read (tests/engine/told.rs), more frames than its rate, a file that it has not stored.
    let by_session = ["not_yours", "not_member", "invalid_page", "slow_down", "unknown_file"];
    for rejection in all() {
        let refused = format!("refused: {}", rejection.code());
        let is_met = rows
            .iter()
            .any(|line| matches!(line, Line::Row { expected, .. } if expected.starts_with(&refused)));
        assert!(is_met || by_session.contains(&rejection.code()), "no row ends in \"{refused}\"");
    }
}
