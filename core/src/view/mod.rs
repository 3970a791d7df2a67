//! One record per screen: plain data, read from a notebook in one go, with everything a shell draws.
//!
//! Core decides and shells draw, so a record holds codes, numbers and texts that are ready to show, and `seen`, which a
//! shell hands back to the verb unread. A view writes nothing and holds no rule of its own: verdicts are `judge`'s, what
//! stands is `merge`'s. Every view asks for the streams it needs and never walks through all fields.

mod before_leaving;
mod campaign;
mod choose;
mod differing;
mod document;
mod drafted;
mod draw;
mod entry;
mod findings;
mod group;
mod indicator;
mod interview;
mod join;
mod ledger;
mod listed;
mod me;
mod methods;
mod on_site;
mod packs;
mod people;
mod photo;
mod plan;
mod rectification;
mod report;
mod report_screen;
mod search;
mod shown;
mod summary;
mod sync;
mod talk;
mod tasks;
mod thing;
mod today;
mod unfinished;
mod visit;
mod visit_sheet;

/// What a text may say of persons, with the place in characters: for every field that is typed into, on every change. What
/// was saved is looked at once more (`Notebook::warned`).
pub use crate::privacy::warnings;
pub use before_leaving::{BeforeLeaving, before_leaving};
pub use campaign::{CampaignScreen, GroupRow, PersonRow, campaign, local_time, today};
pub use choose::{ChoiceRow, ChooseScreen, choose};
pub use differing::{Differing, ValueShown, differing};
pub use document::{DocumentRow, SiteNoteRow, documents, site_notes};
pub use drafted::{Wanted, drafted};
pub use draw::{DrawScreen, Drawn, Roll, draw};
pub use entry::{AnswerButton, Asks, EntryForm, MeasureAsked};
pub use findings::{Alike, FindingFilter, FindingRow, findings, findings_of};
pub use group::{GapRow, GroupScreen, PhoneRow, VisitRow, group};
pub use indicator::{IndicatorScreen, indicator};
pub use interview::{InterviewRow, QuestionRow, interviews};
pub use join::{Join, digits, join};
pub use ledger::{EntryRow, LedgerRow, ledgers};
pub use listed::{ListedRow, listed};
pub use me::{Me, me};
pub use methods::{Burden, MethodsScreen, methods};
pub use on_site::{AttemptRow, OnSiteRow, on_site};
pub use packs::{PackRow, pack_rows};
pub use people::{Person, people};
pub use photo::{PhotoFile, PhotoRow, PhotoScreen, PhotoState, PhotoStrip, Turned, photo, photos};
pub use plan::{PackWork, PlanScreen, VisitWork, plan};
pub use rectification::{ItemRow, ListAsked, StageRow, rectification, unlisted};
pub use report::{
    Asked, County, Difference, EvidenceMark, GroupReport, Named, Note, PROVINCES, Picture, Places, Released, Site,
    SiteAnswer, counties, group_report, photo_number, pictures, visit_name,
};
pub use report_screen::{DoubtRow, ParagraphRow, ReportScreen, report_screen};
pub use search::{Hit, search};
pub use shown::{AnswerShown, Packs, Seen};
pub use summary::{Progress, Summaries};
pub use sync::{StreamRow, SyncScreen, sync};
pub use talk::{TalkRow, talks};
pub use tasks::{Next, Tasks, VisitState, VisitTask, tasks};
pub use thing::{Thing, Words};
pub use today::Today;
pub use unfinished::Unfinished;
pub use visit::{FactAsked, Filter, Row, VisitScreen, VisitSite, visit};
pub use visit_sheet::{LedgerLine, LedgerSlip, VisitSheet, ledger_slip, visit_sheet};
