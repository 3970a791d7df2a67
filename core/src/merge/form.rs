//! What form a value must have where the fold itself reads it.
//!
//! Everywhere else a value is whatever its verb wrote; the fold only compares it.

use crate::change::{Countersignature, Cut, Draft, Frontier, HubCertificate, TextRef, Value};
use crate::ids::{BlobHash, WriterId};
use crate::model::{FieldType, field_type};

/// Whether key and value have the form the fold needs.
pub(super) fn fits(says: &Draft) -> bool {
    key_fits(&says.entity.kind, &says.entity.key) && value_fits(says)
}

fn key_fits(kind: &str, key: &str) -> bool {
    // A key has one spelling, or one thing would be two.
    match kind {
        "writer" | "hub" => WriterId::parse(key).is_some_and(|writer| writer.to_string() == key),
        "text" => TextRef::from_entity_key(key).is_some(),
        "blob" => BlobHash::parse(key).is_some_and(|blob| blob.to_string() == key),
        _ => true,
    }
}

fn value_fits(says: &Draft) -> bool {
    let value = &says.value;
    let base = says.field.split('.').next().unwrap_or_default();
    match (&*says.entity.kind, base) {
        ("writer", "ending" | "admitted") => Cut::from_value(value).is_ok(),
        // Read with its signer's rights, in `layers`.
        ("writer", "credential") => true,
        ("hub", "certified") => value.is_null() || certifies(value, &says.entity.key),
        ("sign_off", "frontier") => value.is_null() || Frontier::read(value.as_bytes()).is_ok(),
        ("frontier", "countersigned") => Countersignature::from_value(value).is_ok(),
        _ => typed(field_type(&says.field), value),
    }
}

fn certifies(value: &Value, key: &str) -> bool {
    HubCertificate::from_value(value).is_ok_and(|hub| hub.identity.writer().to_string() == key)
}

fn typed(kind: FieldType, value: &Value) -> bool {
    match kind {
        FieldType::BothShown => true,
        FieldType::AnyTrue => value.as_bool() == Some(true),
        FieldType::ClosedReopened => value.as_bool().is_some(),
        FieldType::Stricter => value.is_null() || value.as_int().is_some() || value.as_code().is_some(),
        FieldType::Withdrawal => value.as_ids().is_some(),
        FieldType::Release => value.is_null() || value.as_code().is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::change::{Entity, Moment};
    use crate::ids::MemberId;

    fn says(kind: &str, key: &str, field: &str, value: Value) -> bool {
        fits(&Draft {
            seq: 1,
            at: Moment {
                wall: 0,
                monotonic: 0,
                boot: [0; 16],
            },
            actor: MemberId::organiser(),
            entity: Entity::new(kind, key),
            field: field.into(),
            value,
            reason: None,
            again: None,
            links: Vec::new(),
        })
    }

    #[test]
    fn what_the_fold_reads_has_its_form() {
        let writer = "ab".repeat(32);
        assert!(says("writer", &writer, "ending", Cut::new().to_value()));
        assert!(!says("writer", &writer, "ending", Value::null()));
        assert!(!says("writer", &writer.to_uppercase(), "ending", Cut::new().to_value()));
        assert!(says(
            "text",
            &format!("{writer}.{writer}"),
            "redacted",
            Value::bool(true)
        ));
        assert!(!says(
            "text",
            &format!("{writer}.{writer}"),
            "redacted",
            Value::bool(false)
        ));
        assert!(!says("text", "x", "redacted", Value::bool(true)));
        assert!(!says("blob", "x", "redacted", Value::bool(true)));
        assert!(!says("visit", "v", "closed", Value::null()));
        assert!(!says("finding", "f", "severity", Value::bool(true)));
        assert!(!says("finding", "f", "withdrawn", Value::bool(true)));
        assert!(!says("reserve", "r", "released_for", Value::int(3)));
        assert!(!says("hub", &writer, "certified", Value::int(3)));
        assert!(!says("sign_off", "M07", "frontier", Value::int(3)));
        assert!(!says("frontier", "f", "countersigned", Value::int(3)));
        assert!(says("answer", "a", "value", Value::int(3)));
    }
}
