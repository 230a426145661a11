//! Analytics: what happened to the handovers of a time, in whole numbers with published formulas.
//!
//! There is one cohort: the handovers requested in the range (and for shares of visitors: the conversations in which the
//! visitor wrote first in it). Whatever happens to them later counts, whenever it happens.
//!
//! Reading order: `record` and `handover` (what is kept of a conversation), `fact` (and of the desk's decisions),
//! `measure` (the numbers and their formulas), `cohort` (who counts), `figures` (what is answered), `tally` (how it is
//! counted), `csv`.

mod cohort;
mod csv;
mod fact;
mod figures;
mod handover;
mod measure;
mod record;
mod statistics;
mod tally;

pub use cohort::{Cohort, Filter};
pub use csv::{MARK, cell};
pub use fact::{DeskFact, FactKind, facts};
pub use figures::{Against, Analytics, Figures, Numbers, Part, Row};
pub use handover::{Ended, HandoverRecord, Rated, Span, SpanEnd, Standing};
pub use measure::{Measure, Unit, published};
pub use record::ConversationRecord;
pub use statistics::{percentile, share};
