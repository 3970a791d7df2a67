//! Reports drafted from a group's evening: what stands in them, and that office programs and a browser open them.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use std::collections::BTreeMap;
use std::io::Read;
use std::path::PathBuf;

use crosscheck_core::Lang;
use crosscheck_core::report::doc::{self, Block, ReportDoc, Written};
use crosscheck_core::report::documents::{
    Material, Options, consolidated, feedback, findings_ledger, on_site, outline, rectification, summary,
};
use crosscheck_core::view::{GroupReport, Packs};
use crosscheck_tests::evening::{evening, gathered};
use crosscheck_tests::party::Party;

struct Evening {
    report: GroupReport,
    packs: Packs,
    options: Options,
}

impl Evening {
    fn new(sites: usize) -> Self {
        let (mut party, packs) = evening(sites);
        Self::of(&mut party, packs)
    }

    fn of(party: &mut Party, packs: Packs) -> Self {
        let options = Options {
            named: true,
            ..Options::default()
        };
        Self {
            report: gathered(party, &packs),
            packs,
            options,
        }
    }

    fn material(&self) -> Material<'_> {
        Material {
            report: &self.report,
            packs: &self.packs,
            options: &self.options,
        }
    }

    /// Every document there is, with its name.
    fn all(&self) -> Vec<(&'static str, ReportDoc)> {
        let material = self.material();
        vec![
            ("summary", summary(&material)),
            ("outline", outline(&material)),
            ("on-site", on_site(&material)),
            ("feedback", feedback(&material, "61").unwrap()),
            ("consolidated", consolidated(&[material]).unwrap()),
            ("findings", findings_ledger(&[material]).unwrap()),
            ("rectification", rectification(&[], None, Lang::Zh)),
        ]
    }
}

fn xml(docx: &[u8], part: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(docx)).unwrap();
    let mut xml = String::new();
    archive.by_name(part).unwrap().read_to_string(&mut xml).unwrap();
    xml
}

fn text(doc: &ReportDoc) -> String {
    doc.paragraphs().map(|one| one.text() + "\n").collect()
}

#[test]
fn office_every_document_opens_in_libreoffice() {
    let evening = Evening::new(12);
    let folder = tempfile::tempdir().unwrap();
    let keep = std::env::var_os("CROSSCHECK_KEEP").map(PathBuf::from);
    let out = keep.as_deref().unwrap_or(folder.path());
    let mut files = Vec::new();
    for (name, document) in evening.all() {
        let path = out.join(name).with_extension("docx");
        std::fs::write(&path, doc::docx(&document, Lang::Zh).unwrap()).unwrap();
        std::fs::write(out.join(name).with_extension("html"), doc::html(&document, Lang::Zh)).unwrap();
        std::fs::write(out.join(name).with_extension("xlsx"), doc::xlsx(&document, Lang::Zh, Some(out)).unwrap()).unwrap();
        files.push(path);
    }
    crosscheck_tests::libreoffice(&files, "pdf", out);
}
