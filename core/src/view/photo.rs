//! 照片: the strip of a visit, and one photo with everything that is known of it.
//!
//! A row says in words where the photo is and whether it waits to be masked; pictures themselves are asked for by their
//! hash (`Notebook::vault`). What is claimed stands beside what this machine knew, and nothing is compared here.

use std::collections::BTreeMap;

use super::shown::Seen;
use super::visit::is_closed;
use crate::change::{BlobRef, Entity, TextRef, Value};
use crate::evidence::{ASKED, Capture, Leaves, asked_entity, asked_originals, leaves};
use crate::field::{capture_of, photo_indicator, things, unfinished_photos, words_of};
use crate::ids::{MemberId, StreamName};
use crate::lead::{SUMMARY, choice_entity, chosen_pictures};
use crate::merge::{Field, Shown, Withdrawn};
use crate::model::Role;
use crate::notebook::{Copies, Notebook};
use crate::{Error, Sentence};

/// How a photo stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum PhotoState {
    /// 已删除: redacted.
    Redacted,
    /// 待遮挡: it stays where it was taken until it is masked or said to show no face.
    Waits,
    /// 已遮挡: its masked copy leaves.
    Masked,
    /// 无人脸: somebody said so.
    Faceless,
    /// It leaves as it is.
    Plain,
}

impl PhotoState {
    /// The words a person reads.
    #[must_use]
    pub fn word(self) -> Sentence {
        Sentence::new(match self {
            Self::Redacted => "photo-redacted",
            Self::Waits => "photo-waiting",
            Self::Masked => "photo-masked",
            Self::Faceless => "photo-faceless",
            Self::Plain => "photo-plain",
        })
    }
}

/// A file of a photo, as far as it concerns this machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct PhotoFile {
    /// Its name.
    pub blob: BlobRef,
    /// Whether it is here.
    pub here: bool,
    /// Where else it is.
    pub copies: Copies,
}

/// A photo in the strip.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct PhotoRow {
    /// The photo, for the verbs.
    pub photo: Entity,
    /// Who took it.
    pub member: Option<MemberId>,
    /// When, where and how; none of what a later version wrote.
    pub capture: Option<Capture>,
    /// Captions, of everybody who wrote one.
    pub captions: Vec<(MemberId, String)>,
    /// Pack number and indicator id.
    pub indicator: Option<(u64, String)>,
    /// How it stands.
    pub state: PhotoState,
    /// Where its best form that leaves is, in words: of the masked copy once there is one.
    pub copies: Sentence,
    /// The thumbnail to show: the masked one once there is one.
    pub thumbnail: Option<PhotoFile>,
    /// Whether it is withdrawn, or 撤回后有修改.
    pub withdrawn: Withdrawn,
    /// Whether people differ about anything in it.
    pub differs: bool,
}

/// The photos of a visit.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct PhotoStrip {
    /// The photos, in the order of their time.
    pub rows: Vec<PhotoRow>,
    /// Whether the visit is signed off and takes nothing more.
    pub closed: bool,
    /// How many wait to be masked or said to show no face.
    pub waiting: usize,
    /// Photos of this notebook that the disk did not let be finished yet.
    pub unfinished: usize,
}

/// Something a leader turns on or off, and how it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Turned {
    /// Whether it is on.
    pub on: bool,
    /// For the verb.
    pub seen: Seen,
}

/// One photo.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct PhotoScreen {
    /// What its row says.
    pub row: PhotoRow,
    /// Whether the visit is signed off and takes nothing more.
    pub closed: bool,
    /// The file as the camera wrote it.
    pub original: Option<PhotoFile>,
    /// Its preview.
    pub preview: Option<PhotoFile>,
    /// Masked copy, preview and thumbnail.
    pub masked: Vec<PhotoFile>,
    /// Typed texts, for redaction.
    pub texts: Vec<TextRef>,
    /// 写入报告: whether it stands in the summary report; none for whoever does not choose, and of what was redacted.
    pub in_report: Option<Turned>,
    /// 要原图: whether its original is asked for; none where it is here already and for whoever does not ask.
    pub ask: Option<Turned>,
    /// Whether its original was asked for and is still on its way.
    pub asked: bool,
    /// What the screen showed of each side, by field name, for the verbs.
    pub seen: BTreeMap<String, Seen>,
}

/// Looks at the photos of one visit.
struct Looking<'a> {
    notebook: &'a Notebook,
    visit: &'a StreamName,
    leaves: Leaves,
}

impl<'a> Looking<'a> {
    fn new(notebook: &'a Notebook, visit: &'a StreamName) -> Self {
        Self {
            notebook,
            visit,
            leaves: leaves(notebook.state(), visit),
        }
    }

    fn field(&self, photo: &Entity, name: &str) -> Option<&'a Field> {
        self.notebook.state().field(self.visit, photo, name)
    }

    fn files(&self, photo: &Entity, name: &str) -> Result<Vec<PhotoFile>, Error> {
        let value = self
            .field(photo, name)
            .and_then(|field| field.values().first().copied());
        let blobs = value.map(Value::blobs).unwrap_or_default();
        let file = |blob: BlobRef| {
            Ok(PhotoFile {
                blob,
                here: self.notebook.vault().holds(&blob.hash),
                copies: self.notebook.blob_copies(self.visit, &blob.hash)?,
            })
        };
        blobs.into_iter().map(file).collect()
    }

    fn state(&self, photo: &Entity, standing: &[PhotoFile]) -> PhotoState {
        let gone = |file: &PhotoFile| self.notebook.state().is_blob_redacted(self.visit, &file.blob.hash);
        let masked = self.field(photo, "masked").is_some();
        let faceless = self.field(photo, "faceless").map(Field::shown);
        match standing.first() {
            None => PhotoState::Redacted,
            Some(file) if gone(file) => PhotoState::Redacted,
            Some(_) if masked => PhotoState::Masked,
            Some(file) if self.leaves.keeps(&file.blob.hash) => PhotoState::Waits,
            _ if matches!(faceless, Some(Shown::One(value)) if value.as_bool() == Some(true)) => PhotoState::Faceless,
            _ => PhotoState::Plain,
        }
    }

    /// Copy, preview and thumbnail of what stands for the photo.
    fn standing(&self, photo: &Entity) -> Result<Vec<PhotoFile>, Error> {
        let masked = self.files(photo, "masked")?;
        if !masked.is_empty() {
            return Ok(masked);
        }
        let mut files = Vec::new();
        for name in ["original", "preview", "thumb"] {
            files.extend(self.files(photo, name)?.into_iter().take(1));
        }
        Ok(files)
    }

    fn row(&self, photo: &Entity) -> Result<PhotoRow, Error> {
        let (notebook, visit) = (self.notebook, self.visit);
        let standing = self.standing(photo)?;
        let state = self.state(photo, &standing);
        let mut fields = notebook.state().fields_of(visit, photo);
        Ok(PhotoRow {
            photo: photo.clone(),
            member: self
                .field(photo, "original")
                .and_then(|field| Some(field.heads().next()?.member.clone())),
            capture: capture_of(notebook, visit, photo),
            captions: words_of(notebook, visit, photo, "caption")?,
            indicator: photo_indicator(notebook, visit, photo),
            state,
            copies: copies(&standing),
            thumbnail: standing.get(2).copied().filter(|_| state != PhotoState::Redacted),
            withdrawn: notebook.state().withdrawn(visit, photo),
            differs: fields.any(Field::is_conflict),
        })
    }
}

/// Where a photo is, in words; where its original is behind its preview, both are said.
fn copies(standing: &[PhotoFile]) -> Sentence {
    match standing {
        [original, preview, ..] if original.copies < preview.copies => match preview.copies {
            Copies::Laptop => Sentence::new("photo-preview-laptop"),
            _ => Sentence::new("photo-preview-server"),
        },
        [original, ..] => original.copies.sentence(),
        [] => Copies::Here.sentence(),
    }
}

/// The photos of a visit.
///
/// # Errors
/// When the store cannot be read.
pub fn photos(notebook: &Notebook, visit: &StreamName) -> Result<PhotoStrip, Error> {
    let looking = Looking::new(notebook, visit);
    let photos = things(notebook, visit, "photo");
    let mut rows = photos
        .iter()
        .map(|photo| looking.row(photo))
        .collect::<Result<Vec<_>, _>>()?;
    rows.sort_by_key(|row| row.capture.as_ref().map(|capture| capture.at.wall));
    Ok(PhotoStrip {
        closed: is_closed(notebook, visit),
        waiting: rows.iter().filter(|row| row.state == PhotoState::Waits).count(),
        rows,
        unfinished: unfinished_photos(notebook)?,
    })
}

/// One photo of a visit; none where there is no such photo.
///
/// # Errors
/// When the store cannot be read.
pub fn photo(notebook: &Notebook, visit: &StreamName, photo: &Entity) -> Result<Option<PhotoScreen>, Error> {
    let looking = Looking::new(notebook, visit);
    let fields: Vec<&Field> = notebook.state().fields_of(visit, photo).collect();
    if fields.is_empty() {
        return Ok(None);
    }
    let values = fields.iter().flat_map(|field| field.values());
    let row = looking.row(photo)?;
    let standing = looking.standing(photo)?;
    let home = visit.group().filter(|_| notebook.role() == Some(Role::Leader));
    let home = home.map(|group| StreamName::Group(group.clone()));
    let home = home.filter(|_| row.state != PhotoState::Redacted);
    let turned = |on: bool, entity: &Entity, field: &str| {
        home.as_ref().map(|home| Turned {
            on,
            seen: notebook.seen(home, entity, field),
        })
    };
    let asked = asked_originals(notebook.state(), visit).contains(&*photo.key);
    let away = standing.first().is_some_and(|file| !file.here);
    let waits = standing.first().is_some_and(|file| file.copies == Copies::Here);
    let chosen = home.as_ref().is_some_and(|home| {
        let chosen = chosen_pictures(notebook, home, SUMMARY);
        chosen.iter().any(|one| one.visit == *visit && one.photo == *photo)
    });
    Ok(Some(PhotoScreen {
        closed: is_closed(notebook, visit),
        in_report: turned(chosen, &choice_entity(SUMMARY, visit, photo), "picture"),
        ask: turned(asked, &asked_entity(visit, photo), ASKED).filter(|_| away || asked),
        asked: asked && (away || waits),
        row,
        original: looking.files(photo, "original")?.first().copied(),
        preview: looking.files(photo, "preview")?.first().copied(),
        masked: looking.files(photo, "masked")?,
        texts: values.flat_map(Value::texts).collect(),
        seen: fields
            .iter()
            .map(|field| (field.key.field.to_string(), Seen::of(field)))
            .collect(),
    }))
}
