//! 检查记录单 and 台账抽查交接单: the two papers that stay with the inspected place, as DOCX on A4.
//!
//! Both carry what lets the place hold its own: the 核验码 of what was recorded, and secret, digits and list hash of a
//! draw. Places to sign are for units and roles, never for a name the log would hold.

use super::paper::{Column, Paper, grouped};
use crate::field::EntryVerdict;
use crate::view::{FindingRow, LedgerLine, LedgerSlip, VisitSheet};
use crate::words::say;
use crate::{Error, Lang, Sentence};

struct Words(Lang);

impl Words {
    fn say(&self, sentence: &Sentence) -> String {
        say(self.0, sentence)
    }

    fn word(&self, code: &'static str) -> String {
        self.say(&Sentence::new(code))
    }

    fn column(&self, code: &'static str, parts: usize) -> Column {
        Column {
            header: self.word(code),
            parts,
        }
    }

    /// Places to sign: who, and room for the hand.
    fn signatures(&self, paper: Paper, who: &[&'static str]) -> Paper {
        let columns = [
            self.column("visit-paper-side", 3),
            self.column("visit-paper-hand", 4),
            self.column("visit-paper-day", 3),
        ];
        let rows: Vec<Vec<String>> = who
            .iter()
            .map(|code| vec![self.word(code), String::new(), String::new()])
            .collect();
        paper.signatures(&columns, &rows)
    }
}

/// The sheet of a visit as a DOCX file.
///
/// # Errors
/// When the archive cannot be made.
pub fn sheet(sheet: &VisitSheet, lang: Lang) -> Result<Vec<u8>, Error> {
    let words = Words(lang);
    let mut paper = Paper::new()
        .title(&words.word("visit-paper-title"))
        .subtitle(&sheet.unit)
        .form(&head(sheet, &words));
    paper = paper.heading(&words.word("visit-paper-methods"));
    for line in methods(sheet, &words) {
        paper = paper.body(&words.say(&line));
    }
    if !sheet.ledgers.is_empty() {
        paper = paper.table(
            &ledger_columns(&words),
            &sheet.ledgers.iter().map(ledger_row).collect::<Vec<_>>(),
        );
    }
    paper = paper.heading(&words.word("visit-paper-findings"));
    paper = if sheet.findings.is_empty() {
        paper.body(&words.word("visit-paper-no-findings"))
    } else {
        let columns = [
            words.column("visit-paper-number", 1),
            words.column("visit-paper-fact", 6),
            words.column("visit-paper-reply", 2),
        ];
        let rows = sheet
            .findings
            .iter()
            .zip(1..)
            .map(|(row, number)| finding_row(row, number, &words));
        paper.table(&columns, &rows.collect::<Vec<_>>())
    };
    let burden = Sentence::new("visit-paper-burden")
        .with("documents", sheet.burden.documents)
        .with("talks", sheet.burden.talks)
        .with("interviews", sheet.burden.interviews)
        .with("people", sheet.burden.people)
        .with("ledgers", sheet.burden.ledgers)
        .with("entries", sheet.burden.entries)
        .with("minutes", sheet.burden.minutes);
    paper = paper
        .heading(&words.word("visit-paper-asked"))
        .body(&words.say(&burden));
    codes(sheet, paper, &words).finish()
}

fn head(sheet: &VisitSheet, words: &Words) -> Vec<(String, String)> {
    let members: Vec<&str> = sheet.members.iter().map(crate::ids::MemberId::as_str).collect();
    let days = match sheet.days {
        None => String::new(),
        Some((from, to)) if from == to => from.to_string(),
        Some((from, to)) => format!("{from} — {to}"),
    };
    let answered = Sentence::new("visit-paper-answered")
        .with("answered", sheet.progress.answered)
        .with("asked", sheet.progress.asked);
    let rows = [
        ("visit-paper-kind", sheet.kind.clone()),
        ("visit-paper-days", days),
        ("visit-paper-group", format!("{} ({})", sheet.group, members.join(", "))),
        ("visit-paper-round", sheet.round.to_string()),
        ("visit-paper-checklist", words.say(&answered)),
    ];
    rows.into_iter()
        .map(|(code, value)| (words.word(code), value))
        .collect()
}

/// A line for each method that was used; documents and photos are named too.
fn methods(sheet: &VisitSheet, words: &Words) -> Vec<Sentence> {
    let mut lines = Vec::new();
    let people =
        |count: u64, code: &'static str, number: usize| Sentence::new(code).with("count", number).with("people", count);
    if !sheet.talks.is_empty() {
        let count = sheet.talks.iter().map(|talk| talk.people).sum();
        lines.push(people(count, "visit-paper-talks", sheet.talks.len()));
    }
    if !sheet.interviews.is_empty() {
        let count = sheet.interviews.iter().map(|interview| interview.group).sum();
        lines.push(people(count, "visit-paper-interviews", sheet.interviews.len()));
    }
    for (which, population, sample) in &sheet.draws {
        let what = Sentence::new("visit-paper-units-drawn").with("kind", words.say(&which.word()));
        lines.push(what.with("population", population).with("sample", sample));
    }
    if sheet.site_notes > 0 {
        lines.push(Sentence::new("visit-paper-site-notes").with("count", sheet.site_notes));
    }
    for (title, seen) in &sheet.documents {
        let what = Sentence::new("visit-paper-document").with("title", title);
        let what = what.with("number", seen.number.as_deref().unwrap_or("—"));
        lines.push(what.with("copy", if seen.copy { "copy" } else { "seen" }));
    }
    if sheet.photos > 0 {
        lines.push(Sentence::new("visit-paper-photos").with("count", sheet.photos));
    }
    if lines.is_empty() && sheet.ledgers.is_empty() {
        lines.push(Sentence::new("visit-paper-no-methods"));
    }
    lines
}

fn ledger_columns(words: &Words) -> Vec<Column> {
    let verdicts = EntryVerdict::ALL.map(|verdict| Column {
        header: words.say(&verdict.say()),
        parts: 2,
    });
    let mut columns = vec![
        words.column("visit-paper-ledger", 6),
        words.column("visit-paper-drawn", 3),
    ];
    columns.extend(verdicts);
    columns.push(words.column("visit-paper-open", 2));
    columns
}

fn ledger_row(ledger: &LedgerLine) -> Vec<String> {
    let drawn = ledger
        .drawn
        .map_or("—".to_owned(), |(all, sample)| format!("{sample}/{all}"));
    let mut row = vec![ledger.title.clone(), drawn];
    row.extend(ledger.found.iter().map(ToString::to_string));
    row.push(ledger.open.to_string());
    row
}

fn finding_row(row: &FindingRow, number: usize, words: &Words) -> Vec<String> {
    let reply = match row.reply {
        None => "visit-paper-unanswered",
        Some(crate::field::Reply::Accepted) => "visit-paper-accepted",
        Some(crate::field::Reply::Explained) => "visit-paper-explained",
        Some(crate::field::Reply::Objected) => "visit-paper-objected",
    };
    let mut reply = words.word(reply);
    if row.fixed {
        reply = format!("{reply}{}", words.word("visit-paper-fixed"));
    }
    vec![number.to_string(), row.fact.join("；"), reply]
}

fn codes(sheet: &VisitSheet, mut paper: Paper, words: &Words) -> Paper {
    paper = paper.heading(&words.word("visit-paper-code"));
    for signed in &sheet.signed {
        paper = paper.lead(&words.say(&Sentence::new("visit-paper-covers").with("outside", signed.outside)));
        paper = paper.code(&signed.frontier.code().printed());
    }
    if sheet.signed.is_empty() {
        paper = paper.body(&words.word("visit-paper-unsigned"));
    }
    paper = paper.body(&words.word("visit-paper-keep"));
    words.signatures(
        paper,
        &["visit-paper-member", "visit-paper-member", "visit-paper-place"],
    )
}

/// The slip of a ledger as a DOCX file.
///
/// # Errors
/// When the archive cannot be made.
pub fn slip(slip: &LedgerSlip, lang: Lang) -> Result<Vec<u8>, Error> {
    let (words, record) = (Words(lang), &slip.record);
    let rows = [
        ("visit-paper-ledger", slip.title.clone()),
        ("visit-paper-numbering", slip.numbering.clone()),
        ("visit-paper-list", words.say(&record.source.say())),
        ("visit-paper-population", record.population.to_string()),
        (
            "visit-paper-expected",
            format!("{} ({})", record.expected, record.expected_source),
        ),
        ("visit-paper-sample", record.sample.to_string()),
    ];
    let rows: Vec<(String, String)> = rows
        .into_iter()
        .map(|(code, value)| (words.word(code), value))
        .collect();
    let mut paper = Paper::new()
        .title(&words.word("visit-paper-slip"))
        .subtitle(&slip.unit)
        .form(&rows)
        .heading(&words.word("visit-paper-ordinals"))
        .code(&record.main.join("  "));
    if !record.reserve.is_empty() {
        paper = paper
            .lead(&words.word("visit-paper-reserves"))
            .code(&record.reserve.join("  "));
    }
    if let Some(mismatch) = record.mismatch() {
        paper = paper.body(&words.say(&mismatch));
    }
    if slip.about_persons {
        paper = paper.body(&words.word("visit-paper-persons"));
    }
    paper = paper.heading(&words.word("visit-paper-repeat"));
    for (code, value) in [
        ("visit-paper-commitment", grouped(&record.commitment)),
        ("visit-paper-secret", grouped(&record.secret)),
        ("visit-paper-digits", record.digits.clone()),
        ("visit-paper-draw", record.draw_id.clone()),
        ("visit-paper-list-hash", grouped(&record.list_hash)),
    ] {
        paper = paper.lead(&words.word(code)).code(&value);
    }
    paper = paper.body(&words.word("visit-paper-stays"));
    words
        .signatures(paper, &["visit-paper-member", "visit-paper-place"])
        .finish()
}
