//! `crosscheck judge`: the verdicts of a filled sheet with their reasons, and how they are spread; no score.

mod files;
mod table;

use std::collections::BTreeMap;
use std::path::PathBuf;

use crosscheck_core::judge::sheet::{self, Assessed, Filled, Page};
use crosscheck_core::judge::{Confirmations, Verdict, is_of_few};
use crosscheck_core::pack::Pack;
use crosscheck_core::{Error, Sentence};

use crate::context::{self, Context, Format, Outcome, Run, file_name};
use crate::pack;

/// The verdict of an indicator nobody answered, in files.
const UNANSWERED: &str = "unanswered";

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Filled sheet (.xlsx of `pack print`)
    sheet: PathBuf,
    /// Which pack: built-in id (s0 to s4) or path
    #[arg(long)]
    pack: String,
    /// What the campaign confirmed (CSV: indicator,by,date,reason; by is a unit, not a person)
    #[arg(long)]
    confirm: Option<PathBuf>,
    /// How it is shown
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// A sheet with its indicators judged.
#[derive(Debug)]
struct Judged<'a> {
    page: &'a Page,
    lines: Vec<Assessed<'a>>,
}

pub fn run(args: Args, context: &Context) -> Run {
    let pack = pack::load(&args.pack)?;
    let (filled, confirmed) = read(&args, &pack)?;
    let judged: Vec<Judged> = filled
        .pages
        .iter()
        .map(|page| Judged {
            page,
            lines: page.assess(&pack.indicators, &confirmed),
        })
        .collect();
    match args.format {
        Format::Table => table::print(context, &judged),
        Format::Csv => files::csv(context, &judged),
        Format::Json => files::json(context, &pack, &judged)?,
    }
    remarks(context, &pack, &filled, &confirmed);
    let few = filled
        .pages
        .iter()
        .flat_map(|page| page.answers.iter().map(move |answer| (page, answer)));
    let few = few.filter(|(page, (index, answer))| {
        let asked = pack.indicators.get(*index).zip(answer.as_ref());
        asked.is_some_and(|(indicator, answer)| is_of_few(indicator, &page.sheet, answer.value()))
    });
    context.note_few(few.count());
    let files = [Some(args.sheet.as_path()), args.confirm.as_deref()];
    context.look_at(&files.into_iter().flatten().collect::<Vec<_>>())?;
    Ok(Outcome::Done)
}

/// Both files, with the problems of both at once.
fn read(args: &Args, pack: &Pack) -> Result<(Filled, Confirmations), Error> {
    let sheet =
        context::read(&args.sheet).and_then(|bytes| sheet::read(&file_name(&args.sheet), &bytes, &pack.indicators));
    let confirmed = match &args.confirm {
        None => Ok(Confirmations::default()),
        Some(path) => {
            context::read(path).and_then(|bytes| Confirmations::read(&file_name(path), &bytes, &pack.indicators))
        }
    };
    match (sheet, confirmed) {
        (Ok(sheet), Ok(confirmed)) => Ok((sheet, confirmed)),
        (Err(mut first), Err(second)) => {
            first.problems.extend(second.problems);
            Err(first)
        }
        (Err(error), Ok(_)) | (Ok(_), Err(error)) => Err(error),
    }
}

fn remarks(context: &Context, pack: &Pack, filled: &Filled, confirmed: &Confirmations) {
    if filled.pages.is_empty() {
        context.note(&Sentence::new("judge-nothing"));
    } else if !filled.blank.is_empty() {
        context.note(&Sentence::new("judge-blank").with("sheets", filled.blank.join(&context.word("list-comma"))));
    }
    let needless = confirmed.needless(&pack.indicators);
    if !needless.is_empty() {
        context.note(&Sentence::new("judge-needless").with("indicators", needless.join(&context.word("list-comma"))));
    }
}

/// How the verdicts are spread, by code; what nobody answered too.
fn spread(lines: &[Assessed]) -> BTreeMap<&'static str, usize> {
    let mut spread: BTreeMap<_, _> = Verdict::ALL.map(|verdict| (verdict.code(), 0)).into();
    spread.insert(UNANSWERED, 0);
    for line in lines {
        *spread.entry(verdict_code(line)).or_default() += 1;
    }
    spread
}

fn verdict_code(line: &Assessed) -> &'static str {
    line.judgement
        .as_ref()
        .map_or(UNANSWERED, |judgement| judgement.verdict.code())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crosscheck_core::Lang;
    use crosscheck_core::report::sheet::{blanks, filled_example, xlsx};

    fn args(folder: &std::path::Path, confirm: Option<&str>) -> Args {
        let (sheet, list) = (folder.join("表.xlsx"), folder.join("确认.csv"));
        let pack = pack::load("s0").unwrap();
        let bytes = xlsx(&pack, &blanks(&pack, None).unwrap(), Some(&filled_example())).unwrap();
        std::fs::write(&sheet, bytes).unwrap();
        if let Some(text) = confirm {
            std::fs::write(&list, text).unwrap();
        }
        Args {
            sheet,
            pack: "s0".to_owned(),
            confirm: confirm.map(|_| list),
            format: Format::Csv,
        }
    }

    #[test]
    fn a_filled_sheet_is_judged_in_every_format() {
        let folder = tempfile::tempdir().unwrap();
        for format in [Format::Table, Format::Csv, Format::Json] {
            let args = Args {
                format,
                ..args(folder.path(), None)
            };
            assert_eq!(run(args, &Context::new(Lang::Zh)), Ok(Outcome::Done));
        }
    }

    #[test]
    fn problems_of_the_sheet_and_of_the_list_are_told_together() {
        let folder = tempfile::tempdir().unwrap();
        let args = args(folder.path(), Some("indicator,by,date,reason\nS9,某办,2017-04-10,因\n"));
        std::fs::write(&args.sheet, b"no workbook").unwrap();
        let error = run(args, &Context::new(Lang::Zh)).unwrap_err();
        let files: Vec<_> = error
            .problems
            .iter()
            .filter_map(|problem| problem.place.file.clone())
            .collect();
        assert_eq!(files, ["表.xlsx", "确认.csv"]);
    }

    #[test]
    fn an_unanswered_line_is_counted_as_such_and_never_as_a_verdict() {
        let pack = pack::load("s0").unwrap();
        let lines: Vec<Assessed> = pack
            .indicators
            .iter()
            .map(|indicator| Assessed {
                indicator,
                judgement: None,
            })
            .collect();
        let spread = spread(&lines);
        assert_eq!((spread[UNANSWERED], spread.values().sum::<usize>()), (74, 74));
    }
}
