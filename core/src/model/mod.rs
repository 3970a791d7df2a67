//! Plain words of the domain that several rooms share: roles, and what kinds of fields there are.
//!
//! No rule lives here: who may do what is `merge::rights`, how a field's statements close each other `merge::closing`.

mod field;
mod role;

pub use field::{FieldType, field_type};
pub use role::Role;
