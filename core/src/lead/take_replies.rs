//! Taking what a place wrote on its list. What would change is said before it is done; done twice it changes nothing.

use std::collections::BTreeMap;

use super::step_item::stage;
use crate::change::{Entity, Value};
use crate::ids::StreamName;
use crate::notebook::{Edit, Notebook};
use crate::rectify::{Column, Done, Reply, SelfRating, Stage, State, Step};
use crate::{Error, ErrorKind, Place, Problem, Sentence};

/// One cell of an item that a reply changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplyChange {
    /// Number of the item.
    pub number: String,
    /// The item.
    pub item: Entity,
    /// The column; 状态 where the item moves on.
    pub column: Column,
    /// What stands; of the state its code.
    pub before: String,
    /// What will.
    pub after: String,
}

/// What the place's text of a column is now.
pub(crate) fn held(notebook: &Notebook, item: &Entity, column: Column) -> Result<String, Error> {
    let office = StreamName::Office;
    match column {
        Column::Planned | Column::Rating => {
            let field = notebook.state().field(&office, item, column.field());
            let said = field.and_then(|field| field.values().first()?.as_code().map(str::to_owned));
            Ok(said.unwrap_or_default())
        }
        _ => Ok(notebook.said(&office, item, column.field())?.unwrap_or_default()),
    }
}

fn step_of(reply: &Reply, state: State) -> Option<Step> {
    match (reply.rating, state) {
        (Some(SelfRating::Done), State::CloseRequested) | (Some(SelfRating::Objects), State::Contested) => None,
        (Some(SelfRating::Done), _) => Some(Step::RequestClose),
        (Some(SelfRating::Objects), _) => Some(Step::Contest),
        (_, State::Unclaimed | State::Returned) => Some(Step::Claim),
        _ => None,
    }
}

/// What replies would change, in their order; `items` are by number.
///
/// # Errors
/// [`ErrorKind::BadInput`] with the row of every reply that cannot be taken as its item stands; and what the store says.
pub fn reply_changes(
    notebook: &Notebook,
    items: &BTreeMap<String, Entity>,
    replies: &[Reply],
    file: &Place,
) -> Result<Vec<ReplyChange>, Error> {
    let (mut changes, mut problems) = (Vec::new(), Vec::new());
    for reply in replies {
        let Some(item) = items.get(&reply.number) else { continue };
        let mut own = Vec::new();
        let mut note = |column: Column, before: String, after: String| {
            if before != after {
                own.push(ReplyChange {
                    number: reply.number.clone(),
                    item: item.clone(),
                    column,
                    before,
                    after,
                });
            }
        };
        for (column, text) in &reply.texts {
            note(*column, held(notebook, item, *column)?, text.clone());
        }
        if let Some(day) = reply.planned {
            note(Column::Planned, held(notebook, item, Column::Planned)?, day.to_string());
        }
        if let Some(rating) = reply.rating {
            let choice = rating.choice().to_owned();
            note(Column::Rating, held(notebook, item, Column::Rating)?, choice);
        }
        let state = stage(notebook, item)?.state;
        // The same words again say nothing new, also after the office decided on them.
        if own.is_empty() {
            continue;
        }
        match step_of(reply, state).map(|step| state.after(step)) {
            _ if state == State::Closed => {
                let what = Sentence::new("rectify-reply-closed").with("number", &reply.number);
                problems.push(Problem::new(file.clone().row(reply.row), what));
            }
            Some(Ok(after)) => own.push(ReplyChange {
                number: reply.number.clone(),
                item: item.clone(),
                column: Column::State,
                before: state.code().to_owned(),
                after: after.code().to_owned(),
            }),
            Some(Err(error)) => {
                let at = |problem: Problem| Problem::new(file.clone().row(reply.row), problem.what);
                problems.extend(error.problems.into_iter().map(at));
            }
            None => {}
        }
        changes.extend(own);
    }
    Error::unless_empty(ErrorKind::BadInput, problems)?;
    Ok(changes)
}

/// Takes them, all or none; `basis` names the file they came in.
///
/// # Errors
/// [`ErrorKind::Refused`] when a text holds what must not be recorded, or by anybody but the organiser; and what the store
/// says.
pub fn take_replies(notebook: &mut Notebook, changes: &[ReplyChange], basis: &str) -> Result<(), Error> {
    let office = StreamName::Office;
    let mut edits = Vec::new();
    for change in changes {
        let field = match change.column {
            Column::State => "state",
            column => column.field(),
        };
        let seen = notebook.seen(&office, &change.item, field);
        let set = |value: Value| Edit::new(&office, change.item.clone(), field, value).seen(seen.as_ref());
        edits.push(match change.column {
            Column::State => {
                let before = stage(notebook, &change.item)?;
                let after = Stage {
                    state: State::of(&change.after).unwrap_or(before.state),
                    done: Done::Replied,
                    basis: basis.to_owned(),
                    turn: before.turn + 1,
                };
                set(after.to_value())
            }
            Column::Planned | Column::Rating => set(Value::code(&change.after)),
            _ => {
                let typed = notebook.typed(&change.after)?;
                set(typed.value()).with(typed)
            }
        });
    }
    if !edits.is_empty() {
        notebook.save(&edits)?;
    }
    Ok(())
}
