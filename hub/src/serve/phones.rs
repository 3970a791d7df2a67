//! `crosscheck invite` and `crosscheck devices`: who may come in, who came, and who has to stay out.

use std::path::PathBuf;

use crosscheck_core::change::KeyStore;
use crosscheck_core::clock::{Clock, SystemClock};
use crosscheck_core::ids::{GroupId, MemberId, StreamName, WriterId};
use crosscheck_core::lead;
use crosscheck_core::model::Role;
use crosscheck_core::notebook::Notebook;
use crosscheck_core::transport::{Address, Link};
use crosscheck_core::{Error, ErrorKind, Sentence};

use super::command::url_of;
use super::gate::{Invitation, hash};
use super::open::{identity, storage};
use super::standing::Heard;
use super::storage::Storage;
use crate::campaign::folder::Campaign;
use crate::context::{Context, Outcome, Run, random, write};

#[derive(Debug, clap::Args)]
pub struct Invite {
    /// The campaign's folder
    #[arg(long)]
    dir: PathBuf,
    /// The group
    #[arg(long)]
    group: String,
    /// leader, member, expert or media
    #[arg(long)]
    role: String,
    /// The member of the roster; the first one without a phone if absent
    #[arg(long)]
    member: Option<String>,
    /// How many phones the new leader may enrol without a signal
    #[arg(long, default_value_t = 0)]
    enrol: u64,
    /// File of the QR code as PNG
    #[arg(long)]
    png: Option<PathBuf>,
    /// File with the key of the hub's database
    #[arg(long)]
    key: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub struct Devices {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Every phone.
    List(List),
    /// End a phone.
    Revoke(Revoke),
}

#[derive(Debug, clap::Args)]
struct List {
    /// The campaign's folder
    #[arg(long)]
    dir: PathBuf,
    /// File with the key of the hub's database
    #[arg(long)]
    key: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
struct Revoke {
    /// First characters of the phone's number
    device: String,
    /// The campaign's folder
    #[arg(long)]
    dir: PathBuf,
    /// Why
    #[arg(long)]
    reason: String,
}

fn refused(what: Sentence) -> Error {
    Error::new(ErrorKind::Refused, what)
}

fn role_of(text: &str) -> Result<Role, Error> {
    let known = [
        ("leader", Role::Leader),
        ("member", Role::Member),
        ("expert", Role::Expert),
        ("media", Role::Media),
    ];
    let found = known.into_iter().find(|(name, _)| *name == text).map(|(_, role)| role);
    found.ok_or_else(|| {
        let what = Sentence::new("serve-role-bad").with("role", text);
        Error::new(ErrorKind::BadInput, what)
    })
}

/// The first member of the roster of this group and role without a phone.
fn free_member(book: &Notebook, group: &GroupId, role: Role) -> Option<MemberId> {
    let entity = crosscheck_core::change::Entity::new("group", group.as_str());
    let with_phone: Vec<&MemberId> = book.state().people().map(|(_, member, ..)| member).collect();
    let fits = |code: &str| match role {
        Role::Leader => code == "leader",
        Role::Expert => code == "expert",
        Role::Media => code == "media",
        _ => matches!(code, "member" | "ministry"),
    };
    let fields = book.state().fields_of(&StreamName::Campaign, &entity);
    let roster = fields.filter_map(|field| {
        let member = MemberId::parse(field.key.field.strip_prefix("member.")?)?;
        let value = field.values().first().copied()?;
        Some((member, lead::roster_role(value)?))
    });
    let mut free = roster.filter(|(member, code)| fits(code) && !with_phone.contains(&member));
    free.next().map(|(member, _)| member)
}

/// What an invitation is to offer.
#[derive(Debug, Clone, Copy)]
pub struct Offer<'a> {
    /// The group.
    pub group: &'a str,
    /// leader, member, expert or media.
    pub role: &'a str,
    /// The member of the roster; the first without a phone if none.
    pub member: Option<&'a str>,
    /// How many phones the new leader may enrol.
    pub enrol: u64,
}

/// Makes an invitation to the hub of an identity at an address; gives its link and who is invited.
///
/// # Errors
/// [`ErrorKind::NotYet`] while the folder is held; when the group or the member is not in the campaign; what the disk
/// says.
pub fn offer(
    book: &Notebook,
    storage: &Storage,
    (identity, url): (&WriterId, &str),
    offer: &Offer,
) -> Result<(Link, MemberId), Error> {
    book.may_write()?;
    let role = role_of(offer.role)?;
    let none = || refused(Sentence::new("serve-group-none").with("group", offer.group));
    let group = GroupId::parse(offer.group).ok_or_else(none)?;
    let mut known = book.state().fields_of_kind(&StreamName::Campaign, "group");
    if !known.any(|field| *field.key.entity.key == *group.as_str()) {
        return Err(none());
    }
    let nobody = || refused(Sentence::new("serve-member-none").with("group", offer.group));
    let member = match offer.member {
        Some(member) => MemberId::parse(member),
        None => free_member(book, &group, role),
    };
    let member = member.ok_or_else(nobody)?;
    let offered = Invitation {
        member: member.to_string(),
        role: role.number(),
        group: group.to_string(),
        enrol: offer.enrol,
    };
    let link = Link {
        address: Address {
            url: url.to_owned(),
            identity: *identity,
        },
        campaign: *book.campaign(),
        code: random()?,
    };
    let said = serde_json::to_string(&offered).map_err(|_| nobody())?;
    storage.keep_invitation(&hash(&link.code), &said, SystemClock::new([0; 16]).now().wall)?;
    Ok((link, member))
}

fn invitation(args: &Invite) -> Result<(Link, MemberId), Error> {
    let book = Campaign::open(&args.dir)?.notebook;
    let storage = storage(&args.dir, &book.campaign().0, args.key.as_deref())?;
    let url = url_of(&storage).map_err(|_| {
        let what = Sentence::new("serve-address-none").with("dir", args.dir.display());
        Error::new(ErrorKind::NotFound, what)
    })?;
    let identity = identity(&args.dir)?.public_key().writer();
    let offered = Offer {
        group: &args.group,
        role: &args.role,
        member: args.member.as_deref(),
        enrol: args.enrol,
    };
    offer(&book, &storage, (&identity, &url), &offered)
}

pub fn invite(args: &Invite, context: &Context) -> Run {
    let (link, member) = invitation(args)?;
    context.print(&super::qr::to_terminal(&link.to_text())?);
    context.print(&link.to_text());
    if let Some(path) = &args.png {
        write(path, &super::qr::to_png(&link.to_text())?)?;
        context.note(&Sentence::new("serve-qr").with("file", path.display()));
    }
    context.tell(
        &Sentence::new("serve-invited")
            .with("member", member)
            .with("group", &args.group),
    );
    Ok(Outcome::Done)
}

pub fn devices(args: &Devices, context: &Context) -> Run {
    match &args.command {
        Command::List(args) => list(args, context),
        Command::Revoke(args) => revoke(args, context),
    }
}

fn list(args: &List, context: &Context) -> Run {
    let campaign = Campaign::open(&args.dir)?;
    let book = &campaign.notebook;
    let storage = storage(&args.dir, &book.campaign().0, args.key.as_deref())?;
    let met: std::collections::BTreeMap<_, _> = storage.devices()?.into_iter().collect();
    let heard = Heard::of(&storage)?;
    let mut rows = Vec::new();
    for (writer, member, role, group) in book.state().people().filter(|(_, _, role, _)| *role != Role::Organiser) {
        let device = met.get(writer).cloned().unwrap_or_default();
        let state = if book.state().is_ended(writer) {
            "serve-device-ended"
        } else {
            "serve-device-stands"
        };
        rows.push(vec![
            writer.to_string()[..12].to_owned(),
            group.map(ToString::to_string).unwrap_or_default(),
            member.to_string(),
            context.word(role_word(role)),
            device.digits,
            when(device.seen),
            context.word(if heard.has(writer) {
                "serve-device-heard"
            } else {
                "serve-device-unheard"
            }),
            if device.unsent > 0 {
                format!("{} ({})", device.unsent, when(device.oldest))
            } else {
                "0".to_owned()
            },
            context.word(state),
        ]);
    }
    if rows.is_empty() {
        context.tell(&Sentence::new("serve-devices-none").with("dir", args.dir.display()));
        return Ok(Outcome::Done);
    }
    let header = [
        "serve-column-device",
        "serve-column-group",
        "serve-column-member",
        "serve-column-role",
        "serve-column-digits",
        "serve-column-seen",
        "serve-column-heard",
        "serve-column-unsent",
        "serve-column-state",
    ];
    context.table(&header.map(|code| context.word(code)), &rows, &[]);
    if book.is_held()? {
        context.note(&Sentence::new("serve-held-next").with("dir", args.dir.display()));
    }
    Ok(Outcome::Done)
}

/// The word of a role.
#[must_use]
pub fn role_word(role: Role) -> &'static str {
    match role {
        Role::Organiser => "serve-role-organiser",
        Role::Leader => "serve-role-leader",
        Role::Member => "serve-role-member",
        Role::Expert => "serve-role-expert",
        Role::Media => "serve-role-media",
        Role::Hub => "serve-role-hub",
    }
}

/// A moment as people read it, in the campaign's usual offset; nothing for never.
#[must_use]
pub fn when(ms: i64) -> String {
    let beijing = chrono::FixedOffset::east_opt(8 * 3600);
    let moment = chrono::DateTime::from_timestamp_millis(ms)
        .filter(|_| ms > 0)
        .zip(beijing);
    moment.map_or_else(String::new, |(moment, offset)| {
        moment.with_timezone(&offset).format("%Y-%m-%d %H:%M").to_string()
    })
}

fn revoke(args: &Revoke, context: &Context) -> Run {
    let mut campaign = Campaign::open(&args.dir)?;
    let book = &mut campaign.notebook;
    book.may_write()?;
    let people = book.state().people().filter(|(_, _, role, _)| *role != Role::Organiser);
    let found: Vec<WriterId> = people
        .map(|(writer, ..)| *writer)
        .filter(|writer| writer.to_string().starts_with(&args.device))
        .collect();
    let [writer] = found[..] else {
        let what = Sentence::new("serve-device-none")
            .with("device", &args.device)
            .with("count", found.len());
        return Err(Error::new(ErrorKind::NotFound, what));
    };
    // What the office has read of it stands; what comes later waits to be admitted.
    lead::end_known(book, &writer, &args.reason)?;
    context.tell(&Sentence::new("serve-revoked").with("device", &writer.to_string()[..12]));
    Ok(Outcome::Done)
}
