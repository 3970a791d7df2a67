//! The evening and the weeks after: documents drafted from what the visit recorded, the list of what is to be mended,
//! answered by the place and taken back, one item accepted and one returned.
//!
//! What the place writes is generated; drafting, reading the returned list and deciding go through the same calls as the
//! commands `report` and `rectify`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crosscheck_core::draw::Certificate;
use crosscheck_core::ids::{GroupId, StreamName};
use crosscheck_core::lead::{ReplyChange, Terms, open_items, reply_changes, step_item, take_replies};
use crosscheck_core::rectify::{self, Band, Column, Days, State, Step, days};
use crosscheck_core::report::doc::{self, ReportDoc};
use crosscheck_core::report::documents::{self, Material, Options};
use crosscheck_core::view::{self, ItemRow, ListAsked, Places};
use crosscheck_core::{Error, Sentence, table};

use super::folder::Folder;
use super::{line, step};
use crate::campaign::folder::Campaign;
use crate::context::Context;

/// Working days the generated letter gives.
const WITHIN: u16 = 30;
/// The list as the place sends it back.
const RETURNED: &str = "整改清单-已填.xlsx";

/// Drafts, and keeps the list; `dir` is the organiser's folder, `unit` the county that was visited.
pub fn work(
    folder: &Folder,
    (dir, unit): (&Path, &str),
    certificate: &Certificate,
    context: &Context,
) -> Result<(), Error> {
    step(context, "demo-step-evening");
    let mut campaign = Campaign::open(dir)?;
    let places = Places::of_campaign(&campaign.notebook)?;
    draft(folder, &campaign, &places, (unit, certificate), context)?;
    mend(folder, &mut campaign, &places, context)
}

/// The groups that were somewhere, each once.
fn groups(campaign: &Campaign) -> BTreeSet<GroupId> {
    let streams = campaign.notebook.state().streams().into_keys();
    let visited = streams.filter(|stream| matches!(stream, StreamName::Visit(..)));
    visited.filter_map(|stream| stream.group().cloned()).collect()
}

/// A document's file, with how long it is where that counts.
fn put(folder: &Folder, name: &str, document: &ReportDoc, about: &'static str, context: &Context) -> Result<(), Error> {
    let bytes = if Path::new(name).extension().is_some_and(|ending| ending == "xlsx") {
        doc::xlsx(document, context.lang, None)?
    } else {
        doc::docx(document, context.lang)?
    };
    folder.put(name, &bytes, about)?;
    if let Some(limit) = document.limit {
        let told = Sentence::new("demo-drafted").with("file", name);
        let told = told.with("text", document.length().text).with("limit", limit);
        line(context, &told);
    }
    Ok(())
}

fn draft(
    folder: &Folder,
    campaign: &Campaign,
    places: &Places,
    (unit, certificate): (&str, &Certificate),
    context: &Context,
) -> Result<(), Error> {
    let (mut reports, mut pictures) = (Vec::new(), Vec::new());
    for id in groups(campaign) {
        let home = StreamName::Group(id);
        let offset = view::campaign(&campaign.notebook)?.offset;
        pictures.extend(view::pictures(&campaign.notebook, &home, "summary", offset)?);
        reports.extend(view::group_report(&campaign.notebook, &campaign.packs, places, &home)?);
    }
    let options = Options {
        lang: context.lang,
        named: true,
        pictures,
        ..Options::default()
    };
    let materials: Vec<Material> = reports
        .iter()
        .map(|report| Material {
            report,
            packs: &campaign.packs,
            options: &options,
        })
        .collect();
    if let Some(one) = materials.first() {
        put(
            folder,
            "总结报告.docx",
            &documents::summary(one),
            "demo-about-report",
            context,
        )?;
        put(
            folder,
            "汇报提纲.docx",
            &documents::outline(one),
            "demo-about-outline",
            context,
        )?;
        if let Some(letter) = documents::feedback(one, Places::province_code(unit)) {
            put(folder, "反馈意见.docx", &letter, "demo-about-feedback", context)?;
        }
    }
    if let Some(ledger) = documents::findings_ledger(&materials) {
        put(folder, "问题台账.xlsx", &ledger, "demo-about-ledger", context)?;
    }
    if let Some(all) = documents::consolidated(&materials, std::slice::from_ref(certificate)) {
        put(folder, "汇总报告.docx", &all, "demo-about-consolidated", context)?;
    }
    Ok(())
}

struct Desk<'a> {
    campaign: &'a mut Campaign,
    asked: ListAsked<'a>,
}

impl Desk<'_> {
    fn items(&self) -> Result<Vec<ItemRow>, Error> {
        view::rectification(&self.campaign.notebook, &self.campaign.packs, &self.asked)
    }

    fn tell(&self, context: &Context) -> Result<(), Error> {
        for item in self.items()? {
            let state = item.state.map(|state| context.say(&state.word())).unwrap_or_default();
            let told = Sentence::new("demo-item").with("number", &item.number);
            line(
                context,
                &told.with("state", state).with("deadline", item.cell(Column::Deadline)),
            );
        }
        Ok(())
    }
}

fn mend(folder: &Folder, campaign: &mut Campaign, places: &Places, context: &Context) -> Result<(), Error> {
    let today = view::today(&campaign.notebook);
    let asked = ListAsked {
        places,
        place: None,
        today,
    };
    let desk = Desk { campaign, asked };
    let found = view::unlisted(
        &desk.campaign.notebook,
        &desk.campaign.packs,
        &groups(desk.campaign).into_iter().collect::<Vec<_>>(),
        &desk.asked,
    )?;
    let origins: Vec<_> = found
        .into_iter()
        .map(|row| (row.origin, row.state == Some(State::FixedOnSite)))
        .collect();
    let terms = Terms {
        band: Band::Dated,
        deadline: days(today, WITHIN, &Days::default()),
        basis: context.word("demo-basis"),
        reason: context.word("demo-mend-reason"),
    };
    open_items(&mut desk.campaign.notebook, &origins, &terms)?;
    let list = documents::rectification(&desk.items()?, None, context.lang);
    put(folder, "整改清单.xlsx", &list, "demo-about-list", context)?;
    desk.tell(context)?;
    let bytes = answered(folder, &desk, context)?;
    let changes = read_back(&desk, &bytes, context)?;
    take_replies(&mut desk.campaign.notebook, &changes, &rectify::file_basis(&bytes))?;
    let decided = desk.items()?;
    for (item, (step, reason)) in decided.iter().zip([
        (Step::Accept, "demo-accept-reason"),
        (Step::Return, "demo-return-reason"),
    ]) {
        let (reason, basis) = (context.word(reason), context.word("demo-review"));
        step_item(&mut desk.campaign.notebook, &item.entity, step, &reason, &basis)?;
    }
    line(context, &Sentence::new("demo-reviewed"));
    desk.tell(context)?;
    desk.campaign.notebook.seal().map(|_| ())
}

/// What the place writes into its columns, as the workbook it sends back.
fn answered(folder: &Folder, desk: &Desk, context: &Context) -> Result<Vec<u8>, Error> {
    let mut rows = desk.items()?;
    for row in &mut rows {
        let written = [
            (Column::Goal, "demo-goal"),
            (Column::Measures, "demo-measures"),
            (Column::Lead, "demo-lead"),
            (Column::Post, "demo-post"),
            (Column::Progress, "demo-progress"),
        ];
        for (column, code) in written {
            row.replies.insert(column, context.word(code));
        }
        row.replies
            .insert(Column::Rating, rectify::SelfRating::Done.choice().to_owned());
    }
    let list = documents::rectification(&rows, None, context.lang);
    folder.put(RETURNED, &doc::xlsx(&list, context.lang, None)?, "demo-about-returned")
}

/// Reads the returned list and says how much of it is new.
fn read_back(desk: &Desk, bytes: &[u8], context: &Context) -> Result<Vec<ReplyChange>, Error> {
    let rows = desk.items()?;
    let sent: BTreeMap<_, _> = rows.iter().map(|row| (row.number.clone(), row.expected())).collect();
    let items: BTreeMap<_, _> = rows
        .iter()
        .map(|row| (row.number.clone(), row.entity.clone()))
        .collect();
    let table = table::read_below_title(RETURNED, bytes, Column::Number.header())?;
    let replies = rectify::read(&table, &sent)?;
    let changes = reply_changes(&desk.campaign.notebook, &items, &replies, &table.place)?;
    let told = Sentence::new("demo-returned").with("file", RETURNED);
    line(context, &told.with("count", changes.len()).with("rows", replies.len()));
    Ok(changes)
}
