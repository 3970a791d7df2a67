//! `crosscheck demo`: a whole cross-inspection prepared on the real list of counties, and a filled checklist judged.
//!
//! Every step writes to the folder what the single commands would write, reads it back, and says in words what came of
//! it. The list of counties is real; members, schools and answers are generated and say so in their files.

mod counties;
mod evening;
mod folder;
mod generated;
mod groups;
mod inspection;
mod methods;
mod phone;
mod picture;
mod proof;
mod schools;
mod sheet;
mod summary;

use std::path::PathBuf;

use crosscheck_core::Sentence;

use crate::context::{Context, Outcome, Run};
use folder::Folder;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folder to write to
    #[arg(long, default_value = "crosscheck-demo")]
    dir: PathBuf,
    /// Digits rolled for every province, 24 to 40; a real campaign rolls each province's own
    #[arg(long, value_name = "DIGITS", default_value = "305198274460713825901637")]
    seed: String,
}

pub fn run(args: Args, context: &Context) -> Run {
    let folder = Folder::make(&args.dir)?;
    context.print(&context.word("demo-title"));
    let frozen = counties::freeze(&folder, context)?;
    groups::assign(&folder, &frozen, &args.seed, context)?;
    let certificate = counties::roll(&folder, &frozen, &args.seed, context)?;
    let school = schools::draw(&folder, &certificate, context)?;
    let judged = sheet::judge(&folder, context)?;
    let (dir, unit) = inspection::inspect(&folder, &certificate, context)?;
    evening::work(&folder, (&dir, &unit), &certificate, context)?;
    summary::print(&frozen, &certificate, &school, &judged, context)?;
    folder.list(context);
    Ok(Outcome::Done)
}

/// The heading of a step.
fn step(context: &Context, code: &'static str) {
    context.print(&format!("\n{}", context.word(code)));
}

/// A line under a step.
fn line(context: &Context, what: &Sentence) {
    context.print(&format!("   {}", context.say(what)));
}
