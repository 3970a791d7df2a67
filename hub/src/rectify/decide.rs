//! `crosscheck rectify accept`, `return`, `dismiss`, `uphold` and `extend`: what the office decides, with its reason.

use crosscheck_core::Sentence;
use crosscheck_core::lead::{extend_item, step_item};
use crosscheck_core::rectify::{Extension, Step};

use super::{Desk, Dir, read_day};
use crate::context::{Context, Outcome, Run};

#[derive(Debug, clap::Args)]
pub(super) struct Decide {
    /// Number of the item
    number: String,
    #[command(flatten)]
    dir: Dir,
    /// Why
    #[arg(long)]
    reason: String,
    /// Number of the document it rests on
    #[arg(long, default_value = "")]
    basis: String,
}

#[derive(Debug, clap::Args)]
pub(super) struct Extend {
    /// Number of the item
    number: String,
    #[command(flatten)]
    dir: Dir,
    /// The new day
    #[arg(long)]
    until: String,
    /// Post of whoever approved it; no name
    #[arg(long)]
    approver: String,
    /// Why
    #[arg(long)]
    reason: String,
}

pub(super) fn run(args: &Decide, step: Step, context: &Context) -> Run {
    let mut desk = Desk::open(&args.dir.dir)?;
    desk.campaign.notebook.may_write()?;
    let row = desk.item(&args.number)?;
    let notebook = &mut desk.campaign.notebook;
    step_item(notebook, &row.entity, step, &args.reason, &args.basis)?;
    notebook.seal()?;
    context.warn(&notebook.warned());
    let after = desk.item(&row.number)?;
    let state = after.state.map(|state| context.say(&state.word())).unwrap_or_default();
    context.tell(
        &Sentence::new("rectify-decided")
            .with("number", &row.number)
            .with("state", state),
    );
    Ok(Outcome::Done)
}

pub(super) fn extend(args: &Extend, context: &Context) -> Run {
    let mut desk = Desk::open(&args.dir.dir)?;
    desk.campaign.notebook.may_write()?;
    let row = desk.item(&args.number)?;
    let extension = Extension {
        until: read_day(&args.until)?,
        approver: args.approver.trim().to_owned(),
    };
    extend_item(&mut desk.campaign.notebook, &row.entity, &extension, &args.reason)?;
    desk.campaign.notebook.seal()?;
    context.warn(&desk.campaign.notebook.warned());
    let told = Sentence::new("rectify-extended-line").with("until", extension.until);
    context.tell(&told.with("approver", &extension.approver));
    Ok(Outcome::Done)
}
