//! `crosscheck visit sign`, `paper` and `reopen`: signing a visit off, recording the code that stands on the host's paper,
//! and opening it again.

use crosscheck_core::Sentence;
use crosscheck_core::field::{paper as on_paper, reopen as open_again, sign_off, signed};

use super::at::At;
use crate::context::{Context, Outcome, Run};
use crate::evidence::tell_signed;

#[derive(Debug, clap::Args)]
pub(super) struct Sign {
    #[command(flatten)]
    at: At,
}

#[derive(Debug, clap::Args)]
pub(super) struct Paper {
    #[command(flatten)]
    at: At,
    /// The code that stands on the paper
    #[arg(long)]
    code: String,
}

pub(super) fn sign(args: &Sign, context: &Context) -> Run {
    let (mut campaign, visit) = args.at.open()?;
    sign_off(&mut campaign.notebook, &visit)?;
    tell_signed(&signed(&campaign.notebook, &visit), context);
    context.note(
        &Sentence::new("sign-next")
            .with("visit", &args.at.visit)
            .with("dir", args.at.dir.display()),
    );
    Ok(Outcome::Done)
}

pub(super) fn paper(args: &Paper, context: &Context) -> Run {
    let (mut campaign, visit) = args.at.open()?;
    on_paper(&mut campaign.notebook, &visit, &args.code)?;
    campaign.notebook.seal()?;
    tell_signed(&signed(&campaign.notebook, &visit), context);
    Ok(Outcome::Done)
}

pub(super) fn reopen(args: &Sign, context: &Context) -> Run {
    let (mut campaign, visit) = args.at.open()?;
    let code = match open_again(&mut campaign.notebook, &visit)? {
        Some(_) => "sign-reopened",
        None => "sign-open-already",
    };
    context.tell(&Sentence::new(code));
    Ok(Outcome::Done)
}
