//! The five methods at the demonstration's visit: a talk, a ledger drawn and marked, what was seen with two photos, a
//! draw of communities, an interview that two people count. Before both leave, the phone says what is not finished.
//!
//! Everything said and shown is generated and says so; draws, checks and pictures go through the verbs of a real visit.

use std::path::Path;

use crosscheck_core::change::Entity;
use crosscheck_core::draw::onsite::{Digits, List, Record, Source};
use crosscheck_core::field::{
    self, Asking, EntryVerdict, Interview, Interviewed, LEDGER, Ledger, NoteKind, OnSite, Origin, Reply, SeenDocument,
    Severity, Shot, Side, Talk, TalkWords,
};
use crosscheck_core::ids::StreamName;
use crosscheck_core::notebook::{Notebook, Seen};
use crosscheck_core::{Error, ErrorKind, Sentence, lead, view};

use super::inspection::PACK;
use super::phone::Phone;
use super::{generated, line, picture, step};
use crate::campaign::visit;
use crate::context::Context;

/// The indicator the methods are about, of the campaign's one checklist.
const INDICATOR: &str = "S0-12a";
/// What the host calls out, once for the ledger and once for the communities.
const DIGITS: [&str; 2] = ["3065", "9174"];
/// Entries of the ledger, how many are drawn of them, and how many are in reserve.
const ENTRIES: (u64, u64, u64) = (37, 5, 2);
/// Communities drawn, and in reserve.
const COMMUNITIES: (u64, u64) = (3, 1);

/// Uses all five; `place` is the visit and its county.
pub fn use_all(
    leader: &Phone,
    member: &Phone,
    place: (&StreamName, &str),
    folder: &Path,
    context: &Context,
) -> Result<(), Error> {
    step(context, "demo-step-methods");
    let (visit, county) = place;
    let mut book = member.book();
    talk(&mut book, visit, context)?;
    let (ledger, record) = ledger(&mut book, visit, context)?;
    sights(&mut book, visit, folder, context)?;
    communities(&mut book, visit, county, context)?;
    interview(&mut book, visit, context)?;
    let finding = findings(&mut book, visit, context)?;
    let (first, last) = record.main.split_at(record.main.len().saturating_sub(1));
    mark(&mut book, visit, &ledger, (0, first), context)?;
    line(context, &Sentence::new("demo-leaving"));
    for one in view::methods(&book, visit)?.unfinished {
        let what = Sentence::new("method-leave-unfinished").with("name", context.say(&one.name));
        line(context, &what.with("what", context.say(&one.what)));
    }
    mark(&mut book, visit, &ledger, (first.len(), last), context)?;
    field::feed_back(&mut book, visit, &finding, Reply::Accepted, "", &Seen::default())?;
    line(context, &Sentence::new("demo-finished"));
    drop(book);
    // The leader was there too and says so in a practice of his own.
    let practice = Side::Fact(context.word("demo-practice"));
    field::note(&mut leader.book(), visit, NoteKind::Practice, &[practice])?;
    Ok(())
}

/// What came of it, in the lines `visit show` ends with.
pub fn tell(book: &Notebook, visit: &StreamName, context: &Context) -> Result<(), Error> {
    let screen = view::methods(book, visit)?;
    for sentence in &visit::method_lines(&screen, context) {
        line(context, sentence);
    }
    line(context, &visit::burden_line(&screen.burden));
    Ok(())
}

fn moment(hour: u32, minute: u32) -> Result<chrono::NaiveDateTime, Error> {
    let day = chrono::NaiveDate::from_ymd_opt(2017, 6, 5);
    let moment = day.and_then(|day| day.and_hms_opt(hour, minute, 0));
    moment.ok_or_else(|| Error::new(ErrorKind::BadInput, Sentence::new("method-talk-time")))
}

fn talk(book: &mut Notebook, visit: &StreamName, context: &Context) -> Result<(), Error> {
    let talk = Talk {
        people: 7,
        from: moment(9, 0)?,
        to: moment(10, 30)?,
        units: vec!["禁毒办".to_owned(), "公安机关".to_owned()],
        covered: vec![(PACK, INDICATOR.to_owned())],
    };
    let present = context.word("demo-present");
    let words = TalkWords {
        present: &present,
        note: "",
    };
    field::hold_talk(book, visit, &talk, &words).map(|_| ())
}

/// A draw by commitment and reveal, as on any phone.
fn draw(
    book: &mut Notebook,
    visit: &StreamName,
    (which, digits): (&OnSite, &str),
    list: &List,
    sizes: (u64, u64),
) -> Result<Record, Error> {
    let commitment = field::commit_draw(book, visit, which, list, sizes)?;
    field::reveal_draw(book, visit, which, &commitment, &Digits::parse(digits)?)
}

fn ledger(book: &mut Notebook, visit: &StreamName, context: &Context) -> Result<(Entity, Record), Error> {
    let ledger = Ledger {
        draw: 1,
        about_persons: true,
        indicator: Some((PACK, INDICATOR.to_owned())),
    };
    let (title, numbering) = (context.word("demo-ledger"), context.word("demo-numbering"));
    let ledger = field::check_ledger(book, visit, &ledger, &title, &numbering)?;
    let (count, sample, reserves) = ENTRIES;
    let list = List::of_ledger(Source::Inspected, count, &context.word("demo-cover"), count)?;
    let which = OnSite {
        kind: LEDGER.to_owned(),
        ordinal: 1,
    };
    let record = draw(book, visit, (&which, DIGITS[0]), &list, (sample, reserves))?;
    Ok((ledger, record))
}

/// Marks drawn entries, beginning with the one at a place of the draw: the second lacks something, the fourth
/// contradicts itself.
fn mark(
    book: &mut Notebook,
    visit: &StreamName,
    ledger: &Entity,
    (begin, entries): (usize, &[String]),
    context: &Context,
) -> Result<(), Error> {
    for (place, entry) in (begin..).zip(entries) {
        let (verdict, why) = match place {
            1 => (EntryVerdict::Lacking, context.word("demo-lacking")),
            3 => (EntryVerdict::Contradictory, context.word("demo-contradictory")),
            _ => (EntryVerdict::Complete, String::new()),
        };
        let ordinal = entry.parse().unwrap_or_default();
        field::mark_entry(book, visit, ledger, ordinal, Some(verdict), &why, &Seen::default())?;
    }
    Ok(())
}

/// 实地考察: a note and two photos of a notice board.
fn sights(book: &mut Notebook, visit: &StreamName, folder: &Path, context: &Context) -> Result<(), Error> {
    field::note_site(book, visit, &context.word("demo-seen"))?;
    let captions = ["demo-caption-board", "demo-caption-hall"].map(|code| context.word(code));
    for (number, caption) in (1..).zip(&captions) {
        let jpeg = picture::jpeg(number)?;
        let path = folder.join(format!("generated-{number}.jpg"));
        crate::context::write(&path, &jpeg)?;
        let shot = Shot {
            file: &path,
            shown: None,
            origin: &Origin::Imported,
            caption,
            indicator: Some((PACK, INDICATOR)),
        };
        field::take_photo(book, visit, &shot)?;
    }
    Ok(())
}

/// The leader puts one of the photos behind the report.
pub fn choose(book: &mut Notebook, visit: &StreamName) -> Result<(), Error> {
    let home = visit.group().cloned().map(StreamName::Group);
    let photo = view::photos(book, visit)?.rows.into_iter().next();
    if let (Some(home), Some(row)) = (home, photo) {
        let chosen = (visit, &row.photo);
        lead::choose_picture(book, (&home, "summary"), chosen, Some(1), &Seen::default())?;
    }
    Ok(())
}

/// 随机抽查: communities from a list the level above handed over.
fn communities(book: &mut Notebook, visit: &StreamName, county: &str, context: &Context) -> Result<(), Error> {
    let names = generated::communities(county).join("\n");
    let expected = names.lines().count() as u64;
    let list = List::of_names(Source::Superior, expected, &context.word("demo-register"), &names)?;
    let which = OnSite {
        kind: "communities".to_owned(),
        ordinal: 1,
    };
    draw(book, visit, (&which, DIGITS[1]), &list, COMMUNITIES).map(|_| ())
}

fn interview(book: &mut Notebook, visit: &StreamName, context: &Context) -> Result<(), Error> {
    let who = Interview {
        role: Interviewed::CommunityWorker,
        group: 6,
    };
    let interview = field::interview(book, visit, who, "", "")?;
    let options = ["demo-answer-yes", "demo-answer-no", "demo-answer-unsure"];
    let asking = Asking {
        question: context.word("demo-question"),
        options: options.map(|code| context.word(code)).to_vec(),
        indicator: Some((PACK, INDICATOR.to_owned())),
    };
    let question = field::ask(book, visit, &interview, &asking)?;
    field::tally(book, visit, &interview, &question, &[4, 1, 1])
}

/// A document, and two findings, of which one waits to be fed back.
fn findings(book: &mut Notebook, visit: &StreamName, context: &Context) -> Result<Entity, Error> {
    let document = SeenDocument {
        number: None,
        date: chrono::NaiveDate::from_ymd_opt(2017, 3, 1),
        copy: false,
    };
    field::see_document(book, visit, &document, &context.word("demo-document"))?;
    let sides = [
        Side::Fact(context.word("demo-fact")),
        Side::Should(context.word("demo-should")),
        Side::Actual(context.word("demo-actual")),
        Side::Indicator(PACK, INDICATOR.to_owned()),
        Side::Severity(Severity::Ordinary),
    ];
    let waits = field::note(book, visit, NoteKind::Finding, &sides)?;
    let sides = [
        Side::Fact(context.word("demo-second-fact")),
        Side::Should(context.word("demo-second-should")),
        Side::Actual(context.word("demo-second-actual")),
        Side::Indicator(PACK, INDICATOR.to_owned()),
        Side::Severity(Severity::Serious),
    ];
    let fed_back = field::note(book, visit, NoteKind::Finding, &sides)?;
    field::feed_back(book, visit, &fed_back, Reply::Accepted, "", &Seen::default())?;
    Ok(waits)
}
