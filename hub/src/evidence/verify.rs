//! `crosscheck evidence verify`: needs no folder, no key and no network.

use std::path::PathBuf;

use crosscheck_core::change::FrontierCode;
use crosscheck_core::evidence::package::{Verified, verify};
use crosscheck_core::field::Signed;
use crosscheck_core::{Error, ErrorKind, Sentence};

use crate::context::{Context, Outcome, Run};
use crate::serve::phones::when;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The package
    file: PathBuf,
    /// The code on the paper, which must be one of those signed
    #[arg(long)]
    code: Option<String>,
}

/// Says who signed what.
pub fn tell_signed(signed: &[Signed], context: &Context) {
    for line in &signed_lines(signed) {
        context.tell(line);
    }
}

/// Who signed what, and which hub countersigned it.
pub fn signed_lines(signed: &[Signed]) -> Vec<Sentence> {
    let mut lines = Vec::new();
    for signed in signed {
        let members: Vec<&str> = signed
            .members
            .iter()
            .map(crosscheck_core::ids::MemberId::as_str)
            .collect();
        lines.push(
            Sentence::new("evidence-signed")
                .with("code", signed.frontier.code().printed())
                .with("members", members.join(", "))
                .with("outside", signed.outside),
        );
        for said in &signed.countersigned {
            let code = if said.office {
                "evidence-countersigned-office"
            } else {
                "evidence-countersigned"
            };
            lines.push(Sentence::new(code).with("hub", &said.hub).with("at", when(said.at)));
        }
        if signed.on_paper {
            lines.push(Sentence::new("evidence-on-paper"));
        }
    }
    if signed.is_empty() {
        lines.push(Sentence::new("evidence-unsigned"));
    }
    lines
}

/// That a package holds, and how much of it there is.
pub fn good(found: &Verified) -> Sentence {
    Sentence::new("evidence-good")
        .with("ops", found.ops)
        .with("texts", found.texts)
        .with("files", found.files)
}

pub(super) fn run(args: &Args, context: &Context) -> Run {
    let found = match verify(&args.file) {
        Ok(found) => found,
        Err(error) if error.kind == ErrorKind::CheckFailed => {
            let heading = Sentence::new("evidence-bad").with("file", args.file.display());
            return Ok(context.failed(&heading, &error));
        }
        Err(error) => return Err(error),
    };
    if let Some(code) = &args.code {
        let wanted = FrontierCode::parse(code);
        let same = |signed: &Signed| Some(signed.frontier.code()) == wanted;
        if !found.signed.iter().any(same) {
            let what = Sentence::new("evidence-code-other").with("code", code);
            let error = Error::new(ErrorKind::CheckFailed, what);
            let heading = Sentence::new("evidence-bad").with("file", args.file.display());
            return Ok(context.failed(&heading, &error));
        }
    }
    context.tell(&good(&found));
    context.print(&format!("campaign {}", found.campaign));
    context.print(&format!("visit {}", found.visit));
    tell_signed(&found.signed, context);
    if found.waiting > 0 {
        context.note(&Sentence::new("evidence-waiting").with("count", found.waiting));
    }
    if found.texts_missing > 0 {
        context.note(&Sentence::new("evidence-texts-missing").with("count", found.texts_missing));
    }
    for (why, count) in &found.missing {
        context.note(&why.say(*count));
    }
    context.note(&Sentence::new("evidence-compare"));
    Ok(Outcome::Done)
}
