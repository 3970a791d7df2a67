//! A document as DOCX: 公文版式 after GB/T 9704-2012, a draft for printing, without letterhead or seal.
//!
//! 一、 stands in 黑体, （一） in 楷体, 1. in 仿宋, all 三号 and none bold. A number in doubt is shaded with what the data say
//! behind it, so that nobody prints it unseen. Bars are shaded cells, their numbers beside them.

use docx_rs::{
    AlignmentType, LineSpacing, LineSpacingType, Paragraph as Para, Pic, Run, Shading, ShdType, SpecialIndentType,
    Table as Grid, TableAlignmentType, TableBorders, TableCell, TableLayoutType, TableRow, VAlignType, WidthType,
};

use super::super::paper::{self, BODY, LATIN, Paper, TITLE, clean, fonts};
use super::{Bar, Block, Figure, Gate, Kind, Paragraph, Piece, ReportDoc, Table};
use crate::words::say;
use crate::{Error, Lang, Sentence};

/// 五号, 小五 for tables of many columns, 六号 for those of very many.
const CELL: usize = 21;
const SMALL_CELL: usize = 18;
const LEAST_CELL: usize = 15;
/// More columns than these stand in the smaller letters.
const MANY: usize = 7;
const VERY_MANY: usize = 13;
/// Cells of a bar.
const BAR: u64 = 20;
/// Widths of a bar's label and words, in cells.
const LABEL: usize = 14;
const WORDS: usize = 12;
/// 22 lines of 225 mm, and a title's, in twentieths of a point; 28 characters of 三号 in 156 mm, each closer by a quarter
/// of a point; the indent of two of them.
const LINE: i32 = 579;
const TITLE_LINE: i32 = 720;
const CLOSER: i32 = -5;
const INDENT: i32 = 630;
/// The largest picture, in English Metric Units: 120 by 90 mm.
const FIGURE: (u64, u64) = (4_320_000, 3_240_000);
/// Colours: head of a table, bar, doubt.
const HEAD: &str = "E8EDF3";
const FILLED: &str = "7F9DB9";
const DOUBT: &str = "FFF2A8";

/// The document as a DOCX file.
///
/// # Errors
/// When the archive cannot be made.
pub fn docx(doc: &ReportDoc, lang: Lang) -> Result<Vec<u8>, Error> {
    let mut page = Paper::official(doc.landscape);
    for line in doc.title.split('\n') {
        page = page.add(title(line));
    }
    if !doc.subtitle.is_empty() {
        let line = line(LINE).align(AlignmentType::Center);
        page = page.add(line.add_run(run(&doc.subtitle, "楷体_GB2312")));
    }
    page = page.add(line(LINE));
    for block in &doc.blocks {
        let width = page.width;
        page = match block {
            Block::Heading(level, text) => page.add(heading(*level, text)),
            Block::Paragraph(one) => page.add(paragraph(one, lang)),
            Block::Table(one) => page.add_table(table(one, width)),
            Block::Bars(all) => page.add_table(bars(all, width)),
            Block::Figures(all) => all.iter().fold(page, |page, figure| {
                page.add(picture(figure)).add(caption(&figure.caption))
            }),
            Block::Gates(all) => page.signatures(&gate_columns(lang), &gate_rows(all)),
            Block::Annex(number, name) => page.add(annex(number)).add(line(LINE)).add(title(name)).add(line(LINE)),
        };
    }
    page.finish()
}

/// A paragraph of lines of this height, whatever grid a program keeps.
fn line(height: i32) -> Para {
    let spacing = LineSpacing::new().line_rule(LineSpacingType::Exact).line(height);
    Para::new().snap_to_grid(false).line_spacing(spacing)
}

fn run(text: &str, chinese: &str) -> Run {
    let run = Run::new().add_text(clean(text)).size(BODY).fonts(fonts(chinese, LATIN));
    run.character_spacing(CLOSER)
}

fn indented() -> Para {
    line(LINE).indent(None, Some(SpecialIndentType::FirstLine(INDENT)), None, None)
}

fn heading(level: u8, text: &str) -> Para {
    let font = match level {
        1 => "黑体",
        2 => "楷体_GB2312",
        _ => "仿宋_GB2312",
    };
    indented()
        .keep_next(true)
        .outline_lvl(usize::from(level.max(1)) - 1)
        .add_run(run(text, font))
}

/// Official paper is filled to its last line: no line is held back for its paragraph.
fn paragraph(one: &Paragraph, lang: Lang) -> Para {
    let para = indented().align(AlignmentType::Both).widow_control(false);
    one.pieces.iter().fold(para, |para, piece| match piece {
        Piece::Text(text) | Piece::Field { shown: text, .. } => para.add_run(run(text, "仿宋_GB2312")),
        Piece::Doubt { typed, now } => {
            let shaded =
                |text: &str| run(text, "仿宋_GB2312").shading(Shading::new().shd_type(ShdType::Clear).fill(DOUBT));
            para.add_run(shaded(typed)).add_run(shaded(&say(lang, &doubt(now))))
        }
    })
}

/// What stands behind a number in doubt.
pub(super) fn doubt(now: &str) -> Sentence {
    match now {
        "" => Sentence::new("report-doubt-none"),
        now => Sentence::new("report-doubt-now").with("now", now),
    }
}

/// 附件1, 三号黑体, flush left on a new page.
fn annex(number: &str) -> Para {
    line(LINE)
        .page_break_before(true)
        .keep_next(true)
        .add_run(run(number, "黑体"))
}

/// 二号小标宋 in the middle.
fn title(text: &str) -> Para {
    let run = Run::new()
        .add_text(clean(text))
        .size(TITLE)
        .fonts(fonts("方正小标宋简体", LATIN));
    line(TITLE_LINE)
        .align(AlignmentType::Center)
        .keep_next(true)
        .add_run(run)
}

/// A picture of at most 120 by 90 mm in the middle, kept with its caption.
fn picture(figure: &Figure) -> Para {
    let (width, height) = (u64::from(figure.image.width), u64::from(figure.image.height));
    let (wide, high) = if width * FIGURE.1 > height * FIGURE.0 {
        (FIGURE.0, height * FIGURE.0 / width.max(1))
    } else {
        (width * FIGURE.1 / height.max(1), FIGURE.1)
    };
    let emu = |length: u64| u32::try_from(length.max(1)).unwrap_or(u32::MAX);
    let pic = Pic::new_with_dimensions(figure.image.png.clone(), figure.image.width, figure.image.height);
    let run = Run::new().add_image(pic.size(emu(wide), emu(high)));
    Para::new()
        .snap_to_grid(false)
        .align(AlignmentType::Center)
        .keep_next(true)
        .add_run(run)
}

/// What a picture shows, under it in 小四楷体.
fn caption(text: &str) -> Para {
    let run = Run::new()
        .add_text(clean(text))
        .size(24)
        .fonts(fonts("楷体_GB2312", LATIN));
    let spacing = LineSpacing::new().after(120);
    Para::new()
        .snap_to_grid(false)
        .line_spacing(spacing)
        .align(AlignmentType::Center)
        .add_run(run)
}

fn cell(text: &str, width: usize, (font, size): (&str, usize), align: AlignmentType) -> TableCell {
    let mut lines = text.split('\n');
    let first = Run::new().add_text(clean(lines.next().unwrap_or_default()));
    let run = lines.fold(first, |run, line| {
        run.add_break(docx_rs::BreakType::TextWrapping).add_text(clean(line))
    });
    let spacing = LineSpacing::new().before(20).after(20);
    let para = Para::new().align(align).snap_to_grid(false).line_spacing(spacing);
    let para = para.add_run(run.size(size).fonts(fonts(font, LATIN)));
    TableCell::new()
        .width(width, WidthType::Dxa)
        .vertical_align(VAlignType::Center)
        .add_paragraph(para)
}

fn table(table: &Table, width: usize) -> Grid {
    let all: usize = table.columns.iter().map(|column| column.parts).sum();
    let widths: Vec<usize> = table
        .columns
        .iter()
        .map(|column| width * column.parts / all.max(1))
        .collect();
    let size = match table.columns.len() {
        0..=MANY => CELL,
        8..=VERY_MANY => SMALL_CELL,
        _ => LEAST_CELL,
    };
    let header = table.columns.iter().zip(&widths).map(|(column, width)| {
        let shade = Shading::new().shd_type(ShdType::Clear).fill(HEAD);
        cell(&column.header, *width, ("黑体", size), AlignmentType::Center).shading(shade)
    });
    // Only header rows say cantSplit; the paper makes them repeat.
    let mut rows = vec![TableRow::new(header.collect()).cant_split()];
    for row in &table.rows {
        let cells = row
            .iter()
            .zip(&widths)
            .zip(&table.columns)
            .map(|((text, width), column)| {
                let align = if column.kind == Kind::Number {
                    AlignmentType::Right
                } else {
                    AlignmentType::Left
                };
                cell(text, *width, ("仿宋_GB2312", size), align)
            });
        rows.push(TableRow::new(cells.collect()));
    }
    grid(rows, widths, width)
}

fn grid(rows: Vec<TableRow>, widths: Vec<usize>, width: usize) -> Grid {
    Grid::new(rows)
        .set_grid(widths)
        .width(width, WidthType::Dxa)
        .layout(TableLayoutType::Fixed)
        .align(TableAlignmentType::Center)
}

/// A row a bar: its label, so many shaded cells as one, the rest, its numbers.
fn bars(bars: &[Bar], width: usize) -> Grid {
    let cells = usize::try_from(BAR).unwrap_or(20);
    let unit = width / (LABEL + cells + WORDS);
    let mut widths = vec![unit * LABEL];
    widths.extend(std::iter::repeat_n(unit, cells));
    widths.push(unit * WORDS);
    let rows = bars.iter().map(|bar| {
        let filled = usize::try_from(bar.cells(BAR)).unwrap_or(0);
        let mut row = vec![cell(
            &bar.label,
            unit * LABEL,
            ("仿宋_GB2312", CELL),
            AlignmentType::Left,
        )];
        for (count, fill) in [(filled, FILLED), (cells - filled, "FFFFFF")] {
            if count > 0 {
                let shade = Shading::new().shd_type(ShdType::Clear).fill(fill);
                let part = cell("", unit * count, ("仿宋_GB2312", CELL), AlignmentType::Left);
                row.push(part.grid_span(count).shading(shade));
            }
        }
        row.push(cell(
            &bar.words,
            unit * WORDS,
            ("仿宋_GB2312", CELL),
            AlignmentType::Left,
        ));
        TableRow::new(row)
    });
    grid(rows.collect(), widths, width).set_borders(TableBorders::new())
}

fn gate_columns(lang: Lang) -> Vec<paper::Column> {
    let column = |code: &'static str, parts: usize| paper::Column {
        header: say(lang, &Sentence::new(code)),
        parts,
    };
    vec![
        column("report-gate-name", 3),
        column("report-gate-looks", 6),
        column("report-gate-signed", 5),
    ]
}

fn gate_rows(gates: &[Gate]) -> Vec<Vec<String>> {
    let row = |gate: &Gate| vec![gate.name.clone(), gate.looks_at.clone(), gate.signed.clone()];
    gates.iter().map(row).collect()
}
