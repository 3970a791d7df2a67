//! What the tests that cross rooms share: where fixtures lie and how a vector file is read.

use std::path::PathBuf;

/// The folder of the fixtures.
#[must_use]
pub fn fixtures() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

/// The rows of a reference vector as maps from column to cell.
///
/// # Panics
/// When the file is missing or is no CSV: a test without its vectors must fail.
#[must_use]
pub fn vector(name: &str) -> Vec<std::collections::BTreeMap<String, String>> {
    table(&format!("vectors/{name}"))
}

/// The rows of a CSV file among the fixtures as maps from column to cell.
///
/// # Panics
/// As [`vector`].
#[must_use]
pub fn table(path: &str) -> Vec<std::collections::BTreeMap<String, String>> {
    let path = fixtures().join(path);
    let mut reader = csv::Reader::from_path(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let rows = reader.deserialize().collect::<Result<Vec<_>, _>>();
    rows.unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
