//! A site's escalation rules: when this holds, do that. One small typed language in the settings document.
//!
//! `evaluate(rules, inputs)` is pure and total: what a rule can see is a value, so every decision can be stored with its
//! inputs, explained in a sentence and made again. Why it is like this: `docs/decisions/0009-the-rule-language.md`.

mod because;
mod confidence;
mod evaluate;
mod inputs;
mod problems;
mod rule;
mod why;

pub use confidence::{Confidence, NotAConfidence};
pub use evaluate::{Actions, Held, Outcome, evaluate, next_wait_ms};
pub use inputs::Inputs;
pub use problems::{Known, problems};
pub use rule::{Action, Attribute, AttributeTest, Condition, Rule};
pub use why::why;
