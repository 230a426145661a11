//! How handovers, visitors and one agent's part are counted. One function for any set, so that a part's numbers are made
//! like the whole's.

use std::collections::BTreeSet;

use super::cohort::{Case, Chat, Cohort};
use super::fact::FactKind;
use super::figures::Numbers;
use super::handover::{HandoverRecord, Span, SpanEnd, Standing};
use super::measure::Measure;
use super::statistics::{percentile, share};
use crate::ids::{AgentId, ConversationId, VisitorId};

/// The numbers of a set of handovers.
pub(super) fn handovers<'a>(cases: impl Iterator<Item = &'a Case> + Clone) -> Numbers {
    let mut numbers = Numbers::new();
    let each = || cases.clone().map(|case| &case.handover);
    let count = |wanted: &dyn Fn(&HandoverRecord) -> bool| number(each().filter(|it| wanted(it)).count());
    let standing = |wanted: Standing| count(&|it: &HandoverRecord| it.standing() == wanted);
    let requested: BTreeSet<&ConversationId> =
        cases.clone().filter(|case| case.handover.is_request()).map(|case| &case.conversation).collect();
    numbers.insert(Measure::ChatsWithRequests, number(requested.len()));
    numbers.insert(Measure::Total, number(each().count()));
    for (measure, wanted) in STANDINGS {
        numbers.insert(measure, standing(wanted));
    }
    numbers.insert(Measure::Accepted, count(&|it| it.accepted().is_some()));
    numbers.insert(Measure::Unanswered, count(&is_unanswered));
    let human_ms = each().map(HandoverRecord::human_ms).fold(0, u64::saturating_add);
    numbers.insert(Measure::HumanMs, human_ms);
    numbers.insert(Measure::BotMs, each().map(|it| it.bot_ms).fold(0, u64::saturating_add));
    let bot_messages = each().map(|it| u64::from(it.bot_messages)).fold(0, u64::saturating_add);
    numbers.insert(Measure::BotMessages, bot_messages);
    let waits = each().filter_map(HandoverRecord::wait_ms).collect();
    times(&mut numbers, waits, Measure::WaitP50, Measure::WaitP90);
    let responses = each().filter_map(HandoverRecord::response_ms).collect();
    times(&mut numbers, responses, Measure::ResponseP50, Measure::ResponseP90);
    let resolutions = each().filter_map(HandoverRecord::resolution_ms).collect();
    times(&mut numbers, resolutions, Measure::ResolutionP50, Measure::ResolutionP90);
    let over = RESOLVABLE.map(standing).into_iter().fold(0, u64::saturating_add);
    put(&mut numbers, Measure::ResolutionRate, share(standing(Standing::Completed), over, 1_000));
    let scores = each().filter_map(|it| it.rating.as_ref()).map(|rated| u64::from(rated.score));
    ratings(&mut numbers, &scores.collect::<Vec<_>>());
    numbers
}

const STANDINGS: [(Measure, Standing); 8] = [
    (Measure::Pending, Standing::Pending),
    (Measure::InProgress, Standing::InProgress),
    (Measure::Completed, Standing::Completed),
    (Measure::PassedOn, Standing::PassedOn),
    (Measure::Requeued, Standing::Requeued),
    (Measure::OfflineMessages, Standing::OfflineMessage),
    (Measure::Abandoned, Standing::Abandoned),
    (Measure::TimedOut, Standing::TimedOut),
];

/// What the resolution rate is a share of.
const RESOLVABLE: [Standing; 4] =
    [Standing::Completed, Standing::OfflineMessage, Standing::Abandoned, Standing::TimedOut];

fn is_unanswered(handover: &HandoverRecord) -> bool {
    let is_over = !matches!(handover.standing(), Standing::Pending | Standing::InProgress);
    is_over && handover.accepted().is_some() && handover.response_ms().is_none()
}

/// The numbers of a set of conversations.
pub(super) fn visitors<'a>(numbers: &mut Numbers, chats: impl Iterator<Item = &'a Chat> + Clone) {
    let chatted: BTreeSet<&VisitorId> = chats.clone().map(|chat| &chat.visitor).collect();
    let requested: BTreeSet<&VisitorId> =
        chats.filter(|chat| chat.has_request).map(|chat| &chat.visitor).collect();
    numbers.insert(Measure::VisitorsChatted, number(chatted.len()));
    numbers.insert(Measure::VisitorsRequested, number(requested.len()));
    let rate = share(number(requested.len()), number(chatted.len()), 1_000);
    put(numbers, Measure::HandoverRate, rate);
}

/// What the desk's facts add to the whole.
pub(super) fn offers(numbers: &mut Numbers, cohort: &Cohort<'_>, agent: Option<&AgentId>) {
    let of = |kind| {
        let facts = cohort.facts.iter().filter(|fact| fact.kind == kind);
        number(facts.filter(|fact| agent.is_none_or(|agent| fact.agent.id == *agent)).count())
    };
    numbers.insert(Measure::Declined, of(FactKind::Declined));
    numbers.insert(Measure::Missed, of(FactKind::Missed));
}

/// The numbers of one agent.
pub(super) fn agent(cohort: &Cohort<'_>, agent: &AgentId) -> Numbers {
    let mut numbers = Numbers::new();
    let each = || cohort.cases.iter().map(|case| &case.handover);
    let is_own = |span: &&Span| span.agent.id == *agent;
    let accepted = each().filter_map(HandoverRecord::accepted).filter(is_own).count();
    numbers.insert(Measure::Accepted, number(accepted));
    let of_accepted = || each().filter(|it| it.accepted().is_some());
    let received = of_accepted().flat_map(|it| it.spans.iter().skip(1)).filter(is_own).count();
    numbers.insert(Measure::Received, number(received));
    offers(&mut numbers, cohort, Some(agent));
    let responses = of_accepted().flat_map(|it| it.spans.iter()).filter(is_own).filter_map(Span::response_ms);
    times(&mut numbers, responses.collect(), Measure::ResponseP50, Measure::ResponseP90);
    let completed = each().filter(|it| it.standing() == Standing::Completed).filter_map(|it| it.spans.last());
    let resolutions: Vec<u64> = completed.filter(is_own).filter_map(resolution_ms).collect();
    numbers.insert(Measure::Completed, number(resolutions.len()));
    times(&mut numbers, resolutions, Measure::ResolutionP50, Measure::ResolutionP90);
    let scores = each().filter_map(|it| it.rating.as_ref()).filter(|rated| rated.agent.id == *agent);
    ratings(&mut numbers, &scores.map(|rated| u64::from(rated.score)).collect::<Vec<_>>());
    let spans = each().flat_map(|it| it.spans.iter()).filter(is_own);
    let human_ms = spans.filter_map(Span::length_ms).fold(0, u64::saturating_add);
    numbers.insert(Measure::HumanMs, human_ms);
    numbers
}

fn resolution_ms(span: &Span) -> Option<u64> {
    let is_end = matches!(span.released, Some((SpanEnd::HandedBack | SpanEnd::Resolved, _)));
    span.length_ms().filter(|_| is_end)
}

fn times(numbers: &mut Numbers, mut values: Vec<u64>, p50: Measure, p90: Measure) {
    put(numbers, p50, percentile(&mut values, 50));
    put(numbers, p90, percentile(&mut values, 90));
}

fn ratings(numbers: &mut Numbers, scores: &[u64]) {
    let (sum, count) = (scores.iter().copied().fold(0, u64::saturating_add), number(scores.len()));
    numbers.insert(Measure::Ratings, count);
    put(numbers, Measure::RatingMean, share(sum, count, 100));
}

fn put(numbers: &mut Numbers, measure: Measure, value: Option<u64>) {
    if let Some(value) = value {
        numbers.insert(measure, value);
    }
}

fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}
