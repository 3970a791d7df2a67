//! 两个答案: what differs about one thing, side by side with who says it, for whoever decides.

use super::shown::Seen;
use crate::Error;
use crate::change::{Entity, Value};
use crate::ids::{MemberId, StreamName};
use crate::merge::{Field, FieldKey};
use crate::notebook::Notebook;

/// One of the values that differ.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct ValueShown {
    /// Who says it.
    pub members: Vec<MemberId>,
    /// When the last of them said it: ms since 1970 by his phone's clock.
    pub at: i64,
    /// What it says: its typed words, a code, a number; empty where it is none of these.
    pub words: String,
    /// For the verb.
    pub value: Value,
}

/// A side of a thing that people differ about.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Differing {
    /// The side, by its code.
    pub side: String,
    /// For the verb.
    pub field: FieldKey,
    /// What stands.
    pub values: Vec<ValueShown>,
    /// For the verb.
    pub seen: Seen,
}

fn words(notebook: &Notebook, stream: &StreamName, value: &Value) -> Result<String, Error> {
    let mut texts = Vec::new();
    for text in value.texts() {
        texts.extend(notebook.text(stream, &text)?);
    }
    if !texts.is_empty() {
        return Ok(texts.join("；"));
    }
    let plain = value.as_code().map(str::to_owned);
    let plain = plain.or_else(|| value.as_int().map(|number| number.to_string()));
    Ok(plain
        .or_else(|| value.as_bool().map(|flag| flag.to_string()))
        .unwrap_or_default())
}

fn shown(notebook: &Notebook, field: &Field) -> Result<Vec<ValueShown>, Error> {
    let state = notebook.state();
    let mut shown = Vec::new();
    for value in field.values() {
        let heads = || field.heads().filter(|head| head.value == *value);
        let walls = heads()
            .flat_map(|head| &head.ops)
            .filter_map(|op| Some(state.op(op)?.op.says()?.at.wall));
        shown.push(ValueShown {
            members: field.names(value).into_iter().cloned().collect(),
            at: walls.max().unwrap_or_default(),
            words: words(notebook, &field.key.stream, value)?,
            value: value.clone(),
        });
    }
    Ok(shown)
}

/// The sides of a thing that people differ about.
///
/// # Errors
/// When the store cannot be read.
pub fn differing(notebook: &Notebook, stream: &StreamName, entity: &Entity) -> Result<Vec<Differing>, Error> {
    let fields = notebook.state().fields_of(stream, entity);
    let conflicts = fields.filter(|field| field.is_conflict());
    let row = |field: &Field| {
        Ok(Differing {
            side: field.key.field.to_string(),
            field: field.key.clone(),
            values: shown(notebook, field)?,
            seen: Seen::of(field),
        })
    };
    conflicts.map(row).collect()
}
