//! What must hold of any order: what arrives early shows early, and what arrives late changes heads alone.

use crosscheck_core::change::Segment;
use crosscheck_core::ids::OpId;
use crosscheck_core::merge::{Run, State};
use crosscheck_core::notebook::Notebook;
use rand::RngExt;
use rand::seq::SliceRandom;

use super::phone::SimPhone;
use super::world::World;

/// In how many parts the log of somebody arrives once more.
const PARTS: usize = 4;

/// Lets the log of somebody arrive once more in another order.
pub(super) fn any(world: &mut World) -> Result<(), String> {
    let standing: Vec<usize> = (0..world.phones.len()).filter(|at| !world.phones[*at].ended).collect();
    if standing.is_empty() {
        return Ok(());
    }
    let at = standing[world.rng.random_range(0..standing.len())];
    let phone = &world.phones[at];
    let verified = phone.book.verify();
    verified.map_err(|error| format!("{}: {error}", phone.who.name))?;
    let mut runs = runs_of(&phone.book);
    runs.shuffle(&mut world.rng);
    arrive(&world.phones[at], &runs)
}

fn runs_of(book: &Notebook) -> Vec<Run> {
    let segments = book.segments().unwrap();
    let run = |bytes: &Vec<u8>| Run::of_segment(&Segment::read_unverified(bytes).unwrap()).unwrap();
    segments.iter().map(run).collect()
}

fn arrive(phone: &SimPhone, runs: &[Run]) -> Result<(), String> {
    let name = &phone.who.name;
    let campaign = *phone.book.campaign();
    for part in 1..=PARTS {
        let some = runs[..runs.len() * part / PARTS].iter().cloned();
        let state = State::fold(campaign, some);
        if let Some(hidden) = hidden(&state, &phone.book) {
            return Err(format!(
                "{name}: {hidden:?} counts and is not shown before all it links has come"
            ));
        }
        if part == PARTS && state.canonical_dump() != phone.book.state().canonical_dump() {
            return Err(format!("{name}: another order gives another fold"));
        }
    }
    Ok(())
}

/// An op that counts and is in no field, or says there something other than once all is there.
fn hidden(state: &State, book: &Notebook) -> Option<OpId> {
    let writers: Vec<_> = book.state().people().map(|(writer, ..)| *writer).collect();
    for writer in &writers {
        for held in state.ops_of(writer).filter(|held| held.reason.is_none()) {
            let Some(says) = held.op.says() else { continue };
            let id = OpId::of(book.campaign(), writer, held.stream, held.op.as_bytes());
            let shown = |state: &State| {
                let field = state.field(held.stream, &says.entity, &says.field)?;
                let one = field.statements.iter().find(|one| one.ops.contains(&id))?;
                Some((one.value.clone(), one.member.clone()))
            };
            let early = shown(state);
            let ended = book.state().op(&id).is_some_and(|held| held.reason.is_some());
            if early.is_none() || (!ended && early != shown(book.state())) {
                return Some(id);
            }
        }
    }
    None
}
