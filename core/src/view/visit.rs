//! 点位检查: the indicators of one site in printed order, with answers, verdicts and progress.

use super::entry::EntryForm;
use super::shown::{AnswerShown, Asked, Packs, Seen, code, own_text};
use super::summary::Progress;
use crate::Error;
use crate::change::{Entity, Value};
use crate::field::{Signed, answer_entity, fact_entity, signed, visit_entity};
use crate::ids::StreamName;
use crate::judge::{Circumstances, Condition, Confirmations, Facts, Judgement, Verdict, form, judge};
use crate::merge::{Field, Shown};
use crate::notebook::Notebook;

/// Where a visit is and what is asked there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct VisitSite {
    /// Id of the unit, or of the unit above a place in no frame.
    pub unit: String,
    /// Kind of site.
    pub kind: String,
    /// `main`, `reserve`, `designated` or `undrawn`.
    pub chosen: String,
    /// Numbers of the packs; where two phones chose different ones, all of them.
    pub packs: Vec<u64>,
    /// 1, plus 1 for each re-inspection.
    pub round: u64,
    /// Whether it is closed.
    pub closed: bool,
    /// Facts about the place that conditions ask for.
    pub facts: Vec<(String, String)>,
    /// Whether people differ about any of this.
    pub differs: bool,
}

impl VisitSite {
    /// What the visit's own fields say. Where two differ, the first by its bytes shows until decided.
    #[must_use]
    pub fn read(notebook: &Notebook, visit: &StreamName) -> Self {
        let state = notebook.state();
        let entity = visit_entity();
        let field = |name: &str| state.field(visit, &entity, name);
        let mut site = Self {
            chosen: code(field("chosen")).unwrap_or_default().to_owned(),
            closed: is_closed(notebook, visit),
            ..Self::default()
        };
        let value = |name: &str| field(name).and_then(|field| field.values().first().copied());
        if let Some(mut reader) = value("unit").and_then(|value| value.reader().ok())
            && reader.tuple(2).is_ok()
        {
            reader.text(64).unwrap_or_default().clone_into(&mut site.unit);
            reader.text(64).unwrap_or_default().clone_into(&mut site.kind);
        }
        site.round = value("round").and_then(Value::as_int).map_or(1, i64::unsigned_abs);
        for chosen in field("packs").map(|field| field.values()).unwrap_or_default() {
            let Ok(mut reader) = chosen.reader() else { continue };
            let count = reader.list(64).unwrap_or(0);
            site.packs.extend((0..count).map_while(|_| reader.uint().ok()));
        }
        site.packs.sort_unstable();
        site.packs.dedup();
        for field in state.fields_of_kind(visit, "visit") {
            site.differs |= field.is_conflict();
            if let (Some(name), Some(value)) = (field.key.entity.key.strip_prefix("fact/"), code(Some(field))) {
                site.facts.push((name.to_owned(), value.to_owned()));
            }
        }
        site
    }

    /// What judging needs to know of the place.
    #[must_use]
    pub fn circumstances(&self) -> Circumstances {
        let mut facts = Facts::default();
        for (name, value) in &self.facts {
            facts.set(name, value);
        }
        Circumstances {
            facts,
            checked_on: None,
            confirmed: Confirmations::default(),
        }
    }
}

/// Whether a visit is signed off and takes nothing more.
pub(super) fn is_closed(notebook: &Notebook, visit: &StreamName) -> bool {
    let closed = notebook.state().field(visit, &visit_entity(), "closed");
    matches!(closed.map(Field::shown), Some(Shown::One(value)) if value.as_bool() == Some(true))
}

/// Which rows are wanted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Filter {
    /// All.
    #[default]
    All,
    /// 未答.
    Unanswered,
    /// 待核.
    ToCheck,
    /// 两个答案.
    Differing,
}

/// One indicator of the site.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Row {
    /// Number of the pack.
    pub pack: u64,
    /// Indicator id.
    pub indicator: String,
    /// Item of the printed table.
    pub item: String,
    /// What is asked.
    pub requirement: String,
    /// How it is answered.
    pub entry: EntryForm,
    /// Answers that stand, none or several.
    pub answers: Vec<AnswerShown>,
    /// Answers a decision set aside.
    pub set_aside: Vec<AnswerShown>,
    /// The verdict of the one answer, or that nothing was to be asked.
    pub judgement: Option<Judgement>,
    /// For the verb.
    pub seen: Seen,
}

impl Row {
    fn fits(&self, filter: Filter) -> bool {
        let verdict = self.judgement.as_ref().map(|judgement| judgement.verdict);
        match filter {
            Filter::All => true,
            Filter::Unanswered => self.answers.is_empty() && verdict.is_none(),
            Filter::ToCheck => verdict == Some(Verdict::ToCheck),
            Filter::Differing => self.answers.len() > 1,
        }
    }
}

/// A fact about the place that conditions of its indicators ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct FactAsked {
    /// Its name, or the condition's own words where a person reads it.
    pub name: String,
    /// What it may be; empty for a number.
    pub choices: Vec<String>,
    /// What was stated, none or several that differ.
    pub values: Vec<String>,
    /// For the verb.
    pub seen: Seen,
}

/// The facts that are asked, in printed order.
fn facts(notebook: &Notebook, packs: &Packs, visit: &StreamName, site: &VisitSite) -> Vec<FactAsked> {
    let asked = packs.asked(&site.packs, &site.kind).map(|(_, indicator)| indicator);
    let fact = |condition: Condition| {
        let name = condition.fact().to_owned();
        let entity = fact_entity(&name);
        let field = notebook.state().field(visit, &entity, "value");
        let values = field.map(|field| field.values()).unwrap_or_default();
        FactAsked {
            choices: form::fact_choices(&condition),
            values: values
                .into_iter()
                .filter_map(|value| value.as_code().map(str::to_owned))
                .collect(),
            seen: notebook.seen(visit, &entity, "value"),
            name,
        }
    };
    form::conditions(asked).into_iter().map(fact).collect()
}

/// The screen.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct VisitScreen {
    /// Where and what.
    pub site: VisitSite,
    /// What the place is called.
    pub place: String,
    /// Name of a place in no frame.
    pub name: Option<String>,
    /// Why it was designated or visited without a draw.
    pub reason: Option<String>,
    /// The rows the filter lets through, in printed order.
    pub rows: Vec<Row>,
    /// Facts about the place that decide what is asked.
    pub facts: Vec<FactAsked>,
    /// Over all rows.
    pub progress: Progress,
    /// Signatures, the one that leaves out least first.
    pub signatures: Vec<Signed>,
}

/// The screen of a visit.
///
/// # Errors
/// When the store cannot be read.
pub fn visit(notebook: &Notebook, packs: &Packs, visit: &StreamName, filter: Filter) -> Result<VisitScreen, Error> {
    let site = VisitSite::read(notebook, visit);
    let circumstances = site.circumstances();
    let mut progress = Progress::default();
    let mut rows = Vec::new();
    for (number, indicator) in packs.asked(&site.packs, &site.kind) {
        let entity: Entity = answer_entity(number, indicator.id());
        let asked = Asked {
            notebook,
            stream: visit,
            indicator,
            circumstances: &circumstances,
        };
        let standing = asked.standing(&entity, "value")?;
        let judgement = match &standing[..] {
            [] => judge(indicator, None, &circumstances),
            [one] => one.judgement.clone(),
            _ => None,
        };
        let verdict = judgement.as_ref().map(|judgement| judgement.verdict);
        progress.asked += 1;
        progress.answered += usize::from(verdict.is_some() || standing.len() > 1);
        progress.differing += usize::from(standing.len() > 1);
        progress.to_check += usize::from(verdict == Some(Verdict::ToCheck));
        progress.not_met += usize::from(verdict == Some(Verdict::NotMet));
        let row = Row {
            pack: number,
            indicator: indicator.id().to_owned(),
            item: indicator.cell("item").to_owned(),
            requirement: indicator.requirement().to_owned(),
            entry: EntryForm::of(indicator),
            seen: notebook.seen(visit, &entity, "value"),
            set_aside: asked.set_aside(&entity, "value")?,
            answers: standing,
            judgement,
        };
        if row.fits(filter) {
            rows.push(row);
        }
    }
    Ok(VisitScreen {
        place: packs.place(notebook, visit, &site.unit)?,
        name: own_text(notebook, visit, &visit_entity(), "name")?,
        reason: own_text(notebook, visit, &visit_entity(), "reason")?,
        signatures: signed(notebook, visit),
        facts: facts(notebook, packs, visit, &site),
        site,
        rows,
        progress,
    })
}
