//! Judgement: what an answer means when it is held to its indicator.
//!
//! One answer and one indicator give one verdict of five (达标, 未达标, 不适用, 待核, 只记不判), the reasons for it in
//! plain words and flags that ask for a second look. Everything is exact: counts are fractions, a sample is judged by
//! both ends of its hypergeometric interval. The rule to keep: nothing becomes 达标 or 未达标 on a number nobody checked,
//! on a formula or threshold the document does not state, or on a sample too small to say.
//!
//! `answer` is what was found, `decide` is the order of the rules, one file each weighs a family of answer types,
//! `condition` reads when an indicator applies, `confirm` reads what the campaign confirmed, `form` and `sheet` are the
//! filled sheet, `cells` what of all answers may leave the team. There are no scores, and no verdict about a place as a whole.

pub mod answer;
mod cells;
mod compare;
pub mod condition;
pub mod confirm;
mod count;
mod decide;
mod figure;
pub mod form;
mod presence;
mod rate;
mod reading;
mod sampled;
pub mod sheet;
mod sheet_answer;
mod sheet_heading;
mod sheet_number;
mod sheet_row;
mod staffing;
mod tiers;
mod trend;
pub mod verdict;

#[cfg(test)]
mod laws;
#[cfg(test)]
mod sample_indicator;

pub use answer::{Answer, Document, Known, Level, Rate, Sample, Value};
pub use cells::{Cell, CellShown, Cells, shown_cells};
pub use condition::{Condition, Facts};
pub use confirm::{Confirmation, Confirmations};
pub use decide::{Circumstances, judge};
pub use figure::{is_kept, is_of_few};
pub use verdict::{Flag, Judgement, Verdict};
