//! What every DOCX says in its own XML: well formed, complete, laid out after GB/T 9704-2012, its fonts named.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::sync::OnceLock;

use crosscheck_core::Lang;
use crosscheck_tests::papers::{Desk, Paper};
use roxmltree::{Document, Node};

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const LINKS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// The children of a section's properties in the order of the schema (ECMA-376, CT_SectPr).
const SECTION: [&str; 21] = [
    "headerReference",
    "footerReference",
    "footnotePr",
    "endnotePr",
    "type",
    "pgSz",
    "pgMar",
    "paperSrc",
    "pgBorders",
    "lnNumType",
    "pgNumType",
    "cols",
    "formProt",
    "vAlign",
    "noEndnote",
    "titlePg",
    "textDirection",
    "bidi",
    "rtlGutter",
    "docGrid",
    "printerSettings",
];
/// Fonts of official text.
const FONTS: [&str; 5] = ["仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体", "宋体"];
/// Documents whose pages are of 22 lines of 28 characters; the others keep to lines alone, since digits stand in them that
/// are compared by eye.
const REPORTS: [&str; 7] = [
    "summary",
    "outline",
    "on-site",
    "feedback",
    "consolidated",
    "findings",
    "rectification",
];
/// Those that lie on their side.
const WIDE: [&str; 3] = ["consolidated", "findings", "rectification"];

/// Every DOCX in both languages.
fn papers() -> &'static [(Lang, Paper)] {
    static PAPERS: OnceLock<Vec<(Lang, Paper)>> = OnceLock::new();
    PAPERS.get_or_init(|| {
        let of = |lang| Desk::new(24, lang).papers().into_iter().map(move |paper| (lang, paper));
        let papers = [Lang::Zh, Lang::En].into_iter().flat_map(of);
        let papers: Vec<(Lang, Paper)> = papers.filter(|(_, paper)| paper.form == "docx").collect();
        assert_eq!(papers.len(), 2 * 11);
        papers
    })
}

/// The parts of a DOCX file by name, those that are XML.
fn parts(docx: &[u8]) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(docx)).unwrap();
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    let unique: BTreeSet<&String> = names.iter().collect();
    assert_eq!(unique.len(), names.len(), "a part stands twice");
    let mut parts = BTreeMap::new();
    // A folder of the archive is no part.
    for name in names.into_iter().filter(|name| !name.ends_with('/')) {
        let mut text = String::new();
        archive.by_name(&name).unwrap().read_to_string(&mut text).unwrap();
        parts.insert(name, text);
    }
    parts
}

fn is(node: &Node, name: &str) -> bool {
    node.has_tag_name((WORD, name))
}

fn all<'a>(document: &'a Document, name: &'static str) -> impl Iterator<Item = Node<'a, 'a>> {
    document.descendants().filter(move |node| is(node, name))
}

fn child<'a>(node: Node<'a, 'a>, name: &str) -> Option<Node<'a, 'a>> {
    node.children().find(|child| is(child, name))
}

fn word<'a>(node: Node<'a, 'a>, name: &str) -> Option<&'a str> {
    node.attribute((WORD, name))
}

fn number(node: Node, name: &str) -> i64 {
    word(node, name).unwrap_or_else(|| panic!("no {name}")).parse().unwrap()
}

#[test]
fn every_part_is_well_formed_and_everything_a_part_names_is_there() {
    for (lang, paper) in papers() {
        let parts = parts(&paper.bytes);
        let name = format!("{} {lang:?}", paper.name);
        for (part, text) in &parts {
            if let Err(error) = Document::parse(text) {
                panic!("{name}, {part}: {error}");
            }
        }
        let declared = Document::parse(&parts["[Content_Types].xml"]).unwrap();
        let typed: BTreeSet<&str> = declared
            .descendants()
            .filter_map(|node| node.attribute("PartName"))
            .collect();
        let endings: BTreeSet<&str> = declared
            .descendants()
            .filter_map(|node| node.attribute("Extension"))
            .collect();
        for part in parts.keys().filter(|part| *part != "[Content_Types].xml") {
            let ending = part.rsplit('.').next().unwrap();
            assert!(
                typed.contains(&*format!("/{part}")) || endings.contains(ending),
                "{name}: {part} has no type"
            );
        }
        for typed in typed {
            assert!(parts.contains_key(&typed[1..]), "{name}: {typed} is not there");
        }
        for (part, text) in parts.iter().filter(|(part, _)| part.contains("_rels/")) {
            let of = part.replace("_rels/", "").replace(".rels", "");
            let folder = of.rsplit_once('/').map_or("", |(folder, _)| folder);
            let rels = Document::parse(text).unwrap();
            let mut ids = BTreeSet::new();
            for relation in rels
                .descendants()
                .filter(|node| node.has_tag_name((RELATIONS, "Relationship")))
            {
                let target = relation.attribute("Target").unwrap();
                let path = if folder.is_empty() {
                    target.to_owned()
                } else {
                    format!("{folder}/{target}")
                };
                let path = path.trim_start_matches('/').to_owned();
                assert!(parts.contains_key(&path), "{name}, {part}: {target} is not there");
                assert!(
                    ids.insert(relation.attribute("Id").unwrap()),
                    "{name}, {part}: an id stands twice"
                );
            }
            let Some(source) = parts.get(&of) else { continue };
            let source = Document::parse(source).unwrap();
            let named = source.descendants().filter_map(|node| node.attribute((LINKS, "id")));
            named.for_each(|id| assert!(ids.contains(id), "{name}, {of}: {id} leads nowhere"));
        }
    }
}

#[test]
fn every_section_has_the_paper_margins_and_grid_of_official_text_in_the_order_of_the_schema() {
    for (lang, paper) in papers() {
        let name = format!("{} {lang:?}", paper.name);
        let parts = parts(&paper.bytes);
        let document = Document::parse(&parts["word/document.xml"]).unwrap();
        let sections: Vec<Node> = all(&document, "sectPr").collect();
        assert_eq!(sections.len(), 1, "{name}");
        let section = sections[0];
        let children: Vec<&str> = section
            .children()
            .filter(Node::is_element)
            .map(|node| node.tag_name().name())
            .collect();
        let places: Vec<usize> = children
            .iter()
            .map(|child| SECTION.iter().position(|known| known == child).unwrap())
            .collect();
        assert!(places.is_sorted(), "{name}: {children:?}");

        let wide = WIDE.contains(&&*paper.name);
        let size = child(section, "pgSz").unwrap();
        let expected = if wide { (16_838, 11_906) } else { (11_906, 16_838) };
        assert_eq!((number(size, "w"), number(size, "h")), expected, "{name}");
        assert_eq!(word(size, "orient"), wide.then_some("landscape"), "{name}");

        // 天头 37 mm, 订口 28 mm, 版心 156 by 225 mm, within a tenth of a millimetre. On its side the binding edge is above.
        let margin = child(section, "pgMar").unwrap();
        let [top, right, bottom, left] = ["top", "right", "bottom", "left"].map(|side| number(margin, side));
        let (head, binding) = if wide { (right, top) } else { (top, left) };
        let (along, across) = if wide {
            (bottom + top, left + right)
        } else {
            (left + right, top + bottom)
        };
        let tenths = |twips: i64| (twips * 254 + 720) / 1440;
        assert_eq!((tenths(head), tenths(binding)), (370, 280), "{name}");
        assert_eq!(
            (tenths(11_906 - along), tenths(16_838 - across)),
            (1_560, 2_250),
            "{name}"
        );
    }
}

#[test]
fn every_section_has_22_lines_a_page_reports_28_characters_a_line_and_both_sides_their_number() {
    for (lang, paper) in papers() {
        let name = format!("{} {lang:?}", paper.name);
        let parts = parts(&paper.bytes);
        let document = Document::parse(&parts["word/document.xml"]).unwrap();
        let section = all(&document, "sectPr").next().unwrap();
        let grid = child(section, "docGrid").unwrap();
        let kind = if REPORTS.contains(&&*paper.name) {
            "linesAndChars"
        } else {
            "lines"
        };
        assert_eq!(
            (word(grid, "type"), number(grid, "linePitch")),
            (Some(kind), 579),
            "{name}"
        );
        let (lines, text) = (12_756 / number(grid, "linePitch"), 8_844 * 4_096);
        assert_eq!(lines, 22, "{name}");
        if kind == "linesAndChars" {
            // 16 points and what is added to them, in twentieths of a point times 4096.
            let character = 20 * (16 * 4_096 + number(grid, "charSpace"));
            assert!((0..2 * 4_096).contains(&(text - 28 * character)), "{name}: {character}");
        }
        let footers: Vec<&str> = section
            .children()
            .filter(|node| is(node, "footerReference"))
            .filter_map(|node| word(node, "type"))
            .collect();
        assert_eq!(footers, ["default", "even"], "{name}");
        for footer in ["word/footer1.xml", "word/footer2.xml"] {
            assert!(parts[footer].contains("PAGE"), "{name}: {footer} has no page number");
        }
        let settings = Document::parse(&parts["word/settings.xml"]).unwrap();
        assert!(
            all(&settings, "evenAndOddHeaders").next().is_some(),
            "{name}: even pages have the footer of odd ones"
        );
    }
}

fn is_chinese(text: &str) -> bool {
    text.chars()
        .any(|c| ('\u{3000}'..='\u{9fff}').contains(&c) || ('\u{ff00}'..='\u{ffef}').contains(&c))
}

#[test]
fn every_run_of_chinese_names_a_font_of_official_text_for_it_and_nothing_is_bold() {
    for (lang, paper) in papers() {
        let name = format!("{} {lang:?}", paper.name);
        let parts = parts(&paper.bytes);
        let styles = Document::parse(&parts["word/styles.xml"]).unwrap();
        let east = |node: Node<'_, '_>| {
            let fonts = node.descendants().find(|node| is(node, "rFonts"));
            fonts.and_then(|fonts| word(fonts, "eastAsia").map(str::to_owned))
        };
        let usual = all(&styles, "rPrDefault").next().and_then(east).unwrap();
        assert_eq!(usual, "仿宋_GB2312", "{name}");
        let sizes = all(&styles, "rPrDefault")
            .next()
            .unwrap()
            .descendants()
            .find(|node| is(node, "sz"));
        assert_eq!(sizes.map(|size| number(size, "val")), Some(32), "{name}: 三号");
        let (mut named, mut runs) = (BTreeMap::<String, usize>::new(), 0);
        for part in ["word/document.xml", "word/footer1.xml", "word/footer2.xml"] {
            let document = Document::parse(&parts[part]).unwrap();
            assert_eq!(all(&document, "b").count(), 0, "{name}, {part}: bold");
            for run in all(&document, "r") {
                let text: String = run
                    .children()
                    .filter(|node| is(node, "t"))
                    .filter_map(|node| node.text())
                    .collect();
                let own = child(run, "rPr").and_then(east);
                if let Some(font) = &own {
                    assert!(FONTS.contains(&&**font), "{name}, {part}: {font}");
                }
                if is_chinese(&text) {
                    runs += 1;
                    *named.entry(own.unwrap_or_else(|| usual.clone())).or_default() += 1;
                }
            }
        }
        // An English paper has no more Chinese than its names.
        let least = if *lang == Lang::Zh { 10 } else { 1 };
        assert!(runs >= least, "{name}: {runs} runs of Chinese");
        if *lang == Lang::Zh {
            assert!(
                named.contains_key("方正小标宋简体") && named.contains_key("仿宋_GB2312"),
                "{name}: {named:?}"
            );
        }
        if *lang == Lang::Zh && ["summary", "feedback"].contains(&&*paper.name) {
            assert!(
                named.contains_key("黑体") && named.contains_key("楷体_GB2312"),
                "{name}: {named:?}"
            );
        }
    }
}

#[test]
fn a_paragraph_of_a_report_holds_its_line_and_the_header_of_every_table_repeats() {
    for (lang, paper) in papers() {
        let name = format!("{} {lang:?}", paper.name);
        let parts = parts(&paper.bytes);
        let document = Document::parse(&parts["word/document.xml"]).unwrap();
        let body = child(document.root_element(), "body").unwrap();
        if REPORTS.contains(&&*paper.name) {
            let mut held = 0;
            for paragraph in body.children().filter(|node| is(node, "p")) {
                let spacing = paragraph
                    .descendants()
                    .find(|node| is(node, "spacing") && word(*node, "line").is_some());
                let spacing = spacing.unwrap_or_else(|| panic!("{name}: a paragraph without a height"));
                assert_eq!(word(spacing, "lineRule"), Some("exact"), "{name}");
                held += usize::from(number(spacing, "line") == 579);
            }
            assert!(held > 0, "{name}");
        }
        for table in all(&document, "tbl") {
            let rows = table.children().filter(|node| is(node, "tr"));
            let is_head = |row: &Node| row.descendants().any(|node| is(&node, "tblHeader"));
            let heads: Vec<bool> = rows.map(|row| is_head(&row)).collect();
            // A form and bars have no header; where there is one it is the first row and no other.
            assert!(heads.iter().skip(1).all(|head| !head), "{name}: {heads:?}");
            let widths: Vec<i64> = table
                .descendants()
                .filter(|node| is(node, "gridCol"))
                .map(|node| number(node, "w"))
                .collect();
            let (sum, room) = (
                widths.iter().sum::<i64>(),
                if WIDE.contains(&&*paper.name) { 12_756 } else { 8_844 },
            );
            assert!(sum <= room && sum > room * 9 / 10, "{name}: a table of {sum} in {room}");
        }
        let tables = all(&document, "tbl").count();
        assert!(
            tables > 0 || ["outline", "on-site", "feedback"].contains(&&*paper.name),
            "{name} has no table"
        );
    }
}
