//! The sheets as one HTML page for paper: boxes to tick and lines to write on, printed by any browser.
//!
//! It is for pens: `xlsx` is what is filled in on a screen and judged. No script, no outside font or picture.

use std::fmt::Write as _;

use super::sheet::{Blank, Group, footing, notices};
use crate::judge::Condition;
use crate::judge::form::{self, Column, Line, NOT_APPLICABLE, Part, heading};
use crate::pack::{AnswerType, Pack};
use crate::words::say;
use crate::{Lang, Sentence};

/// A line to write on.
const LINE: &str = "<i></i>";
const STYLE: &str = include_str!("sheet.css");

/// The blank sheets as an HTML document, each kind of site on pages of its own.
#[must_use]
pub fn html(pack: &Pack, blanks: &[Blank]) -> String {
    let sheets: String = blanks.iter().map(|blank| sheet(pack, blank)).collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n<title>{}检查表</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n{sheets}</body>\n</html>\n",
        escape(&pack.header.title)
    )
}

fn sheet(pack: &Pack, blank: &Blank) -> String {
    let document = say(
        Lang::Zh,
        &Sentence::new("report-sheet-basis").with("document", pack.header.document()),
    );
    let notice = notices().map(|notice| say(Lang::Zh, &notice)).join("");
    let rows: String = blank
        .groups
        .iter()
        .map(|group| rows(group, blank.levels.len()))
        .collect();
    let columns = [
        Column::Item,
        Column::Id,
        Column::Requirement,
        Column::Choice,
        Column::Known,
        Column::Note,
    ];
    let header = columns.map(|column| format!("<th>{}{}</th>", column.header(), legend(column)));
    format!(
        "<section>\n<h1>{}检查表（{}）</h1>\n<p class=\"basis\">{}</p>\n<p class=\"notice\">{}</p>\n{}<table>\n<colgroup><col class=\"item\"><col class=\"id\"><col class=\"asked\"><col class=\"answer\"><col class=\"known\"><col class=\"note\"></colgroup>\n<thead><tr>{}</tr></thead>\n{rows}</table>\n</section>\n",
        escape(&pack.header.title),
        escape(blank.kind),
        escape(&document),
        escape(&notice),
        heading_lines(blank),
        header.concat(),
    )
}

/// What the letters of a sample stand for, under the column that uses them.
fn legend(column: Column) -> String {
    if column != Column::Known {
        return String::new();
    }
    format!(
        "<small>{}</small>",
        say(Lang::Zh, &Sentence::new("report-sheet-sample-legend"))
    )
}

fn heading_lines(blank: &Blank) -> String {
    let field = |label: &str, class: &str| format!("<span class=\"field {class}\">{label}：<i></i></span>");
    let mut text = format!(
        "<p class=\"fields\">{}{}{}{}</p>\n",
        field(heading::UNIT, "wide"),
        field(heading::DATE, ""),
        field(heading::GROUP, ""),
        field(heading::RECORDER, ""),
    );
    let mut also = Vec::new();
    if blank.levels.len() > 1 {
        also.push(format!("<span>{}：{}</span>", heading::LEVEL, boxes(&blank.levels)));
    }
    also.extend(blank.conditions.iter().map(fact));
    if !also.is_empty() {
        let _ = writeln!(text, "<p class=\"facts\">{}</p>", also.concat());
    }
    text
}

fn fact(condition: &Condition) -> String {
    let choices = form::fact_choices(condition);
    let entry = if choices.is_empty() {
        LINE.to_owned()
    } else {
        boxes(&choices)
    };
    format!("<span>{}：{}　{entry}</span>", heading::FACT, escape(condition.fact()))
}

/// A group is a table body of its own, so that a printed item is not torn apart by a page.
fn rows(group: &Group, levels: usize) -> String {
    let band = group
        .band
        .as_ref()
        .map(|band| format!("<tr class=\"band\"><td colspan=\"6\">{}</td></tr>\n", escape(band)));
    let lines = group.lines.iter().enumerate().map(|(index, line)| {
        let number = if index == 0 {
            format!(
                "<td class=\"item\" rowspan=\"{}\">{}</td>",
                group.lines.len(),
                escape(&group.number)
            )
        } else {
            String::new()
        };
        row(line, &number, levels)
    });
    format!(
        "<tbody>\n{}{}</tbody>\n",
        band.unwrap_or_default(),
        lines.collect::<String>()
    )
}

fn row(line: &Line, number: &str, levels: usize) -> String {
    let asked = if line.first {
        format!(
            "{}<small>{}</small>",
            escape(line.indicator.requirement()),
            escape(&footing(line, levels))
        )
    } else {
        "〃".to_owned()
    };
    let id = escape(&line.id());
    let (answer, known) = (answer(line), known(line));
    if line.indicator.answer_type == AnswerType::FreeText {
        return format!(
            "<tr class=\"words\">{number}<td class=\"id\">{id}</td><td>{asked}</td><td colspan=\"3\">{answer}</td></tr>\n"
        );
    }
    format!("<tr>{number}<td class=\"id\">{id}</td><td>{asked}</td><td>{answer}</td><td>{known}</td><td></td></tr>\n")
}

/// Where the answer goes: boxes for words, a line for every number.
fn answer(one: &Line) -> String {
    let indicator = one.indicator;
    let exempt = if one.first {
        boxes(&[NOT_APPLICABLE])
    } else {
        String::new()
    };
    if form::is_rate(indicator) {
        let period = match one.part {
            Part::Now => "本期",
            Part::Base => "基期",
            _ => "",
        };
        let of = |label: &str, column: &str| {
            format!("<div>{period}{label}　{}{}</div>", escape(indicator.cell(column)), LINE)
        };
        return format!("{}{}{exempt}", of("分子", "numerator_zh"), of("分母", "denominator_zh"));
    }
    match indicator.answer_type {
        AnswerType::Document => format!("{}<div>文号{}日期{}</div>", boxes(&one.choices()), LINE, LINE),
        AnswerType::Checklist => format!(
            "{}<div>缺哪几项{}</div><small>共：{}</small>",
            boxes(&one.choices()),
            LINE,
            escape(&indicator.options.join("、"))
        ),
        AnswerType::Deadline => format!("{}<div>完成日期{}</div>", boxes(&one.choices()), LINE),
        AnswerType::YesNo | AnswerType::FreeText => boxes(&one.choices()),
        _ => format!("<div>{}{}</div>{exempt}", escape(&one.hint()), LINE),
    }
}

fn known(one: &Line) -> String {
    if !one.takes(Column::Known) {
        return String::new();
    }
    let choices = one.known_choices();
    if !form::can_sample(one.indicator) {
        return boxes(choices);
    }
    let (told, sampled) = choices.split_at(choices.len() - 1);
    let numbers = ["N", "n", "x"].map(|letter| format!("{letter}{LINE}"));
    format!(
        "{}<div class=\"sample\">{}{}</div>",
        boxes(told),
        boxes(sampled),
        numbers.concat()
    )
}

fn boxes<S: AsRef<str>>(words: &[S]) -> String {
    let boxes = words
        .iter()
        .map(|word| format!("<b>□&nbsp;{}</b>", escape(word.as_ref())));
    boxes.collect::<Vec<_>>().concat()
}

/// A text as HTML holds it.
pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
