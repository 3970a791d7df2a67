//! Documents and sheets: the report as it is drafted, a leader's own words in it, and files to print or to hand over.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crosscheck_core::change::Entity;
use crosscheck_core::crossing::spoken;
use crosscheck_core::ids::StreamName;
use crosscheck_core::lead::{self, RollCall, RollPlan};
use crosscheck_core::notebook::{Notebook, Seen};
use crosscheck_core::report::doc::{self, ReportDoc};
use crosscheck_core::report::{draw_record, sheet, visit_sheet};
use crosscheck_core::view::{self, ChooseScreen, Differing, PackRow, Packs, ReportScreen, Wanted};
use crosscheck_core::{Error, ErrorKind, Lang, Sentence};

use super::{Campaign, home};
use crate::Made;
use crate::errand::{Errand, ErrandOutcome};

/// The form of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum PaperForm {
    /// For an office program.
    Docx,
    /// A workbook.
    Xlsx,
    /// A page for any browser.
    Html,
}

fn no_form() -> Error {
    Error::new(ErrorKind::BadInput, Sentence::new("phone-no-form"))
}

/// A document of the own group as it stands.
fn paper(book: &Notebook, packs: &Packs, document: &str, (lang, named): (Lang, bool)) -> Result<ReportDoc, Error> {
    let wanted = Wanted {
        home: &home(book)?,
        document,
        lang,
        named,
        draws: &[],
    };
    let nothing = || Error::new(ErrorKind::NotFound, Sentence::new("documents-no-group"));
    view::drafted(book, packs, packs.places(), &wanted)?.ok_or_else(nothing)
}

#[uniffi::export]
impl Campaign {
    /// 报告: a document as it is drafted now: `summary`, `outline`, `on_site` or `findings`.
    pub fn report(&self, document: String) -> Made<ReportScreen> {
        self.look(|book, packs, _| view::report_screen(book, packs, &home(book)?, &document, spoken()))
    }

    /// 选择问题: the group's notes, and which of them the summary report tells in its text.
    pub fn choose(&self) -> Made<ChooseScreen> {
        self.look(|book, packs, _| view::choose(book, packs, &home(book)?, spoken()))
    }

    /// Has a note told in the summary's text, or left out of it, or with none leaves it to the draft.
    pub fn choose_note(&self, visit: StreamName, note: Entity, told: Option<bool>, seen: Seen) -> Made<()> {
        self.act(|book, _| lead::choose_note(book, (&home(book)?, lead::SUMMARY), (&visit, &note), told, &seen))
    }

    /// Writes a paragraph in one's own words, or gives it back to the draft.
    pub fn write_paragraph(&self, document: String, key: String, text: Option<String>, seen: Seen) -> Made<()> {
        self.act(|book, packs| {
            let home = home(book)?;
            let text = match &text {
                None => None,
                Some(text) => {
                    let paper = paper(book, packs, &document, (spoken(), true))?;
                    let drafted = paper.paragraphs().find(|one| one.key == key);
                    let unknown = || Error::new(ErrorKind::NotFound, Sentence::new("lead-paragraph-bad"));
                    Some(doc::tie(text, drafted.ok_or_else(unknown)?))
                }
            };
            lead::write_paragraph(book, &home, (&document, &key), text.as_ref(), &seen)
        })
    }

    /// Signs a review gate off for the version that was read.
    pub fn sign_gate(&self, document: String, gate: String, version: String) -> Made<()> {
        self.act(|book, _| {
            let home = home(book)?;
            lead::sign_gate(book, &home, (&document, &gate), &version)
        })
    }

    /// Writes a document to a file; sites are named, or not.
    pub fn export_report(&self, document: String, form: PaperForm, named: bool, path: String) -> Made<Arc<Errand>> {
        let open = self.open.clone();
        Errand::begin_blocking(move |errand| {
            let (book, packs) = open.beside()?;
            let (path, lang) = (PathBuf::from(path), spoken());
            let paper = paper(&book, &packs, &document, (lang, named))?;
            let bytes = match form {
                PaperForm::Docx => doc::docx(&paper, lang)?,
                PaperForm::Html => doc::html(&paper, lang).into_bytes(),
                // Without a folder for rows on their way: a phone leaves nothing readable on its disk.
                PaperForm::Xlsx => doc::xlsx(&paper, lang, None)?,
            };
            errand.go_on()?;
            ErrandOutcome::written(&path, &bytes, paper.remarks())
        })
    }

    /// Writes the blank A4 sheets of a checklist, of one kind of site or of all.
    pub fn export_sheets(
        &self,
        pack: u64,
        site_kind: Option<String>,
        form: PaperForm,
        path: String,
    ) -> Made<Arc<Errand>> {
        let open = self.open.clone();
        Errand::begin_blocking(move |errand| {
            let (_, packs) = open.beside()?;
            let missing = || Error::new(ErrorKind::NotFound, Sentence::new("phone-no-pack"));
            let pack = packs.get(pack).ok_or_else(missing)?;
            let blanks = sheet::blanks(pack, site_kind.as_deref())?;
            let bytes = match form {
                PaperForm::Xlsx => sheet::xlsx(pack, &blanks, None)?,
                PaperForm::Html => sheet::html(pack, &blanks).into_bytes(),
                PaperForm::Docx => return Err(no_form().into()),
            };
            errand.go_on()?;
            ErrandOutcome::written(Path::new(&path), &bytes, Vec::new())
        })
    }

    /// Writes the 检查记录单 of a visit as DOCX.
    pub fn export_visit_sheet(&self, visit: StreamName, path: String) -> Made<Arc<Errand>> {
        let open = self.open.clone();
        Errand::begin_blocking(move |_| {
            let (book, packs) = open.beside()?;
            let sheet = view::visit_sheet(&book, &packs, &visit)?;
            let bytes = visit_sheet::sheet(&sheet, spoken())?;
            ErrandOutcome::written(Path::new(&path), &bytes, Vec::new())
        })
    }

    /// Writes the hand-over slip of a ledger as DOCX.
    pub fn export_slip(&self, visit: StreamName, thing: Entity, path: String) -> Made<Arc<Errand>> {
        let open = self.open.clone();
        Errand::begin_blocking(move |_| {
            let (book, _) = open.beside()?;
            let slip = view::ledger_slip(&book, &visit, &thing)?;
            let bytes = visit_sheet::slip(&slip, spoken())?;
            ErrandOutcome::written(Path::new(&path), &bytes, Vec::new())
        })
    }

    /// 抽取: the plans of the campaign a leader may roll.
    pub fn roll_plans(&self) -> Made<Vec<RollPlan>> {
        self.look(|book, _, _| lead::roll_plans(book))
    }

    /// Rolls a plan; gives the name of the roll.
    pub fn roll(&self, plan: String, said: RollCall) -> Made<String> {
        self.act(|book, _| lead::roll_plan(book, &plan, &said))
    }

    /// The lines of a roll's certificate that are read out: the commitment and the seed.
    pub fn certificate_lines(&self, roll: String) -> Made<Vec<String>> {
        self.look(|book, _, _| Ok(lead::roll_certificate(book, &roll)?.public_lines()))
    }

    /// Writes the certificate of a roll as JSON, from which anybody repeats the draw.
    pub fn export_certificate(&self, roll: String, path: String) -> Made<Arc<Errand>> {
        let open = self.open.clone();
        Errand::begin_blocking(move |_| {
            let (book, _) = open.beside()?;
            let bytes = lead::roll_certificate(&book, &roll)?.to_bytes()?;
            ErrandOutcome::written(Path::new(&path), &bytes, Vec::new())
        })
    }

    /// Writes the 抽取笔录 of a roll as DOCX.
    pub fn export_record(&self, roll: String, path: String) -> Made<Arc<Errand>> {
        let open = self.open.clone();
        Errand::begin_blocking(move |_| {
            let (book, _) = open.beside()?;
            let certificate = lead::roll_certificate(&book, &roll)?;
            ErrandOutcome::written(
                Path::new(&path),
                &draw_record::docx(&certificate, spoken())?,
                Vec::new(),
            )
        })
    }

    /// The campaign's checklists, to choose from when a visit is opened.
    pub fn packs(&self) -> Made<Vec<PackRow>> {
        self.look(|_, packs, _| Ok(view::pack_rows(packs)))
    }

    /// The sides of a thing that people differ about, for a decision.
    pub fn differing(&self, visit: StreamName, thing: Entity) -> Made<Vec<Differing>> {
        self.look(|book, _, _| view::differing(book, &visit, &thing))
    }
}
