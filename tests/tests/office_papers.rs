//! Every document on paper through LibreOffice, every page through a browser: all of its characters are shown, and body
//! pages are 22 lines of 28 characters.
//!
//! `CROSSCHECK_KEEP=FOLDER` leaves files and pages there to be looked at.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::{Path, PathBuf};

use crosscheck_core::Lang;
use crosscheck_core::report::doc::{self, Block, Draft, Line as Words, ReportDoc, Written};
use crosscheck_tests::pages::{BOTTOM, LINE, Line, TOP, glyphs, lines, lost};
use crosscheck_tests::papers::{Desk, Paper, RARE};
use crosscheck_tests::{libreoffice, printed};
use roxmltree::Document;

/// A folder of a test, and where its files lie in it: in `CROSSCHECK_KEEP` where that is given.
fn folder(name: &str) -> (tempfile::TempDir, PathBuf) {
    let made = tempfile::tempdir().unwrap();
    let keep = std::env::var_os("CROSSCHECK_KEEP").map(PathBuf::from);
    let at = keep.map_or_else(|| made.path().to_path_buf(), |keep| keep.join(name));
    std::fs::create_dir_all(&at).unwrap();
    (made, at)
}

/// The text of a DOCX file.
fn text(docx: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(docx)).unwrap();
    let mut xml = String::new();
    archive
        .by_name("word/document.xml")
        .unwrap()
        .read_to_string(&mut xml)
        .unwrap();
    let document = Document::parse(&xml).unwrap();
    let texts = document.descendants().filter(|node| node.tag_name().name() == "t");
    texts.filter_map(|node| node.text()).collect()
}

/// What LibreOffice makes of files, as PDFs.
fn opened(papers: &[&Paper], at: &Path) -> Vec<PathBuf> {
    let files: Vec<PathBuf> = papers.iter().map(|paper| paper.write(at)).collect();
    libreoffice(&files, "pdf", at);
    files.iter().map(|file| file.with_extension("pdf")).collect()
}

/// What a browser prints of a page.
fn browsed(paper: &Paper, at: &Path) -> PathBuf {
    let page = paper.write(at);
    let pdf = printed(&format!("file://{}", page.display()), at);
    let named = at.join(format!("{}-page.pdf", paper.name));
    std::fs::rename(pdf, &named).unwrap();
    named
}

fn of<'a>(papers: &'a [Paper], form: &str) -> Vec<&'a Paper> {
    papers.iter().filter(|paper| paper.form == form).collect()
}

/// Holds PDFs to show every character their fonts have, and to bring their fonts along.
fn assert_whole(papers: &[&Paper], pdfs: &[PathBuf], lang: Lang) {
    assert!(!papers.is_empty());
    for ((paper, pdf), glyphs) in papers.iter().zip(pdfs).zip(glyphs(pdfs)) {
        let name = format!("{}.{} {lang:?}", paper.name, paper.form);
        assert!(glyphs.shown > 50, "{name} shows {} glyphs", glyphs.shown);
        assert!(glyphs.missing.is_empty(), "{name}: {:?}", glyphs.missing);
        assert!(
            glyphs.outside.is_empty(),
            "{name} leaves fonts out: {:?}",
            glyphs.outside
        );
        assert!(pdf.is_file());
    }
}

#[test]
fn office_every_docx_opens_in_libreoffice_and_every_character_of_it_is_shown() {
    for lang in [Lang::Zh, Lang::En] {
        let (_made, at) = folder(&format!("docx-{lang:?}"));
        let papers = Desk::new(24, lang).papers();
        let docx = of(&papers, "docx");
        let names: BTreeSet<&str> = docx.iter().map(|paper| &*paper.name).collect();
        let expected = [
            "consolidated",
            "draw",
            "draw-announced",
            "feedback",
            "findings",
            "on-site",
            "outline",
            "rectification",
            "slip",
            "summary",
            "visit",
        ];
        assert_eq!(names, BTreeSet::from(expected));
        let pdfs = opened(&docx, &at);
        assert_whole(&docx, &pdfs, lang);
        for (paper, pdf) in docx.iter().zip(&pdfs) {
            let text = text(&paper.bytes);
            assert_eq!(lost(&text, pdf), "", "{} {lang:?}", paper.name);
            let is_list = ["summary", "findings", "rectification"].contains(&&*paper.name);
            assert!(!is_list || text.contains(RARE), "{} lacks {RARE}", paper.name);
        }
    }
}

#[test]
fn office_every_workbook_opens_in_libreoffice_and_every_glyph_of_it_is_there() {
    let (_made, at) = folder("xlsx");
    let papers = Desk::new(24, Lang::Zh).papers();
    let books = of(&papers, "xlsx");
    assert_eq!(books.len(), 7 + 5 + 5 + 1 + 1);
    assert_whole(&books, &opened(&books, &at), Lang::Zh);
}

#[test]
fn office_every_page_prints_in_a_browser_and_every_character_of_it_is_shown() {
    let (_made, at) = folder("html");
    let papers = Desk::new(24, Lang::Zh).papers();
    let html = of(&papers, "html");
    assert_eq!(html.len(), 7 + 5);
    let pdfs: Vec<PathBuf> = html.iter().map(|paper| browsed(paper, &at)).collect();
    assert_whole(&html, &pdfs, Lang::Zh);
    for (paper, pdf) in html.iter().zip(&pdfs) {
        // The same document on paper says what stands on the page.
        let docx = papers
            .iter()
            .find(|other| other.name == paper.name && other.form == "docx");
        if let Some(docx) = docx {
            assert_eq!(lost(&text(&docx.bytes), pdf), "", "{}", paper.name);
        }
    }
}

/// A document of one paragraph that holds a character.
fn holding(c: char) -> ReportDoc {
    let written = BTreeMap::from([("one".to_owned(), Written(format!("检查{c}情况")))]);
    let mut draft = Draft::new("检查".into(), Lang::Zh, &written);
    draft.paragraph("one", &[Words::new("documents-stop")]);
    draft.finish()
}

#[test]
fn office_a_character_no_font_has_is_found_in_both() {
    let (_made, at) = folder("tofu");
    // Unassigned among Greek, unassigned among hanzi, private; and one that stands in every Chinese font.
    let seeded = ['\u{378}', '\u{3134b}', '\u{f0000}', '查'];
    let name = |c: char| format!("u{:x}", u32::from(c));
    let paper = |c: char| Paper {
        name: name(c),
        form: "docx",
        bytes: doc::docx(&holding(c), Lang::Zh).unwrap(),
    };
    let papers = seeded.map(paper);
    let opened = opened(&papers.each_ref(), &at);
    let browsed: Vec<PathBuf> = seeded
        .iter()
        .map(|c| {
            let page = Paper {
                name: name(*c),
                form: "html",
                bytes: doc::html(&holding(*c), Lang::Zh).into_bytes(),
            };
            browsed(&page, &at)
        })
        .collect();
    for (who, pdfs) in [("LibreOffice", &opened), ("Chromium", &browsed)] {
        for ((c, pdf), glyphs) in seeded.into_iter().zip(pdfs).zip(glyphs(pdfs)) {
            let text = format!("检查{c}情况");
            let is_found = !glyphs.missing.is_empty();
            assert_eq!(is_found, c != '查', "{who}, U+{:X}: {glyphs:?}", u32::from(c));
            assert_eq!(lost(&format!("{text}丢"), pdf).replace(c, ""), "丢", "{who}");
        }
    }
    // The text of the file tells nothing of the box LibreOffice draws.
    assert_eq!(lost("检查\u{378}情况", &opened[0]), "");
}

/// Text of hanzi alone, as long as some pages.
const HANZI: &str = "各地按照禁毒工作部署组织开展宣传教育并逐级落实责任";

/// Every document in prose, its first paragraph written by hand at length.
fn prose() -> Vec<(&'static str, ReportDoc)> {
    let mut desk = Desk::new(24, Lang::Zh);
    let is_prose = |doc: &ReportDoc| !doc.landscape && doc.paragraphs().next().is_some();
    let documents = desk.documents().into_iter().filter(|(_, doc)| is_prose(doc));
    let keys: Vec<(&str, String)> = documents
        .map(|(name, doc)| (name, doc.paragraphs().next().unwrap().key.clone()))
        .collect();
    let written = |(_, key): &(&str, String)| (key.clone(), Written(HANZI.repeat(70)));
    desk.options.written = keys.iter().map(written).collect();
    let is_long = |name: &str| keys.iter().any(|(known, _)| *known == name);
    desk.documents().into_iter().filter(|(name, _)| is_long(name)).collect()
}

fn compact(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The pages before the first annex, the gates to sign, or the end, whichever comes first.
fn body<'a>(doc: &ReportDoc, pages: &'a [Vec<Line>]) -> &'a [Vec<Line>] {
    let mut ends = BTreeSet::new();
    for block in &doc.blocks {
        match block {
            Block::Annex(number, _) => ends.extend([compact(number)]),
            Block::Gates(gates) => ends.extend(gates.iter().map(|gate| compact(&gate.name))),
            _ => {}
        }
    }
    let is_end = |page: &Vec<Line>| {
        page.iter()
            .any(|line| ends.iter().any(|end| line.text.starts_with(end)))
    };
    &pages[..pages.iter().position(is_end).unwrap_or(pages.len())]
}

/// Holds body pages to the grid. Gives how many were full of lines, and how many lines full of hanzi.
fn on_the_grid(name: &str, doc: &ReportDoc, pages: &[Vec<Line>]) -> (usize, usize) {
    let headings: BTreeSet<String> = doc
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Heading(_, text) => Some(compact(text)),
            _ => None,
        })
        .collect();
    let bars: BTreeSet<String> = doc
        .blocks
        .iter()
        .flat_map(|block| match block {
            Block::Bars(bars) => bars.iter().map(|bar| compact(&bar.words)).collect(),
            _ => Vec::new(),
        })
        .collect();
    let (mut full, mut hanzi) = (0, 0);
    let pages = body(doc, pages);
    for (number, pair) in pages.windows(2).enumerate().skip(1) {
        let (page, next) = (&pair[0], &pair[1]);
        let name = format!("{name}, page {}", number + 1);
        // A bar is higher than a line.
        if page.iter().any(|line| bars.iter().any(|bar| line.text.contains(bar))) {
            continue;
        }
        let follows = next.first().is_some_and(|line| headings.contains(&line.text));
        // A heading stays with what it is of, and may leave the end of a page free.
        let most_free = if follows { 2 } else { 0 };
        assert!(
            (22 - most_free..=22).contains(&page.len()),
            "{name}: {} lines: {page:#?}",
            page.len()
        );
        full += usize::from(page.len() == 22);
        for (at, line) in page.iter().enumerate() {
            let place = TOP + LINE * (f64::from(u32::try_from(at).unwrap()) + 0.5);
            assert!(
                (line.middle - place).abs() < LINE / 4.0,
                "{name}: line {} stands at {} and not {place}",
                at + 1,
                line.middle
            );
            assert!(line.middle + LINE / 2.0 < BOTTOM + LINE / 4.0);
            if let Some(count) = line.filled().filter(|_| line.is_hanzi()) {
                assert!((27..=29).contains(&count), "{name}: {count} characters: {}", line.text);
                hanzi += 1;
            }
        }
    }
    (full, hanzi)
}

/// Enough pages and lines that what they were held to was held.
fn assert_many(name: &str, (full, hanzi): (usize, usize)) {
    println!("{name}: {full} full pages, {hanzi} full lines of hanzi");
    assert!(
        full >= 2 && hanzi >= 40,
        "{name}: {full} full pages, {hanzi} full lines of hanzi"
    );
}

#[test]
fn office_body_pages_of_every_docx_have_22_lines_of_28_characters() {
    let (_made, at) = folder("pages");
    let documents = prose();
    let paper = |(name, doc): &(&str, ReportDoc)| Paper {
        name: (*name).to_owned(),
        form: "docx",
        bytes: doc::docx(doc, Lang::Zh).unwrap(),
    };
    let papers: Vec<Paper> = documents.iter().map(paper).collect();
    let pdfs = opened(&papers.iter().collect::<Vec<_>>(), &at);
    let names: Vec<&str> = documents.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, ["summary", "outline", "on-site", "feedback"]);
    for ((name, doc), pdf) in documents.iter().zip(&pdfs) {
        assert_many(name, on_the_grid(name, doc, &lines(pdf)));
    }
}

#[test]
fn office_body_pages_of_every_page_in_a_browser_have_22_lines_of_28_characters() {
    let (_made, at) = folder("printed");
    for (name, doc) in prose() {
        let page = Paper {
            name: name.to_owned(),
            form: "html",
            bytes: doc::html(&doc, Lang::Zh).into_bytes(),
        };
        assert_many(name, on_the_grid(name, &doc, &lines(&browsed(&page, &at))));
    }
}
