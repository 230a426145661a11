//! Whole values for the examples.

use baton_shared::conversation::{HandoverReason, Note, OfflineMessage, PageVisit, Rating, Tracked};
use baton_shared::desk::{Summary, WaitRange};
use baton_shared::files::FileCard;
use baton_shared::forms::{Answer, ConsentGiven, FieldKind, FormName, Submission};
use baton_shared::identity::VisitorIdentity;
use baton_shared::ids::{
    AgentId, ClientId, ConversationId, DepartmentId, FieldId, FileId, HandoverId, KeyId, Seq, Version,
};
use baton_shared::message::{AgentRef, Block, Inline, Message, RichText, Sender, Source};
use baton_shared::priority::Priority;
use baton_shared::protocol::{HandoverButton, PhaseName, View, VisitorCard};
use baton_shared::seen::SeenUpTo;
use baton_shared::time::Timestamp;
use baton_tests::sample;

pub const AT: Timestamp = Timestamp(1_795_168_800_000);

pub fn one() -> AgentRef {
    AgentRef { id: AgentId::new("a7f3").unwrap(), name: "Agent One".to_owned() }
}

pub fn conversation() -> ConversationId {
    ConversationId::new("c81d5a").unwrap()
}

pub fn client_id() -> ClientId {
    ClientId::new("k1").unwrap()
}

pub fn file() -> FileCard {
    FileCard {
        id: FileId::new("f_9b1c").unwrap(),
        name: "tent.jpg".to_owned(),
        size: 48_213,
        kind: "image/jpeg".to_owned(),
        width: Some(1600),
        height: Some(1200),
    }
}

pub fn visitors() -> Message {
    Message {
        seq: Seq(42),
        at: AT,
        sender: Sender::Visitor,
        body: RichText::plain("Where is my parcel?"),
        files: vec![file()],
        client_id: Some(client_id()),
        answers: None,
        sources: Vec::new(),
        offers_human: false,
        chips: Vec::new(),
        opens_at: None,
    }
}

pub fn bots() -> Message {
    let link = Inline::Link { href: "https://example.com/returns".to_owned(), label: "Returns".to_owned() };
    let runs =
        vec![Inline::Text("You can return it within ".to_owned()), Inline::Bold("30 days".to_owned()), link];
    Message {
        seq: Seq(43),
        sender: Sender::Bot,
        body: RichText(vec![Block::Paragraph(runs)]),
        files: Vec::new(),
        client_id: None,
        answers: Some(Seq(42)),
        sources: vec![Source { slug: "returns".to_owned(), title: "Returns".to_owned() }],
        offers_human: true,
        chips: vec!["What does a return cost?".to_owned()],
        ..visitors()
    }
}

pub fn note() -> Note {
    let client_id = Some(client_id());
    Note { after: Seq(40), author: one(), text: "The parcel is in Linz.".to_owned(), client_id, at: AT }
}

pub fn visitors_view() -> View {
    View {
        version: Version(1_795_168_800_001),
        phase: PhaseName::Queued,
        since: AT,
        agent_name: None,
        agent_id: None,
        position: Some(2),
        wait: Some(WaitRange { from_s: 60, to_s: 240 }),
        opens_at: None,
        asks_rating: false,
        button: Some(HandoverButton::RequestHuman),
        asks: None,
        seen: SeenUpTo { received: Seq(42), read: Seq(41) },
        is_available: Some(true),
        is_bot_typing: false,
        card: None,
    }
}

pub fn agents_view() -> View {
    let offline = OfflineMessage {
        name: "A visitor".to_owned(),
        email: "visitor@example.com".to_owned(),
        message: "Please call back.".to_owned(),
        at: AT,
    };
    View {
        phase: PhaseName::Assigned,
        agent_name: Some("Agent One".to_owned()),
        agent_id: Some(one().id),
        position: None,
        wait: None,
        button: None,
        is_available: None,
        card: Some(VisitorCard {
            name: "A visitor".to_owned(),
            is_online: true,
            identity: Some(VisitorIdentity {
                sub: "u-1".to_owned(),
                name: Some("A visitor".to_owned()),
                email: Some("visitor@example.com".to_owned()),
                phone: Some("+43 1 234".to_owned()),
                attributes: [("plan".to_owned(), "gold".to_owned())].into(),
                verified_by: KeyId::new("key-1").ok(),
            }),
            page: Some("https://shop.example.com/tents".to_owned()),
            started_at: AT,
            department: DepartmentId::standard(),
            priority: Priority::High,
            tags: ["orders".to_owned()].into(),
            language: Some("de-AT".to_owned()),
            viewers: vec![one()],
            unanswered_since: Some(AT),
            ratings: vec![rating()],
            reason: Some(HandoverReason::VisitorButton),
            bot_answers: 3,
            offline_message: Some(offline),
            submissions: vec![submission()],
            attributes: [("plan".to_owned(), "gold".to_owned())].into(),
            pages: vec![page()],
            tracked: vec![tracked()],
            called_because: Some("The payment was refused twice.".to_owned()),
        }),
        ..visitors_view()
    }
}

pub fn page() -> PageVisit {
    PageVisit { url: "https://shop.example.com/tents".to_owned(), title: "Tents".to_owned(), at: AT }
}

pub fn tracked() -> Tracked {
    let properties = [("price".to_owned(), "240".to_owned())].into();
    Tracked { name: "added to basket".to_owned(), properties, at: AT }
}

pub fn submission() -> Submission {
    let answer = Answer {
        id: FieldId::new("order").unwrap(),
        kind: FieldKind::Line,
        label: "Order number".to_owned(),
        value: "1042".to_owned(),
    };
    let consent = ConsentGiven {
        version: "2026-11".to_owned(),
        text: "I agree that my words are stored.".to_owned(),
        required: true,
        given: true,
    };
    Submission { form: FormName::PreChat, answers: vec![answer], consent: Some(consent), at: AT }
}

pub fn rating() -> Rating {
    Rating { handover: HandoverId(1), agent: one(), score: 5, comment: "Quick.".to_owned(), at: AT }
}

pub fn summary() -> Summary {
    Summary {
        version: Version(1_795_168_800_001),
        phase: PhaseName::Queued,
        agent: None,
        handover: Some(HandoverId(1)),
        reason: Some(HandoverReason::VisitorButton),
        priority: Priority::High,
        language: Some("de-AT".to_owned()),
        tags: ["orders".to_owned()].into(),
        unanswered_since: Some(AT),
        viewers: [one().id].into(),
        visitor: "Visitor 1D5A".to_owned(),
        excerpt: "Where is my parcel?".to_owned(),
        last_at: AT,
        since: AT,
        ..sample::summary(conversation())
    }
}
