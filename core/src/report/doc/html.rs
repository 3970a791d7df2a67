//! A document as one page of HTML: the same A4 pages in any browser, 22 lines of 28 characters.
//!
//! No script, no outside font or picture. Bars are SVG drawn from whole numbers.

use std::fmt::Write as _;

use data_encoding::BASE64;

use super::super::escape;
use super::docx::doubt;
use super::{Bar, Block, Figure, Gate, Kind, Paragraph, Piece, ReportDoc, Table};
use crate::words::say;
use crate::{Lang, Sentence};

const STYLE: &str = include_str!("doc.css");
/// Width of a bar in units of its drawing.
const BAR: u64 = 200;

/// The document as HTML.
#[must_use]
pub fn html(doc: &ReportDoc, lang: Lang) -> String {
    let tag = match lang {
        Lang::Zh => "zh-CN",
        Lang::En => "en",
    };
    let side = if doc.landscape {
        "@page { size: A4 landscape; margin: 28mm 37mm 26mm 35mm; }\n"
    } else {
        ""
    };
    let title = escape(&doc.title).replace('\n', "<br>");
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>{}</title>\n<style>\n{STYLE}{side}</style>\n</head>\n<body{}>\n<h1>{title}</h1>\n",
        escape(&doc.title.replace('\n', "")),
        if doc.landscape { " class=\"side\"" } else { "" },
    );
    if !doc.subtitle.is_empty() {
        let _ = writeln!(out, "<p class=\"sub\">{}</p>", escape(&doc.subtitle));
    }
    for block in &doc.blocks {
        match block {
            Block::Heading(level, text) => {
                let level = level.clamp(&1, &3) + 1;
                let _ = writeln!(out, "<h{level}>{}</h{level}>", escape(text));
            }
            Block::Paragraph(one) => paragraph(&mut out, one, lang),
            Block::Table(one) => table(&mut out, one),
            Block::Bars(all) => all.iter().for_each(|bar| bar_line(&mut out, bar)),
            Block::Figures(all) => all.iter().for_each(|figure| picture(&mut out, figure)),
            Block::Gates(all) => gates(&mut out, all, lang),
            Block::Annex(number, title) => {
                let (number, title) = (escape(number), escape(title));
                let _ = writeln!(
                    out,
                    "<section class=\"annex\"><p class=\"number\">{number}</p><h1>{title}</h1></section>"
                );
            }
        }
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn paragraph(out: &mut String, one: &Paragraph, lang: Lang) {
    out.push_str("<p>");
    for piece in &one.pieces {
        match piece {
            Piece::Text(text) => out.push_str(&escape(text)),
            Piece::Field { name, shown } => {
                let _ = write!(out, "<data value=\"{}\">{}</data>", escape(name), escape(shown));
            }
            Piece::Doubt { typed, now } => {
                let _ = write!(out, "<mark>{}{}</mark>", escape(typed), escape(&say(lang, &doubt(now))));
            }
        }
    }
    out.push_str("</p>\n");
}

fn table(out: &mut String, table: &Table) {
    let all: usize = table.columns.iter().map(|column| column.parts).sum();
    out.push_str(if table.columns.len() > 7 {
        "<table class=\"many\">\n<colgroup>"
    } else {
        "<table>\n<colgroup>"
    });
    for column in &table.columns {
        // Tenths of a per cent are fine enough for a width.
        let width = column.parts * 1_000 / all.max(1);
        let _ = write!(out, "<col style=\"width:{}.{}%\">", width / 10, width % 10);
    }
    out.push_str("</colgroup>\n<thead><tr>");
    for column in &table.columns {
        let _ = write!(out, "<th>{}</th>", escape(&column.header));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in &table.rows {
        out.push_str("<tr>");
        for (text, column) in row.iter().zip(&table.columns) {
            let class = if column.kind == Kind::Number {
                " class=\"n\""
            } else {
                ""
            };
            let _ = write!(out, "<td{class}>{}</td>", escape(text).replace('\n', "<br>"));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n");
}

fn bar_line(out: &mut String, bar: &Bar) {
    let _ = writeln!(
        out,
        "<div class=\"bar\"><span>{}</span><svg viewBox=\"0 0 {BAR} 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect width=\"{BAR}\" height=\"10\" fill=\"#fff\" stroke=\"#7f9db9\"/><rect width=\"{}\" height=\"10\" fill=\"#7f9db9\"/></svg><span>{}</span></div>",
        escape(&bar.label),
        bar.cells(BAR),
        escape(&bar.words)
    );
}

fn picture(out: &mut String, figure: &Figure) {
    let _ = writeln!(
        out,
        "<figure><img alt=\"\" width=\"{}\" height=\"{}\" src=\"data:image/png;base64,{}\"><figcaption>{}</figcaption></figure>",
        figure.image.width,
        figure.image.height,
        BASE64.encode(&figure.image.png),
        escape(&figure.caption)
    );
}

fn gates(out: &mut String, gates: &[Gate], lang: Lang) {
    let head = ["report-gate-name", "report-gate-looks", "report-gate-signed"].map(|code| head(code, lang));
    let _ = writeln!(
        out,
        "<table class=\"gates\"><thead><tr>{}</tr></thead><tbody>",
        head.concat()
    );
    for gate in gates {
        let cells = [&gate.name, &gate.looks_at, &gate.signed].map(|text| format!("<td>{}</td>", escape(text)));
        let _ = writeln!(out, "<tr>{}</tr>", cells.concat());
    }
    out.push_str("</tbody></table>\n");
}

fn head(code: &'static str, lang: Lang) -> String {
    format!("<th>{}</th>", escape(&say(lang, &Sentence::new(code))))
}
