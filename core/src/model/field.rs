//! What kinds of fields there are: how concurrent statements of one stand together.
//!
//! Almost every field is of the first kind. The others are told by the field's name, so that a field nobody heard of
//! yet still folds the same everywhere.

/// How the statements of a field close each other and what of them shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FieldType {
    /// Both show until decided: answers, texts, members of a set.
    BothShown,
    /// As above, but meanwhile the stricter shows: severity, deadline.
    Stricter,
    /// Closed or reopened; reopened wins a race.
    ClosedReopened,
    /// True once said: redacted, credential, admitted. Nothing closes it.
    AnyTrue,
    /// Withdrawn, with the statements its author saw.
    Withdrawal,
    /// A reserve released for a drawn unit.
    Release,
}

/// The type of a field, by its name: the part before the first point, so that `severity.M07` is a severity.
#[must_use]
pub fn field_type(field: &str) -> FieldType {
    match field.split('.').next().unwrap_or_default() {
        "severity" | "deadline" => FieldType::Stricter,
        "closed" => FieldType::ClosedReopened,
        "redacted" | "credential" | "admitted" => FieldType::AnyTrue,
        "withdrawn" => FieldType::Withdrawal,
        "released_for" => FieldType::Release,
        _ => FieldType::BothShown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_nobody_heard_of_shows_both() {
        assert_eq!(field_type("colour"), FieldType::BothShown);
        assert_eq!(field_type("severity_note"), FieldType::BothShown);
        assert_eq!(field_type("severity.M07"), FieldType::Stricter);
    }
}
