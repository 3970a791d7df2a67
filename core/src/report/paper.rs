//! Official paper: A4 after GB/T 9704-2012, made of titles, headings, paragraphs, codes and tables.
//!
//! Margins, grid, fonts and sizes stand here once, for every document on paper. Fonts are named, never embedded: the
//! office program takes its own or the nearest. What docx-rs writes in another order than the schema is put right.

use docx_rs::{
    AlignmentType, BreakType, DocGrid, DocGridType, Docx, FieldCharType, Footer, HeightRule, InstrPAGE, InstrText,
    LineSpacing, LineSpacingType, PageMargin, PageOrientationType, Paragraph, Run, RunFonts, SpecialIndentType, Style,
    StyleType, Table, TableAlignmentType, TableCell, TableLayoutType, TableRow, VAlignType, WidthType,
};

use crate::{Error, ErrorKind, Sentence};

/// Paper and margins in twentieths of a point: 天头 37, 订口 28, right 26, bottom 35 mm.
const PAGE: (u32, u32) = (11_906, 16_838);
const MARGINS: (i32, i32, i32, i32) = (2_098, 1_474, 1_984, 1_588);
/// Width of the text, 156 mm.
pub const WIDTH: usize = 8_844;
/// 22 lines of 225 mm: 580 would be a hair too much, and office programs then fill 21. Papers with digits to compare keep to
/// lines alone; official text keeps to 28 characters too.
const LINE_PITCH: usize = 579;
/// 28 characters of 三号 in 156 mm: each a little narrower than its 16 points, in 1/4096 of a point.
const CHAR_SPACE: isize = -849;
/// Sizes in half points: 二号, 三号, 四号, 五号, 小四.
pub(super) const TITLE: usize = 44;
pub(super) const BODY: usize = 32;
const FOOT: usize = 28;
const CELL: usize = 21;
const CODE: usize = 24;
/// Letters and digits beside Chinese, and those to be compared by eye.
pub(super) const LATIN: &str = "Times New Roman";
const MONOSPACE: &str = "Courier New";
/// Two characters of 三号.
const INDENT: i32 = 640;
/// Page numbers stand one character in from the outer edge.
const FOOT_INDENT: i32 = 280;

/// Hex digits of a group.
const GROUP: usize = 8;
/// Groups of a line.
const LINE: usize = 4;

/// A document on paper, from top to bottom.
#[derive(Debug)]
pub struct Paper {
    docx: Docx,
    /// Width of the text.
    pub(super) width: usize,
}

/// A column of a table: its header and its width in parts.
#[derive(Debug, Clone)]
pub struct Column {
    /// The header.
    pub header: String,
    /// Its share of the width.
    pub parts: usize,
}

impl Paper {
    /// An empty document.
    #[must_use]
    pub fn new() -> Self {
        let grid = DocGrid::new().grid_type(DocGridType::Lines).line_pitch(LINE_PITCH);
        Self::laid_out(grid, false)
    }

    /// An empty document of 22 lines of 28 characters a page: 公文版式. On its side for wide tables. The grid is for what
    /// is typed in later; text set here holds lines and characters by itself, since not every office program fits 16
    /// points into a narrower cell.
    #[must_use]
    pub fn official(landscape: bool) -> Self {
        let grid = DocGrid::new()
            .grid_type(DocGridType::LinesAndChars)
            .line_pitch(LINE_PITCH)
            .char_space(CHAR_SPACE);
        Self::laid_out(grid, landscape)
    }

    fn laid_out(grid: DocGrid, landscape: bool) -> Self {
        let (top, right, bottom, left) = MARGINS;
        // On its side the head of a table looks to the binding edge.
        let (top, right, bottom, left) = if landscape {
            (left, top, right, bottom)
        } else {
            (top, right, bottom, left)
        };
        let (width, height) = if landscape { (PAGE.1, PAGE.0) } else { PAGE };
        let margin = PageMargin {
            top,
            left,
            bottom,
            right,
            footer: 1_400,
            ..PageMargin::new()
        };
        let mut docx = Docx::new()
            .page_size(width, height)
            .page_margin(margin)
            .default_fonts(fonts("仿宋_GB2312", LATIN))
            .default_size(BODY)
            .footer(footer(AlignmentType::Right))
            .even_footer(footer(AlignmentType::Left));
        docx.document = docx.document.doc_grid(grid);
        if landscape {
            docx.document = docx.document.page_orient(PageOrientationType::Landscape);
        }
        // Office programs take sizes from the style Normal before the document's defaults.
        docx.styles.styles = vec![Style::new("Normal", StyleType::Paragraph).name("Normal").size(BODY)];
        let width = usize::try_from(i64::from(width) - i64::from(left) - i64::from(right)).unwrap_or(WIDTH);
        Self { docx, width }
    }

    /// The title, 二号小标宋 in the middle.
    #[must_use]
    pub fn title(self, text: &str) -> Self {
        let run = run(text).size(TITLE).fonts(fonts("方正小标宋简体", LATIN));
        self.add(Paragraph::new().align(AlignmentType::Center).add_run(run))
    }

    /// A line under the title, 三号楷体 in the middle.
    #[must_use]
    pub fn subtitle(self, text: &str) -> Self {
        let run = run(text).size(BODY).fonts(fonts("楷体_GB2312", LATIN));
        let spacing = LineSpacing::new().after(LINE_PITCH.try_into().unwrap_or_default());
        self.add(
            Paragraph::new()
                .align(AlignmentType::Center)
                .line_spacing(spacing)
                .add_run(run),
        )
    }

    /// A heading of the first level, 三号黑体.
    #[must_use]
    pub fn heading(self, text: &str) -> Self {
        let run = run(text).size(BODY).fonts(fonts("黑体", LATIN));
        self.add(indented().keep_next(true).add_run(run))
    }

    /// A paragraph, 三号仿宋.
    #[must_use]
    pub fn body(self, text: &str) -> Self {
        self.add(indented().add_run(run(text).size(BODY)))
    }

    /// A paragraph that stays with what follows: the line above a code or a table.
    #[must_use]
    pub fn lead(self, text: &str) -> Self {
        self.add(indented().keep_next(true).add_run(run(text).size(BODY)))
    }

    /// Digits and hashes to be compared by eye, in letters of one width; `\n` begins a line.
    #[must_use]
    pub fn code(self, text: &str) -> Self {
        let run = lines(text).size(CODE).fonts(fonts("仿宋_GB2312", MONOSPACE));
        self.add(
            Paragraph::new()
                .indent(Some(INDENT), None, None, None)
                .keep_lines(true)
                .add_run(run),
        )
    }

    /// A form: names left, values right, digits in letters of one width; `\n` begins a line.
    #[must_use]
    pub fn form(mut self, rows: &[(String, String)]) -> Self {
        let widths = [WIDTH / 5, WIDTH - WIDTH / 5];
        let line = |(name, value): &(String, String)| {
            TableRow::new(vec![
                cell(name, widths[0], ("黑体", LATIN)),
                cell(value, widths[1], ("仿宋_GB2312", MONOSPACE)),
            ])
        };
        self.docx = self.docx.add_table(framed(rows.iter().map(line).collect(), &widths));
        self.add(gap())
    }

    /// A table whose header repeats on every page.
    #[must_use]
    pub fn table(mut self, columns: &[Column], rows: &[Vec<String>]) -> Self {
        let widths = widths(columns, self.width);
        let header: Vec<String> = columns.iter().map(|column| column.header.clone()).collect();
        // Only header rows say cantSplit; `finish` makes them repeat, which docx-rs has no word for.
        let mut lines = vec![row(&header, &widths, "黑体").cant_split()];
        lines.extend(rows.iter().map(|cells| row(cells, &widths, "仿宋_GB2312")));
        self.docx = self.docx.add_table(framed(lines, &widths));
        self.add(gap())
    }

    /// A table of places to sign: tall rows that keep together.
    #[must_use]
    pub fn signatures(mut self, columns: &[Column], rows: &[Vec<String>]) -> Self {
        let widths = widths(columns, self.width);
        let header: Vec<String> = columns.iter().map(|column| column.header.clone()).collect();
        let tall = |cells: &Vec<String>| {
            row(cells, &widths, "仿宋_GB2312")
                .row_height(800.0)
                .height_rule(HeightRule::AtLeast)
        };
        let mut lines = vec![row(&header, &widths, "黑体").cant_split()];
        lines.extend(rows.iter().map(tall));
        self.docx = self.docx.add_table(framed(lines, &widths));
        self.add(gap())
    }

    /// The bytes of the DOCX file.
    ///
    /// # Errors
    /// [`ErrorKind::Storage`] when the archive cannot be made.
    pub fn finish(self) -> Result<Vec<u8>, Error> {
        let failed = |error: String| {
            Error::new(
                ErrorKind::Storage,
                Sentence::new("report-not-made").with("reason", error),
            )
        };
        let mut parts = self.docx.build();
        let document = String::from_utf8(parts.document).map_err(|error| failed(error.to_string()))?;
        parts.document = schema_order(&repeated_headers(&document)).into_bytes();
        let styles = String::from_utf8(parts.styles).map_err(|error| failed(error.to_string()))?;
        parts.styles = punctuation(&one_normal(&styles)).into_bytes();
        let mut out = std::io::Cursor::new(Vec::new());
        parts.pack(&mut out).map_err(|error| failed(error.to_string()))?;
        Ok(out.into_inner())
    }

    pub(super) fn add(mut self, paragraph: Paragraph) -> Self {
        self.docx = self.docx.add_paragraph(paragraph);
        self
    }
}

impl Paper {
    /// Adds a table made elsewhere, with the thin line after it.
    pub(super) fn add_table(mut self, table: Table) -> Self {
        self.docx = self.docx.add_table(table);
        self.add(gap())
    }
}

impl Default for Paper {
    fn default() -> Self {
        Self::new()
    }
}

/// A hash in groups of eight, four groups a line.
pub(super) fn grouped(hash: &str) -> String {
    let digits: Vec<char> = hash.chars().collect();
    let lines = digits
        .chunks(GROUP * LINE)
        .map(|line| spaced(&line.iter().collect::<String>(), GROUP));
    lines.collect::<Vec<_>>().join("\n")
}

/// Digits in groups, a space between them.
pub(super) fn spaced(digits: &str, group: usize) -> String {
    let digits: Vec<char> = digits.chars().collect();
    let groups = digits.chunks(group).map(|group| group.iter().collect::<String>());
    groups.collect::<Vec<_>>().join(" ")
}

pub(super) fn fonts(chinese: &str, latin: &str) -> RunFonts {
    RunFonts::new().ascii(latin).hi_ansi(latin).cs(latin).east_asia(chinese)
}

/// Text as XML may hold it: what is no character there becomes a space.
pub(super) fn clean(text: &str) -> String {
    let allowed = |c: char| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}');
    text.chars().map(|c| if allowed(c) { c } else { ' ' }).collect()
}

fn run(text: &str) -> Run {
    Run::new().add_text(clean(text))
}

/// A run that breaks at line ends.
fn lines(text: &str) -> Run {
    let mut lines = text.split('\n').map(clean);
    let first = Run::new().add_text(lines.next().unwrap_or_default());
    lines.fold(first, |run, line| run.add_break(BreakType::TextWrapping).add_text(line))
}

fn indented() -> Paragraph {
    Paragraph::new().indent(None, Some(SpecialIndentType::FirstLine(INDENT)), None, None)
}

/// A thin line after a table, since two tables without one would become one.
fn gap() -> Paragraph {
    let spacing = LineSpacing::new().line_rule(LineSpacingType::Exact).line(160);
    Paragraph::new().snap_to_grid(false).line_spacing(spacing)
}

/// — 1 —, 四号宋体, at the outer edge.
fn footer(side: AlignmentType) -> Footer {
    let number = Run::new()
        .size(FOOT)
        .fonts(fonts("宋体", "宋体"))
        .add_text("— ")
        .add_field_char(FieldCharType::Begin, false)
        .add_instr_text(InstrText::PAGE(InstrPAGE::new()))
        .add_field_char(FieldCharType::Separate, false)
        .add_text("1")
        .add_field_char(FieldCharType::End, false)
        .add_text(" —");
    let (left, right) = match side {
        AlignmentType::Right => (None, Some(FOOT_INDENT)),
        _ => (Some(FOOT_INDENT), None),
    };
    Footer::new().add_paragraph(
        Paragraph::new()
            .align(side)
            .indent(left, None, right, None)
            .add_run(number),
    )
}

/// Widths of columns over the width of the text.
fn widths(columns: &[Column], width: usize) -> Vec<usize> {
    let all: usize = columns.iter().map(|column| column.parts).sum();
    columns.iter().map(|column| width * column.parts / all.max(1)).collect()
}

fn framed(rows: Vec<TableRow>, widths: &[usize]) -> Table {
    Table::new(rows)
        .set_grid(widths.to_vec())
        .width(widths.iter().sum(), WidthType::Dxa)
        .layout(TableLayoutType::Fixed)
        .align(TableAlignmentType::Center)
}

fn row(cells: &[String], widths: &[usize], font: &str) -> TableRow {
    let cells = cells.iter().zip(widths);
    TableRow::new(cells.map(|(text, width)| cell(text, *width, (font, LATIN))).collect())
}

fn cell(text: &str, width: usize, font: (&str, &str)) -> TableCell {
    let run = lines(text).size(CELL).fonts(fonts(font.0, font.1));
    let spacing = LineSpacing::new().before(30).after(30);
    let paragraph = Paragraph::new().snap_to_grid(false).line_spacing(spacing).add_run(run);
    TableCell::new()
        .width(width, WidthType::Dxa)
        .vertical_align(VAlignType::Center)
        .add_paragraph(paragraph)
}

fn repeated_headers(document: &str) -> String {
    document.replace("<w:cantSplit />", "<w:cantSplit /><w:tblHeader />")
}

/// The style Normal once, and as the default: docx-rs writes an empty one before ours.
fn one_normal(styles: &str) -> String {
    const OPEN: &str = "<w:style w:type=\"paragraph\" w:styleId=\"Normal\">";
    const CLOSE: &str = "</w:style>";
    let named = OPEN.replace(" w:styleId", " w:default=\"1\" w:styleId");
    let Some((before, rest)) = styles.split_once(OPEN) else {
        return styles.to_owned();
    };
    match rest.split_once(CLOSE) {
        Some((_, after)) if after.contains(OPEN) => format!("{before}{}", after.replacen(OPEN, &named, 1)),
        _ => styles.replacen(OPEN, &named, 1),
    }
}

/// Punctuation may hang into the margin, as it may anyway in Word. LibreOffice takes this very word for the opposite, and
/// that is as well: it does not paint a comma that hangs.
fn punctuation(styles: &str) -> String {
    styles.replacen(
        "<w:pPrDefault><w:pPr>",
        "<w:pPrDefault><w:pPr><w:overflowPunct w:val=\"1\" />",
        1,
    )
}

/// The children of the last section's properties in the order of the schema (ECMA-376, CT_SectPr).
fn schema_order(document: &str) -> String {
    const ORDER: [&str; 9] = [
        "headerReference",
        "footerReference",
        "type",
        "pgSz",
        "pgMar",
        "pgNumType",
        "cols",
        "titlePg",
        "docGrid",
    ];
    let Some((before, after)) = document.rsplit_once("<w:sectPr") else {
        return document.to_owned();
    };
    let Some(((open, children), rest)) = after
        .split_once("</w:sectPr>")
        .and_then(|(inner, rest)| Some((inner.split_once('>')?, rest)))
    else {
        return document.to_owned();
    };
    let mut children: Vec<&str> = children.split_inclusive("/>").collect();
    let place = |child: &&str| {
        let name = child.trim_start().trim_start_matches("<w:").split([' ', '/']).next();
        ORDER
            .iter()
            .position(|known| Some(*known) == name)
            .unwrap_or(ORDER.len() - 1)
    };
    children.sort_by_key(place);
    format!("{before}<w:sectPr{open}>{}</w:sectPr>{rest}", children.concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    fn document(bytes: Vec<u8>) -> String {
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        let mut text = String::new();
        archive
            .by_name("word/document.xml")
            .unwrap()
            .read_to_string(&mut text)
            .unwrap();
        text
    }

    #[test]
    fn section_properties_follow_the_schema() {
        let text = document(Paper::new().title("题").finish().unwrap());
        let section = &text[text.rfind("<w:sectPr").unwrap()..];
        let places: Vec<usize> = ["footerReference", "pgSz", "pgMar", "cols", "docGrid"]
            .iter()
            .map(|name| section.find(&format!("<w:{name}")).unwrap())
            .collect();
        assert!(places.is_sorted(), "{section}");
        assert_eq!(section.matches("<w:footerReference").count(), 2);
    }

    #[test]
    fn there_is_one_style_normal_and_it_is_the_default() {
        let bytes = Paper::new().title("题").finish().unwrap();
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        let mut text = String::new();
        archive
            .by_name("word/styles.xml")
            .unwrap()
            .read_to_string(&mut text)
            .unwrap();
        assert_eq!(text.matches("w:styleId=\"Normal\"").count(), 1, "{text}");
        assert!(
            text.contains("w:default=\"1\" w:styleId=\"Normal\"") && text.contains("w:val=\"32\""),
            "{text}"
        );
    }

    #[test]
    fn punctuation_may_hang_in_every_paragraph() {
        let bytes = Paper::new().title("题").finish().unwrap();
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        let mut text = String::new();
        archive
            .by_name("word/styles.xml")
            .unwrap()
            .read_to_string(&mut text)
            .unwrap();
        assert_eq!(text.matches("<w:overflowPunct w:val=\"1\" />").count(), 1, "{text}");
    }

    #[test]
    fn text_that_xml_cannot_hold_becomes_a_space() {
        let text = document(Paper::new().body("甲\u{1}乙<&").finish().unwrap());
        assert!(text.contains("甲 乙&lt;&amp;"), "{text}");
    }

    #[test]
    fn the_header_of_a_table_repeats() {
        let columns = [Column {
            header: "层".into(),
            parts: 1,
        }];
        let text = document(Paper::new().table(&columns, &[vec!["甲省".into()]]).finish().unwrap());
        assert_eq!(text.matches("<w:tblHeader />").count(), 1);
    }
}
