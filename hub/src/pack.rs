//! `crosscheck pack` (skeleton).

use crate::context::{Context, Outcome, Run};

#[derive(Debug, clap::Args)]
pub struct Args {}

pub fn run(_args: Args, _context: &Context) -> Run {
    Ok(Outcome::Done)
}
