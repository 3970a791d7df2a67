//! `crosscheck hub`: the organiser says which hubs phones may meet, and takes it back.

use std::path::PathBuf;

use crosscheck_core::change::{HubCertificate, PublicKey};
use crosscheck_core::ids::{GroupId, unhex};
use crosscheck_core::lead;
use crosscheck_core::{Error, ErrorKind, Sentence};

use crate::campaign::folder::Campaign;
use crate::context::{Context, Outcome, Run};

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Certify a hub.
    Certify(Certify),
    /// Take a hub's certificate back.
    Revoke(Revoke),
}

#[derive(Debug, clap::Args)]
struct Certify {
    /// The organiser's folder
    #[arg(long)]
    dir: PathBuf,
    /// The hub's identity key
    #[arg(long)]
    identity: String,
    /// The groups it carries
    #[arg(long, value_delimiter = ',')]
    groups: Vec<String>,
    /// Whether it is the office's
    #[arg(long)]
    office: bool,
}

#[derive(Debug, clap::Args)]
struct Revoke {
    /// The organiser's folder
    #[arg(long)]
    dir: PathBuf,
    /// The hub's identity key
    #[arg(long)]
    identity: String,
}

/// An identity key as `serve` prints it.
fn identity(text: &str) -> Result<PublicKey, Error> {
    let key = unhex(text.trim()).filter(|bytes| bytes.len() == 33);
    let key = key.and_then(|bytes| PublicKey::p256(&bytes).ok());
    key.ok_or_else(|| Error::new(ErrorKind::BadInput, Sentence::new("serve-identity-bad")))
}

pub fn run(args: &Args, context: &Context) -> Run {
    match &args.command {
        Command::Certify(args) => certify(args, context),
        Command::Revoke(args) => revoke(args, context),
    }
}

fn certify(args: &Certify, context: &Context) -> Run {
    let identity = identity(&args.identity)?;
    let group = |name: &String| {
        GroupId::parse(name).ok_or_else(|| {
            let what = Sentence::new("lead-hub-group").with("group", name);
            Error::new(ErrorKind::BadInput, what)
        })
    };
    let certificate = HubCertificate {
        identity,
        groups: args.groups.iter().map(group).collect::<Result<_, _>>()?,
        office: args.office,
    };
    let mut book = Campaign::open(&args.dir)?.notebook;
    book.may_write()?;
    lead::certify_hub(&mut book, &certificate)?;
    book.seal()?;
    let code = if args.office {
        "serve-hub-office"
    } else {
        "serve-hub-certified"
    };
    context.tell(
        &Sentence::new(code)
            .with("hub", &identity.writer().to_string()[..12])
            .with("groups", args.groups.join(", ")),
    );
    Ok(Outcome::Done)
}

fn revoke(args: &Revoke, context: &Context) -> Run {
    let hub = identity(&args.identity)?.writer();
    let mut book = Campaign::open(&args.dir)?.notebook;
    book.may_write()?;
    lead::revoke_hub(&mut book, &hub)?;
    book.seal()?;
    context.tell(&Sentence::new("serve-hub-revoked").with("hub", &hub.to_string()[..12]));
    Ok(Outcome::Done)
}
