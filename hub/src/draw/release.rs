//! `crosscheck draw release`.

use std::path::PathBuf;

use crosscheck_core::Sentence;
use crosscheck_core::draw::certificate::{Releaser, Releasing};
use crosscheck_core::draw::release::{Request, release};

use super::{certificate, time};
use crate::context::{Context, Outcome, Run, write};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The certificate, which grows by the release
    certificate: PathBuf,
    /// The unit that cannot be visited
    #[arg(long, value_name = "ID")]
    unit: String,
    /// Why: merged, closed, not_in_scope, holiday, disaster or road
    #[arg(long, value_name = "CODE")]
    reason: String,
    /// What shows it: a document, a notice, a photograph
    #[arg(long, value_name = "TEXT")]
    evidence: String,
    /// The unit of the leader who decided
    #[arg(long, value_name = "UNIT")]
    leader: Option<String>,
    /// The unit of a member who decided; two are needed without the leader
    #[arg(long, value_name = "UNIT")]
    member: Vec<String>,
    /// When it was decided, RFC 3339; now if left out
    #[arg(long)]
    time: Option<String>,
}

pub fn run(args: Args, context: &Context) -> Run {
    let before = certificate(&args.certificate)?;
    let releaser = |role| move |unit: String| Releaser { role, unit };
    let leader = args.leader.into_iter().map(releaser(Releasing::Leader));
    let members = args.member.into_iter().map(releaser(Releasing::Member));
    let request = Request {
        unit: args.unit,
        reason: args.reason,
        evidence: args.evidence,
        by: leader.chain(members).collect(),
        time: time(args.time),
    };
    let (certificate, reserve) = release(&before, request)?;
    write(&args.certificate, &certificate.to_bytes()?)?;
    context.print(&reserve);
    context.note(&Sentence::new("draw-release-done").with("reserve", &reserve));
    Ok(Outcome::Done)
}
