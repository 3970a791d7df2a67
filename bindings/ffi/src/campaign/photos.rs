//! Photos: taken, imported, masked, shown. Pictures are read and made small outside every lock.

use std::path::{Path, PathBuf};

use crosscheck_core::change::Entity;
use crosscheck_core::crossing::{IndicatorRef, spoken};
use crosscheck_core::evidence::{CameFrom, Fix, Region};
use crosscheck_core::field::{self, Mark, Origin, Redacted, Shot, Taken};
use crosscheck_core::ids::{BlobHash, StreamName};
use crosscheck_core::lead;
use crosscheck_core::notebook::Seen;
use crosscheck_core::{Error, ErrorKind, Sentence};

use super::{Campaign, home};
use crate::Made;
use crate::errand::{Errand, ErrandOutcome};

/// The largest picture that is handed over as bytes: a preview with room to spare.
const MOST_SHOWN: u64 = 1 << 20;

/// A photo to be taken or brought in.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct PhotoShot {
    /// The file. One this app had taken is removed once it is kept; an imported one stays where it is.
    pub file: String,
    /// Of a HEIC the JPEG the system made of it.
    pub shown: Option<String>,
    /// By whose camera.
    pub came_from: CameFrom,
    /// Where this phone was, if anybody knows; of what comes from elsewhere nobody does.
    pub fix: Option<Fix>,
    /// What it shows; may be empty.
    pub caption: String,
    /// The indicator it belongs to.
    pub indicator: Option<IndicatorRef>,
}

#[uniffi::export]
impl Campaign {
    /// Takes a photo; when this returns it has reached the disk.
    pub fn take_photo(&self, visit: StreamName, shot: PhotoShot) -> Made<Taken> {
        let now = self.act(|book, _| {
            field::may_take(book, &visit)?;
            Ok(book.now())
        })?;
        let origin = match shot.came_from {
            CameFrom::Elsewhere => Origin::Imported,
            camera => Origin::Taken {
                at: now,
                fix: shot.fix,
                by_system: camera == CameFrom::SystemCamera,
            },
        };
        let indicator = shot.indicator.as_ref();
        let shot = Shot {
            file: Path::new(&shot.file),
            shown: shot.shown.as_deref().map(Path::new),
            origin: &origin,
            caption: &shot.caption,
            indicator: indicator.map(|one| (one.pack, one.id.as_str())),
        };
        let prepared = field::prepare_photo(&visit, &shot, now)?;
        self.act(|book, _| field::keep_photo(book, prepared))
    }

    /// Fills regions of a photo in a copy that stands for it from then on.
    pub fn mask_photo(
        &self,
        visit: StreamName,
        photo: Entity,
        regions: Vec<Region>,
        shown: Option<String>,
        seen: Seen,
    ) -> Made<()> {
        let shown = shown.map(PathBuf::from);
        let unmasked = self.look(|book, _, _| field::unmasked(book, &visit, &photo, shown.as_deref()))?;
        let masked = unmasked.fill(&regions)?;
        self.act(|book, _| field::keep_masked(book, &visit, &photo, masked, &seen))
    }

    /// Says that a photo shows no face (无人脸), or takes it back.
    pub fn mark_faceless(&self, visit: StreamName, photo: Entity, faceless: bool, seen: Seen) -> Made<()> {
        self.act(|book, _| field::mark_faceless(book, &visit, &photo, faceless, &seen))
    }

    /// Writes one's own caption anew; gives what may point at a person.
    pub fn mend_caption(&self, visit: StreamName, photo: Entity, caption: String) -> Made<Vec<Sentence>> {
        self.act(|book, _| field::mend_caption(book, &visit, &photo, &caption))
    }

    /// Says to which indicator a photo belongs.
    pub fn assign_photo(
        &self,
        visit: StreamName,
        photo: Entity,
        indicator: Option<IndicatorRef>,
        seen: Seen,
    ) -> Made<()> {
        let indicator = indicator.as_ref().map(|one| (one.pack, one.id.as_str()));
        self.act(|book, _| field::assign_photo(book, &visit, &photo, indicator, &seen))
    }

    /// 写入报告: has a photo printed with the summary report, behind those chosen before, or no longer.
    pub fn choose_picture(&self, visit: StreamName, photo: Entity, chosen: bool, seen: Seen) -> Made<()> {
        self.act(|book, _| lead::turn_picture(book, (&home(book)?, lead::SUMMARY), (&visit, &photo), chosen, &seen))
    }

    /// 要原图: asks for a photo's original, or no longer.
    pub fn ask_original(&self, visit: StreamName, photo: Entity, asked: bool, seen: Seen) -> Made<()> {
        self.act(|book, _| lead::ask_original(book, &visit, &photo, asked, &seen))
    }

    /// Redacts a photo for good, its masked copies too where asked for.
    pub fn redact_photo(&self, visit: StreamName, photo: Entity, masked: bool) -> Made<Redacted> {
        self.act(|book, _| field::redact_photo(book, &visit, &photo, masked))
    }

    /// The bytes of a thumbnail or preview; none where it is not here. An original is exported instead.
    pub fn picture(&self, file: BlobHash) -> Made<Option<Vec<u8>>> {
        let reading = self.look(|book, _, _| book.vault().open(&file))?;
        let Some(mut reading) = reading else { return Ok(None) };
        if reading.length() > MOST_SHOWN {
            let what = Sentence::new("phone-picture-large");
            return Err(Error::new(ErrorKind::Refused, what).into());
        }
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut reading, &mut bytes).map_err(|_| {
            let what = Sentence::new("phone-file-bad");
            crosscheck_core::crossing::of(ErrorKind::CheckFailed, what)
        })?;
        Ok(Some(bytes))
    }

    /// Writes a marked copy of a photo, if it may leave.
    pub fn export_photo(&self, visit: StreamName, photo: Entity, path: String) -> Made<std::sync::Arc<Errand>> {
        let open = self.open.clone();
        Errand::begin_blocking(move |_| {
            let (book, packs) = open.beside()?;
            let site = crosscheck_core::view::VisitSite::read(&book, &visit);
            let unit = packs.place(&book, &visit, &site.unit)?;
            let mark = Mark {
                lang: spoken(),
                offset: crosscheck_core::view::campaign(&book)?.offset,
                unit: Some(&unit),
                ..Mark::default()
            };
            let bytes = field::export_photo(&book, &visit, &photo, &mark)?;
            ErrandOutcome::written(Path::new(&path), &bytes, Vec::new())
        })
    }

    /// Lets originals go that are older than so many days and lie backed up on a server of the office.
    pub fn free_originals(&self, days: u32) -> Made<crosscheck_core::notebook::Freed> {
        self.look(|book, _, _| book.free_originals(days))
    }

    /// Has everything fetched again that was let go; gives how many files.
    pub fn want_originals(&self) -> Made<u64> {
        Ok(self.look(|book, _, _| book.want_again())? as u64)
    }
}
