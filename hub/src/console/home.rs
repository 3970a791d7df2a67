//! The page at `/`: the campaign, its groups and their phones, what is unsent and how old it is, invitations.
//!
//! What stands here is core's record of the campaign beside what the hub noted of each phone. How old unsent edits are
//! goes by the phone's own clock and when a phone was here by the hub's; the page says so and compares neither.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::body::Body;
use axum::extract::State;
use axum::http::{Response, StatusCode};
use crosscheck_core::draw::assign::Role as RosterRole;
use crosscheck_core::ids::WriterId;
use crosscheck_core::model::Role;
use crosscheck_core::view::{CampaignScreen, GroupRow, PersonRow, PhoneRow, campaign};
use crosscheck_core::{Error, Sentence};

use super::ages::{ago, when, written};
use super::answer::{Closed, Top, failed, page};
use super::visitor::Visitor;
use crate::serve::command::url_of;
use crate::serve::phones::role_word;
use crate::serve::storage::Device;
use crate::serve::{Heard, Hub, Invitation, Standing, aside, held};

/// A moment in words, and when it was.
#[derive(Debug, Default)]
struct Moment {
    words: String,
    exact: String,
}

/// A phone.
#[derive(Debug)]
struct PhoneShown {
    id: String,
    role: String,
    digits: String,
    seen: Option<Moment>,
    ops: usize,
    unsent: u64,
    oldest: Option<Moment>,
    waiting: usize,
    state: (&'static str, &'static str, String),
}

/// A person of a group.
#[derive(Debug)]
struct PersonShown {
    member: String,
    role: String,
    unit: String,
    /// The role an invitation offers them.
    offered: &'static str,
    phones: Vec<PhoneShown>,
}

/// A group, with what its phones come to.
#[derive(Debug)]
struct GroupShown {
    id: String,
    name: String,
    zone: String,
    areas: String,
    people: Vec<PersonShown>,
    phones: usize,
    unsent: u64,
    oldest: Option<Moment>,
    waiting: usize,
}

/// An invitation.
#[derive(Debug)]
struct InvitationShown {
    group: String,
    member: String,
    role: String,
    made: String,
    taken_by: Option<String>,
}

/// The page.
#[derive(Debug, Template)]
#[template(path = "console/home.html")]
pub struct Home {
    top: Top,
    title: String,
    facts: Vec<(String, String)>,
    clocks: String,
    groups: Vec<GroupShown>,
    phones: usize,
    invitations: Vec<InvitationShown>,
    roles: [(&'static str, String); 4],
    /// What was wrong with an invitation that was asked for.
    problem: Option<String>,
    /// That the folder is held.
    held: Option<String>,
    /// What it waits for.
    unheard: Vec<String>,
    /// What is in danger: a fork of the folder's own log, a missing copy.
    warnings: Vec<String>,
}

/// What the page is made from besides the record of the campaign.
struct Desk<'a> {
    top: &'a Top,
    met: BTreeMap<WriterId, Device>,
    /// What was heard since the folder was put back; none where it is not held.
    heard: Option<Heard>,
    now: i64,
    offset: i32,
}

/// The page, or the one that says how to come in.
pub async fn show(State(hub): State<Arc<Hub>>, visitor: Visitor) -> Response<Body> {
    if visitor.secret.is_none() {
        return page(
            StatusCode::FORBIDDEN,
            &Closed::new(visitor.top(false), "console-closed"),
        );
    }
    with(hub, visitor, StatusCode::OK, None).await
}

/// The page, with what was wrong with an invitation.
pub async fn with(hub: Arc<Hub>, visitor: Visitor, status: StatusCode, problem: Option<Sentence>) -> Response<Body> {
    let top = visitor.top(true);
    match aside(move || Ok(Home::of(&hub, top, problem))).await {
        Ok(Ok(home)) => page(status, &home),
        Ok(Err(error)) => failed(&visitor, &error),
        Err(refusal) => refusal.response(),
    }
}

impl Home {
    fn of(hub: &Hub, top: Top, problem: Option<Sentence>) -> Result<Self, Error> {
        let (lag, now) = (hub.lag()?, hub.now());
        let heard = Heard::of(&hub.storage)?;
        let (screen, waiting, standing) = {
            let book = held(&hub.book);
            let standing = Standing::of(&book, &heard, Some(&hub.id()))?;
            (campaign(&book)?, book.state().waiting().len(), standing)
        };
        let desk = Desk {
            met: hub.storage.devices()?.into_iter().collect(),
            heard: standing.held.then_some(heard),
            top: &top,
            now,
            offset: screen.offset,
        };
        let groups: Vec<GroupShown> = screen.groups.iter().map(|group| desk.group(group)).collect();
        let mut facts = desk.facts(hub, &screen, lag)?;
        facts.push((top.word("console-waiting"), waiting.to_string()));
        let clocks = Sentence::new("console-clocks")
            .with("now", when(now, screen.offset))
            .with("offset", written(screen.offset));
        Ok(Self {
            title: screen.title.unwrap_or_else(|| top.word("console-untitled")),
            facts,
            clocks: top.say(&clocks),
            phones: groups.iter().map(|group| group.phones).sum(),
            invitations: desk.invitations(hub.storage.invitations()?),
            groups,
            roles: [
                ("leader", top.word("serve-role-leader")),
                ("member", top.word("serve-role-member")),
                ("expert", top.word("serve-role-expert")),
                ("media", top.word("serve-role-media")),
            ],
            problem: problem.map(|problem| top.say(&problem)),
            held: standing.hold().map(|hold| top.say(&hold)),
            unheard: standing.unheard.iter().map(|one| top.say(one)).collect(),
            warnings: standing.warnings().iter().map(|warning| top.say(warning)).collect(),
            top,
        })
    }
}

impl Desk<'_> {
    fn facts(&self, hub: &Hub, screen: &CampaignScreen, lag: u64) -> Result<Vec<(String, String)>, Error> {
        let top = self.top;
        let restores = hub.storage.epochs()?.len().saturating_sub(1);
        let epoch = match restores {
            0 => Sentence::new("console-epoch-first"),
            _ => Sentence::new("console-epoch-restored").with("count", restores),
        };
        let follows = match lag {
            0 => Sentence::new("console-lag-none"),
            _ => Sentence::new("console-lag-behind").with("count", lag),
        };
        let days = screen.days.as_ref().map_or_else(
            || top.word("console-days-none"),
            |(from, to)| top.say(&Sentence::new("console-days-from-to").with("from", from).with("to", to)),
        );
        Ok(vec![
            (top.word("console-days"), days),
            (top.word("console-hub"), hub.id().to_string()[..12].to_owned()),
            (top.word("console-address"), url_of(&hub.storage).unwrap_or_default()),
            (top.word("console-items"), hub.storage.last()?.to_string()),
            (top.word("console-lag"), top.say(&follows)),
            (top.word("console-epoch"), top.say(&epoch)),
        ])
    }

    fn moment(&self, ms: i64) -> Moment {
        Moment {
            words: self.top.say(&ago(self.now, ms)),
            exact: when(ms, self.offset),
        }
    }

    fn group(&self, group: &GroupRow) -> GroupShown {
        let phones = || group.people.iter().flat_map(|person| &person.phones);
        let standing = || phones().filter(|phone| !phone.ended);
        let unsent = |phone: &&PhoneRow| self.met.get(&phone.writer).filter(|device| device.unsent > 0);
        let oldest = standing()
            .filter_map(|phone| unsent(&phone))
            .map(|device| device.oldest)
            .min();
        GroupShown {
            id: group.id.to_string(),
            // Where the roster names a group by its key, once is enough.
            name: group
                .name
                .clone()
                .filter(|name| *name != group.id.to_string())
                .unwrap_or_default(),
            zone: group.zone.clone().unwrap_or_default(),
            areas: group.areas.join(&self.top.word("console-list-comma")),
            phones: standing().count(),
            unsent: standing()
                .filter_map(|phone| unsent(&phone))
                .map(|device| device.unsent)
                .sum(),
            oldest: oldest.map(|oldest| self.moment(oldest)),
            waiting: phones().map(|phone| phone.waiting).sum(),
            people: group.people.iter().map(|person| self.person(person)).collect(),
        }
    }

    fn person(&self, person: &PersonRow) -> PersonShown {
        PersonShown {
            member: person.member.to_string(),
            role: person
                .role
                .map_or_else(|| self.top.word("console-not-on-roster"), |role| self.roster_role(role)),
            unit: person.unit.clone(),
            offered: match person.role {
                Some(RosterRole::Leader) => "leader",
                Some(RosterRole::Expert) => "expert",
                Some(RosterRole::Media) => "media",
                _ => "member",
            },
            phones: person.phones.iter().map(|phone| self.phone(phone)).collect(),
        }
    }

    fn roster_role(&self, role: RosterRole) -> String {
        self.top.word(match role {
            RosterRole::Leader => "serve-role-leader",
            RosterRole::Member => "serve-role-member",
            RosterRole::Ministry => "console-role-ministry",
            RosterRole::Expert => "serve-role-expert",
            RosterRole::Media => "serve-role-media",
        })
    }

    fn phone(&self, phone: &PhoneRow) -> PhoneShown {
        let device = self.met.get(&phone.writer).cloned().unwrap_or_default();
        let (class, icon, state) = match phone {
            PhoneRow { ended: true, .. } => ("ended", "–", "serve-device-ended"),
            PhoneRow { cloned: true, .. } => ("cloned", "✕", "console-device-cloned"),
            _ if self.heard.as_ref().is_some_and(|heard| !heard.has(&phone.writer)) => {
                ("open", "?", "serve-device-unheard")
            }
            _ => ("stands", "✓", "serve-device-stands"),
        };
        PhoneShown {
            id: phone.writer.to_string()[..12].to_owned(),
            role: self.top.word(role_word(phone.role)),
            digits: device.digits,
            seen: Some(device.seen).filter(|seen| *seen > 0).map(|seen| self.moment(seen)),
            ops: phone.ops,
            unsent: device.unsent,
            oldest: Some(device.oldest)
                .filter(|_| device.unsent > 0)
                .map(|oldest| self.moment(oldest)),
            waiting: phone.waiting,
            state: (class, icon, self.top.word(state)),
        }
    }

    /// Those nobody took first, the newest first.
    fn invitations(&self, all: Vec<(String, i64, Option<WriterId>)>) -> Vec<InvitationShown> {
        let shown = all.into_iter().rev().filter_map(|(said, made, taken_by)| {
            let offered: Invitation = serde_json::from_str(&said).ok()?;
            Some(InvitationShown {
                group: offered.group,
                member: offered.member,
                role: self.top.word(role_word(Role::of_number(offered.role)?)),
                made: when(made, self.offset),
                taken_by: taken_by.map(|writer| writer.to_string()[..12].to_owned()),
            })
        });
        let mut shown: Vec<InvitationShown> = shown.collect();
        shown.sort_by_key(|invitation| invitation.taken_by.is_some());
        shown
    }
}
