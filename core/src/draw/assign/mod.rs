//! Groups and zones: who leads, who is in which group, and which group inspects which zone.
//!
//! Leaders, members and zones are the organiser's choice, made by a named rule and recorded. Only one thing is drawn:
//! which group goes to which zone. No member may inspect a home of their own or a place they are recused from; that a
//! solution exists is proved before the plan is frozen, so that no roll before witnesses can fail. Home and recusal are
//! looked at for the whole zone, since a group inspects all of it.

mod bars;
mod columns;
mod freeze;
mod leaders;
mod proof;
mod ranking;
mod roll;
mod roster;
mod verify;
mod zones;

pub use freeze::{Freezing, Frozen, Plan};
pub use leaders::{Choice, ExcludeWhen, Leaders, Place as RankedPlace, Rule};
pub use ranking::Ranking;
pub use roll::{Assignment, Groups, MAX_TRIES};
pub use roster::{Group, Member, Role, Roster};
pub use verify::{Against, verify};
pub use zones::{Zone, Zones};

/// Most groups of a plan, and as many zones.
pub const MAX_GROUPS: usize = 100;
/// Most members of a plan.
pub const MAX_MEMBERS: usize = 2_000;

#[cfg(test)]
mod testing;
