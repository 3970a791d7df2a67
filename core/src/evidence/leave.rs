//! What of a photo may leave the phone that took it: a question to the log alone, asked before anything is sent.
//!
//! At a school or a place of treatment or recovery nothing of a photo leaves until somebody says that it shows no face
//! (无人脸) or has masked it. Once a photo was masked, its unmasked form stays for good, wherever it was taken; and of
//! two maskings only those that stand leave, since the other may have missed a face.

use std::collections::{BTreeMap, BTreeSet};

use crate::change::{Entity, Value};
use crate::field::visit_entity;
use crate::ids::{BlobHash, StreamName};
use crate::merge::{Field, Shown, State};

/// The kinds of site whose photos are withheld: words of the packs' vocabulary.
const PROTECTED: [&str; 5] = [
    "学校",
    "社区戒毒康复中心",
    "强制隔离戒毒所",
    "病残收治场所",
    "药物维持治疗门诊",
];

/// Whether photos of a kind of site are withheld until they are marked 无人脸 or masked.
#[must_use]
pub fn is_protected(site_kind: &str) -> bool {
    PROTECTED.contains(&site_kind)
}

/// What of a visit's photos may leave.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Leaves {
    /// Blobs that stay here.
    pub withheld: BTreeSet<BlobHash>,
    /// Every blob a valid statement about a photo names: what only a waiting op names stays, since nobody can say of it
    /// whether it may leave.
    pub known: BTreeSet<BlobHash>,
    /// Originals of findings, which go before other originals.
    pub of_findings: BTreeSet<BlobHash>,
    /// Photos that wait to be masked or marked 无人脸, each with its files.
    pub waiting: BTreeMap<Entity, BTreeSet<BlobHash>>,
}

impl Leaves {
    /// Whether a blob that a photo's op names stays on the phone that holds it.
    #[must_use]
    pub fn keeps(&self, blob: &BlobHash) -> bool {
        self.withheld.contains(blob) || !self.known.contains(blob)
    }
}

/// Whether people say that a visit goes to a protected site, or do not say where it goes.
fn at_protected(state: &State, visit: &StreamName) -> bool {
    let Some(field) = state.field(visit, &visit_entity(), "unit") else {
        return true;
    };
    let kind = |value: &Value| {
        let mut reader = value.reader().ok()?;
        reader.tuple(2).ok()?;
        reader.text(64).ok()?;
        reader.text(64).map(str::to_owned).ok()
    };
    field
        .values()
        .into_iter()
        .any(|value| kind(value).is_none_or(|kind| is_protected(&kind)))
}

fn blobs<'a>(values: impl Iterator<Item = &'a Value>) -> BTreeSet<BlobHash> {
    values.flat_map(Value::blobs).map(|blob| blob.hash).collect()
}

/// What ops say of one photo.
struct Photo<'a> {
    state: &'a State,
    visit: &'a StreamName,
    entity: &'a Entity,
}

impl<'a> Photo<'a> {
    fn field(&self, name: &str) -> Option<&'a Field> {
        self.state.field(self.visit, self.entity, name)
    }

    /// Every blob a field ever named, of whatever statement.
    fn ever(&self, name: &str) -> BTreeSet<BlobHash> {
        let said = self
            .field(name)
            .map(|field| field.statements.iter().map(|said| &said.value));
        blobs(said.into_iter().flatten())
    }

    fn capture(&self) -> BTreeSet<BlobHash> {
        ["original", "preview", "thumb"]
            .iter()
            .flat_map(|name| self.ever(name))
            .collect()
    }

    fn is_faceless(&self) -> bool {
        let shown = self.field("faceless").map(Field::shown);
        matches!(shown, Some(Shown::One(value)) if value.as_bool() == Some(true))
    }

    /// Adds what stays of this photo; gives whether all of it does until somebody looks at it.
    fn withhold(&self, protected: bool, withheld: &mut BTreeSet<BlobHash>) -> bool {
        let masked = self.ever("masked");
        if masked.is_empty() {
            let stays = protected && !self.is_faceless();
            if stays {
                withheld.extend(self.capture());
            }
            return stays;
        }
        let stands = blobs(self.field("masked").into_iter().flat_map(Field::values));
        withheld.extend(masked.difference(&stands));
        withheld.extend(self.capture().difference(&stands));
        false
    }
}

/// What of the photos of a visit may leave, and which of their originals belong to findings.
#[must_use]
pub fn leaves(state: &State, visit: &StreamName) -> Leaves {
    let protected = at_protected(state, visit);
    let found: BTreeSet<&Value> = state
        .fields_of_kind(visit, "finding")
        .filter(|field| &*field.key.field == "indicator")
        .flat_map(Field::values)
        .collect();
    let mut leaves = Leaves::default();
    let entities: BTreeSet<&Entity> = state
        .fields_of_kind(visit, "photo")
        .map(|field| &field.key.entity)
        .collect();
    for entity in entities {
        let photo = Photo { state, visit, entity };
        leaves.known.extend(photo.capture());
        leaves.known.extend(photo.ever("masked"));
        if photo.withhold(protected, &mut leaves.withheld) {
            leaves.waiting.insert(entity.clone(), photo.capture());
        }
        let about = photo.field("indicator").map(Field::values).unwrap_or_default();
        if about.iter().any(|value| found.contains(value)) {
            leaves.of_findings.extend(photo.ever("original"));
            leaves.of_findings.extend(photo.ever("masked"));
        }
    }
    leaves
}
