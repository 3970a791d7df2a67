//! `crosscheck report feedback`: 反馈意见 to one province, from the groups that were there.

use crosscheck_core::view::Places;
use crosscheck_core::{Error, ErrorKind, Sentence};

use super::{Desk, Naming, Output};
use crate::context::{Context, Run};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The province: its name or the first two digits of its code
    #[arg(long)]
    province: String,
    #[command(flatten)]
    naming: Naming,
    #[command(flatten)]
    output: Output,
}

/// The code of a province somebody named.
///
/// # Errors
/// [`ErrorKind::BadInput`] when there is no such province.
pub(super) fn province(named: &str) -> Result<&'static str, Error> {
    Places::province_of(named).ok_or_else(|| {
        let what = Sentence::new("report-province-unknown").with("province", named);
        Error::new(ErrorKind::BadInput, what)
    })
}

pub(super) fn run(args: &Args, context: &Context) -> Run {
    args.output.form()?;
    let code = province(&args.province)?;
    let desk = Desk::open(&args.output.dir)?;
    let page = desk
        .page(&format!("feedback-{code}"), None)?
        .named(!args.naming.unnamed);
    let letter = desk.draft(&page, context).map_err(|error| match error.kind {
        ErrorKind::NotFound => {
            let what = Sentence::new("report-province-not-visited").with("province", Places::province(code));
            Error::new(ErrorKind::NotFound, what)
        }
        _ => error,
    })?;
    args.output.put(&letter, context)
}
