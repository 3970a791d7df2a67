//! `crosscheck draw freeze`.

use std::path::{Path, PathBuf};

use crosscheck_core::draw::plan::Rule;
use crosscheck_core::draw::{Plan, freeze};
use crosscheck_core::{Error, Sentence};

use super::{beside, certificate, frame_table};
use crate::context::{Context, Outcome, Run, file_name, read, write};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The plan
    plan: PathBuf,
    /// File to write
    #[arg(long)]
    out: PathBuf,
}

pub fn run(args: &Args, context: &Context) -> Run {
    let bar = context.progress(3, "draw-progress-freeze");
    let plan = Plan::read(&file_name(&args.plan), &read(&args.plan)?)?;
    let table = frame_table(&beside(&args.plan, &plan.frame), Some(&args.plan))?;
    let parent = plan
        .parent
        .as_ref()
        .map(|parent| certificate(&beside(&args.plan, parent)));
    bar.inc(1);
    let freezing = freeze(&plan, table, parent.transpose()?.as_ref()).map_err(|error| in_plan(error, &args.plan))?;
    bar.inc(1);
    let bytes = freezing.frozen.to_bytes()?;
    write(&args.out, &bytes)?;
    bar.finish_and_clear();
    remarks(context, &plan, &freezing);
    context.look_at(&[&args.plan, &beside(&args.plan, &plan.frame)])?;
    context.print(&format!("commitment sha256:{}", freezing.frozen.commitment()?));
    context.note(&Sentence::new("draw-freeze-next").with("file", args.out.display()));
    Ok(Outcome::Done)
}

fn remarks(context: &Context, plan: &Plan, freezing: &freeze::Freezing) {
    let population = &freezing.population;
    let sizes = &freezing.frozen.strata_sizes;
    let drawn: usize = sizes.iter().map(|size| size.drawn).sum();
    let reserves: usize = sizes.iter().map(|size| size.reserves).sum();
    context.note(
        &Sentence::new("draw-freeze-summary")
            .with("rows", freezing.frozen.rows)
            .with("population", population.size())
            .with("strata", sizes.len())
            .with("drawn", drawn)
            .with("reserves", reserves),
    );
    let excluded = plan.exclude.iter().zip(&population.excluded_by);
    for (rule, count) in excluded {
        context.note(&because(Sentence::new("draw-freeze-excluded"), rule, *count));
    }
    let included = plan.include.iter().zip(&population.included_by);
    for (rule, count) in included {
        context.note(&because(Sentence::new("draw-freeze-designated"), rule, *count));
    }
}

/// What has no other place is a matter of the plan.
fn in_plan(mut error: Error, plan: &Path) -> Error {
    let unplaced = error.problems.iter_mut().filter(|problem| problem.place.file.is_none());
    for problem in unplaced {
        problem.place.file = Some(file_name(plan));
    }
    error
}

fn because(what: Sentence, rule: &Rule, count: usize) -> Sentence {
    what.with("count", count).with("reason", &rule.reason)
}
