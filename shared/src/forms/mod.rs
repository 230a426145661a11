//! Forms: what a site asks its visitors before the chat, before a human comes and when nobody is there, how an answer is
//! checked, and what is kept of it: a snapshot, so that a record says what the visitor has read and not what stands in the
//! settings today.

mod check;
mod form;
mod known;
mod problems;
mod reply;
mod submission;

pub use check::{Fault, Flaw, check};
pub use form::{Consent, Field, FieldKind, Form, Forms, PreChat, When};
pub use known::{remaining, suggestion};
pub use problems::problems;
pub use reply::{CANCEL, NO, Reply, SKIP, YES, understood};
pub use submission::{Answer, ConsentGiven, ConsentSaid, FormName, Submission};
