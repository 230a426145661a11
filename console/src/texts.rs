//! The words of the desk for what the wire says in codes. Labels that stand in one place stand in its view.

use baton_shared::conversation::HandoverReason;
use baton_shared::desk::{Presence, Summary};
use baton_shared::priority::Priority;
use baton_shared::protocol::PhaseName;

/// What a badge says of a phase.
pub fn phase(phase: PhaseName) -> &'static str {
    match phase {
        PhaseName::Bot => "Bot",
        PhaseName::Requested => "Asking",
        PhaseName::Queued => "Waiting",
        PhaseName::OfflineForm => "Offline form",
        PhaseName::Assigned => "With agent",
        PhaseName::AwaitingFollowUp => "Follow-up",
        PhaseName::Resolved => "Ended",
    }
}

/// The class that colours a phase.
pub fn phase_class(phase: PhaseName) -> &'static str {
    match phase {
        PhaseName::Bot => "is-bot",
        PhaseName::Requested | PhaseName::Queued => "is-waiting",
        PhaseName::OfflineForm => "is-form",
        PhaseName::Assigned => "is-assigned",
        PhaseName::AwaitingFollowUp => "is-follow-up",
        PhaseName::Resolved => "is-ended",
    }
}

/// A presence's name.
pub fn presence(presence: Presence) -> &'static str {
    match presence {
        Presence::Available => "Available",
        Presence::Busy => "Busy",
        Presence::Away => "Away",
        Presence::Offline => "Offline",
    }
}

/// A presence in class names and form values.
pub fn presence_key(presence: Presence) -> &'static str {
    match presence {
        Presence::Available => "available",
        Presence::Busy => "busy",
        Presence::Away => "away",
        Presence::Offline => "offline",
    }
}

/// Why humans were called, as a sentence.
pub fn reason(reason: HandoverReason) -> &'static str {
    match reason {
        HandoverReason::VisitorButton => "The visitor pressed the button for a human.",
        HandoverReason::VisitorWords => "The visitor asked for a human in words.",
        HandoverReason::AgentTakeover => "An agent stopped the chatbot and joined.",
        HandoverReason::AgentLost => "Its agent left the desk.",
        HandoverReason::Transfer => "An agent gave it to another department.",
        HandoverReason::Frustration => "A rule saw that the visitor is annoyed.",
        HandoverReason::SensitiveTopic => "A rule saw a topic that a person should read.",
        HandoverReason::TurnLimit => "A rule saw that the AI assistant has answered as often as it may.",
        HandoverReason::BotUnsure => "A rule saw that the AI assistant was not sure, or found nothing.",
        HandoverReason::BotFailed => "A rule saw that the AI assistant could not answer.",
        HandoverReason::Rule => "A rule of this site called for a human.",
    }
}

/// A priority that is worth a word; the one that everybody has is not.
pub fn priority(priority: Priority) -> Option<&'static str> {
    match priority {
        Priority::Urgent => Some("Urgent"),
        Priority::High => Some("High"),
        Priority::Normal => None,
        Priority::Low => Some("Low"),
    }
}

/// Who said the last message, in front of a list's excerpt. The visitor needs no name: the row has it.
pub fn said_by(summary: &Summary) -> String {
    match summary.last_sender.as_str() {
        "agent" => match &summary.agent {
            Some(agent) => format!("{}: ", agent.name),
            None => "Agent: ".to_owned(),
        },
        "bot" => "AI assistant: ".to_owned(),
        _ => String::new(),
    }
}

/// Two characters to tell a visitor by: of "Visitor 4F2A" the "4F", of a person's name the first letters.
pub fn initials(name: &str) -> String {
    if let Some(tail) = name.strip_prefix("Visitor ") {
        return tail.chars().take(2).collect();
    }
    let letters = name.split_whitespace().filter_map(|word| word.chars().next());
    letters.take(2).flat_map(char::to_uppercase).collect()
}

/// One of eight colours, always the same for the same text.
pub fn hue(text: &str) -> String {
    // FNV-1a: a few lines, and neighbouring ids get different colours.
    let mixed =
        text.bytes().fold(0x811c_9dc5_u32, |sum, byte| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    format!("hue-{}", mixed % 8)
}

/// How long somebody waits: `0:42`, `12:05`, `1:02:10`.
pub fn wait(wait_ms: u64) -> String {
    let (hours, minutes, seconds) = (wait_ms / 3_600_000, wait_ms / 60_000 % 60, wait_ms / 1_000 % 60);
    if hours == 0 { format!("{minutes}:{seconds:02}") } else { format!("{hours}:{minutes:02}:{seconds:02}") }
}

/// How long ago something was: `now`, `3 min`, `2 h`, `4 d`.
pub fn ago(past_ms: u64) -> String {
    match past_ms / 60_000 {
        0 => "now".to_owned(),
        minutes @ 1..60 => format!("{minutes} min"),
        minutes @ 60..1_440 => format!("{} h", minutes / 60),
        minutes => format!("{} d", minutes / 1_440),
    }
}

#[cfg(test)]
mod tests {
    use super::{ago, hue, initials, wait};

    #[test]
    fn a_wait_is_counted_in_seconds() {
        for (ms, want) in [(0, "0:00"), (42_999, "0:42"), (725_000, "12:05"), (3_730_000, "1:02:10")] {
            assert_eq!(wait(ms), want);
        }
    }

    #[test]
    fn what_is_past_is_told_roughly() {
        for (ms, want) in
            [(0, "now"), (59_999, "now"), (180_000, "3 min"), (7_300_000, "2 h"), (360_000_000, "4 d")]
        {
            assert_eq!(ago(ms), want);
        }
    }

    #[test]
    fn a_visitor_is_told_by_two_characters() {
        for (name, want) in
            [("Visitor 4F2A", "4F"), ("First Last", "FL"), ("one", "O"), ("", ""), ("東京 太郎", "東太")]
        {
            assert_eq!(initials(name), want, "{name}");
        }
    }

    #[test]
    fn a_colour_stays_the_same() {
        assert_eq!(hue("c1"), hue("c1"));
        assert_ne!(hue("c1"), hue("c2"));
    }
}
