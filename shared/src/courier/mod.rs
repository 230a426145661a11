//! Telling others: what is told (news), to whom (endpoints), and when it is tried again.
//!
//! Pure, as all of `shared`: the edge's courier stores, calls and reads the clock.

mod endpoint;
mod mail;
mod news;
mod schedule;
mod slack;
mod words;

pub use endpoint::{Endpoint, EndpointFault, EndpointKind, Wanted};
pub use mail::{MailText, escape, team_mail};
pub use news::{Detail, Kind, MessageNews, News, Subject, VisitorNews, news};
pub use schedule::{ATTEMPTS_MAX, Next, Outcome, next};
pub use slack::slack;
pub use words::{body, headline};
