//! Canonical JSON (RFC 8785) and SHA-256: the bytes whose hash is a thing's identity.
//!
//! Packs, plans and certificates are named by the hash of their canonical JSON, so that two offices that type the
//! same thing get the same name. Numbers in such documents are integers; everything else is text.

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::{Error, ErrorKind, Sentence};

/// The canonical JSON bytes of a value.
///
/// # Errors
/// [`ErrorKind::BadInput`] when the value has no JSON form (a map with keys that are not text).
pub fn to_bytes<T: Serialize>(value: &T) -> Result<Vec<u8>, Error> {
    serde_json_canonicalizer::to_vec(value).map_err(|error| json_error(&error))
}

/// The canonical JSON of a value, laid out with two spaces for people; the same once canonicalised again.
///
/// # Errors
/// As [`to_bytes`].
pub fn to_pretty<T: Serialize>(value: &T) -> Result<String, Error> {
    let bytes = to_bytes(value)?;
    let value: serde_json::Value = serde_json::from_slice(&bytes).map_err(|error| json_error(&error))?;
    Ok(serde_json::to_string_pretty(&value).map_err(|error| json_error(&error))? + "\n")
}

/// SHA-256 as 64 lower-case hex digits.
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Bytes as lower-case hex digits.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            // Writing to a String cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

/// What a JSON reader said, as an error with line and column.
#[must_use]
pub fn json_error(error: &serde_json::Error) -> Error {
    let what = Sentence::new("json-bad")
        .with("line", error.line())
        .with("column", error.column())
        .with("reason", error);
    Error::new(ErrorKind::BadInput, what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_sorted_and_text_is_kept() {
        let value = serde_json::json!({"b": 1, "a": "交叉检查", "c": [true, null]});
        assert_eq!(
            String::from_utf8(to_bytes(&value).unwrap()).unwrap(),
            r#"{"a":"交叉检查","b":1,"c":[true,null]}"#
        );
    }

    #[test]
    fn sha256_of_the_empty_and_abc_and_utf8_rows_of_p13() {
        assert_eq!(
            sha256_hex(b""),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
        assert_eq!(
            sha256_hex(b"abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        let utf8 = sha256_hex("交叉检查".as_bytes());
        assert_eq!(utf8, "15ecb2a6e5f3eee49921943eddf284495683dee7efe557e9725ad6b9b21dcb6a");
    }
}
