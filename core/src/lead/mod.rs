//! What leader, organiser and hub do, one file a verb. Each checks what it is given, then saves it, whole or not at all.
//!
//! Who may do what stands in `merge::rights` and is asked before anything is written; a verb here adds what the tables
//! cannot say, such as that a decision needs a reason.

mod admit;
mod ask_original;
mod choose_note;
mod choose_picture;
mod countersign;
mod decide;
mod end_writer;
mod enrol;
mod enrol_card;
mod hubs;
mod list_place;
mod open_items;
mod plan_trip;
mod release_reserve;
mod roll;
mod self_check;
mod set_up;
mod sign_report;
mod split_work;
mod step_item;
mod take_replies;
mod write_report;

pub use admit::{Gap, admit, gaps};
pub use ask_original::ask_original;
pub use choose_note::{TOLD, choose_note, chosen_notes};
pub use choose_picture::{
    ChosenPicture, MOST_PICTURES, SUMMARY, choice_entity, choose_picture, chosen_pictures, turn_picture,
};
pub use countersign::HubWriter;
pub use decide::decide;
pub use end_writer::{end_known, end_writer};
pub use enrol::{Candidate, enrol, enrolled};
pub use enrol_card::{ForCard, Newcomer, answer_card, enrol_card, enrolment_of, for_card};
pub use hubs::{certify_hub, revoke_hub};
pub use list_place::{list_places, listed_entity, record_measure};
pub use open_items::{Terms, open_items};
pub use plan_trip::{Trip, clear_trip, plan_trip, trips};
pub use release_reserve::{RollReserves, Unreachable, record_roll, release_reserve, take_release_back};
pub use roll::{RollCall, RollPlan, RollStratum, roll_certificate, roll_plan, roll_plans};
pub use self_check::{SelfCheck, self_check, self_check_entity};
pub use set_up::{Group, NumberedPack, Paper, Person, SetUp, first_op, roster_person, roster_role, set_up};
pub use sign_report::{GATES, ReportVersion, gates_of, report_versions, sign_gate, signed_gates};
pub use split_work::{Work, assign, assigned};
pub use step_item::{extend_item, step_item};
pub(crate) use take_replies::held;
pub use take_replies::{ReplyChange, reply_changes, take_replies};
pub use write_report::{DOCUMENTS, OFFICE_DOCUMENTS, check_document, paragraph_entity, write_paragraph, written};
