//! Tables and paragraphs fitted to a terminal.
//!
//! Lines break where Unicode lets Chinese and Latin text break: never before a closing mark, inside a number, or
//! between a number and its percent sign. A column only gives way when the table is wider than the terminal, and then
//! the widest ones first. Without a terminal nothing is broken: columns are then for `grep`.

use comfy_table::{CellAlignment, ContentArrangement, LineStyle, Table, TableStyle};
use textwrap::core::display_width;
use textwrap::{Options, WordSeparator, WordSplitter, WrapAlgorithm, wrap};

/// What a column takes besides its text: a space on either side and one between columns.
const AROUND: usize = 3;
/// Stands for a space where no line may break.
const HARD_SPACE: char = '\u{a0}';

/// A table under a ruled header; the columns at `numbers` are aligned to the right. `width` is the terminal's.
pub fn table(header: &[String], rows: &[Vec<String>], numbers: &[usize], width: Option<usize>) -> String {
    let rule = LineStyle::none().fill('─').junction('─');
    let style = TableStyle::new().header_separator(rule).bottom_border(rule);
    let mut table = Table::new();
    table
        .load_style(style)
        .set_content_arrangement(ContentArrangement::Disabled);
    let natural: Vec<usize> = (0..header.len()).map(|column| widest(header, rows, column)).collect();
    let room = width.map(|width| (width + 1).saturating_sub(AROUND * header.len()));
    let widths = room.map_or(natural.clone(), |room| fitted(&natural, room));
    let fit = |row: &[String]| -> Vec<String> {
        let cells = row.iter().zip(&widths);
        cells.map(|(cell, width)| broken(cell, *width, "")).collect()
    };
    table.set_header(fit(header)).add_rows(rows.iter().map(|row| fit(row)));
    for number in numbers {
        if let Some(column) = table.column_mut(*number) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    let lines: Vec<String> = table.lines().map(|line| line.trim_end().to_owned()).collect();
    lines.join("\n")
}

/// A text for people, broken to a terminal's width; further lines begin with `indent`.
pub fn paragraph(text: &str, width: Option<usize>, indent: &str) -> String {
    width.map_or_else(|| text.to_owned(), |width| broken(text, width, indent))
}

fn widest(header: &[String], rows: &[Vec<String>], column: usize) -> usize {
    let cells = std::iter::once(header).chain(rows.iter().map(Vec::as_slice));
    let lines = cells.filter_map(|row| row.get(column)).flat_map(|cell| cell.lines());
    lines.map(display_width).max().unwrap_or_default()
}

/// Narrow columns keep their width; the wide ones share what is left evenly.
fn fitted(natural: &[usize], room: usize) -> Vec<usize> {
    let mut narrow_first: Vec<usize> = (0..natural.len()).collect();
    narrow_first.sort_by_key(|column| natural[*column]);
    let (mut widths, mut left) = (natural.to_vec(), room);
    for (done, column) in narrow_first.into_iter().enumerate() {
        let share = left / (natural.len() - done);
        widths[column] = natural[column].min(share.max(1));
        left = left.saturating_sub(widths[column]);
    }
    widths
}

fn broken(text: &str, width: usize, indent: &str) -> String {
    let options = Options::new(width.max(1))
        .word_separator(WordSeparator::UnicodeBreakProperties)
        .word_splitter(WordSplitter::NoHyphenation)
        .wrap_algorithm(WrapAlgorithm::FirstFit)
        .subsequent_indent(indent);
    let held = text
        .replace(" %", "\u{a0}%")
        .replace("≥ ", "≥\u{a0}")
        .replace("≤ ", "≤\u{a0}");
    wrap(&held, options).join("\n").replace(HARD_SPACE, " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[&str]) -> Vec<String> {
        cells.iter().map(|cell| (*cell).to_owned()).collect()
    }

    #[test]
    fn no_line_wider_than_a_word_begins_with_a_closing_mark_or_a_percent_sign() {
        let text = "分子 14 / 分母 15 = 93.3 %，要求 ≥ 80 %；心理服务由县里提供，不在社区（2016-09-12）。";
        for width in 20..60 {
            for line in broken(text, width, "").lines() {
                assert!(!line.starts_with(['，', '；', '。', '）', '%']), "{width}: {line}");
                assert!(display_width(line) <= width, "{width}: {line}");
            }
        }
    }

    #[test]
    fn nothing_is_lost_when_lines_are_broken() {
        let text = "有文件：示例禁毒〔2016〕8号，2016-09-12，分子、分母都是 0";
        let without = |text: &str| text.replace(['\n', ' '], "");
        assert_eq!(without(&broken(text, 7, "")), without(text));
    }

    #[test]
    fn only_the_wide_columns_give_way() {
        assert_eq!(fitted(&[4, 60, 6, 80], 90), [4, 40, 6, 40]);
        assert_eq!(fitted(&[4, 20, 6], 90), [4, 20, 6]);
    }

    #[test]
    fn a_table_is_never_wider_than_its_terminal() {
        let header = row(&["编号", "检查内容", "判定"]);
        let rows = [row(&["S0-1a", &"是否出台本地规划落实文件".repeat(9), "只记不判"])];
        let text = table(&header, &rows, &[], Some(60));
        assert!(text.lines().all(|line| display_width(line) <= 60), "{text}");
        assert_eq!(table(&header, &rows, &[], None).lines().count(), 4);
    }

    #[test]
    fn numbers_stand_to_the_right_under_their_header() {
        let text = table(
            &row(&["代号", "指标数"]),
            &[row(&["s0", "74"]), row(&["s1", "163"])],
            &[1],
            None,
        );
        let ends: Vec<usize> = text.lines().map(display_width).collect();
        assert_eq!((ends[0], ends[2]), (ends[2], ends[3]), "{text}");
    }
}
