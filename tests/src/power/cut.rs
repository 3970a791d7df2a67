//! A power cut: one of the many states a disk may be found in, drawn by luck.
//!
//! What is synced is there. Of what waits, every change of a name happened or not, each sector holds one of the
//! contents it had since the last sync, and the size is one of those the file had. One number per cut says how kind
//! the disk is, so that both a disk that wrote nearly all and one that wrote nearly nothing are found often.

use std::collections::BTreeMap;

use rand::{Rng, RngExt};

use super::Disk;
use super::image::File;

/// Bytes a disk writes at once or not at all.
const SECTOR: usize = 512;

/// How many of eight changes that wait are kept for sure; the others fall anywhere.
const KINDEST: u32 = 8;

/// Draws the files, by name, that are found after the power is cut now.
#[must_use]
pub fn surviving(disk: &Disk, luck: &mut impl Rng) -> BTreeMap<String, Vec<u8>> {
    let kindness = luck.random_range(0..=KINDEST);
    let mut names = disk.safe_names.clone();
    for naming in &disk.waiting {
        if luck.random_ratio(kindness, KINDEST) || luck.random_ratio(1, 2) {
            naming.apply(&mut names);
        }
    }
    let mut contents = |number: usize| contents(&disk.files[number], kindness, luck);
    names.into_iter().map(|(name, file)| (name, contents(file))).collect()
}

/// The bytes of a file that are found: whole sectors, each as it was at some moment since the last sync.
fn contents(file: &File, kindness: u32, luck: &mut impl Rng) -> Vec<u8> {
    let mut now = file.synced.clone();
    let mut sizes = vec![now.len()];
    let mut sectors: BTreeMap<usize, Vec<Vec<u8>>> = BTreeMap::new();
    for change in &file.waiting {
        let range = change.apply(&mut now);
        sizes.push(now.len());
        for sector in range.start / SECTOR..range.end.div_ceil(SECTOR) {
            sectors.entry(sector).or_default().push(sector_of(&now, sector));
        }
    }
    let size = sizes[drawn(sizes.len(), kindness, luck)];
    let mut found = file.synced.clone();
    found.resize(size.next_multiple_of(SECTOR), 0);
    for (sector, mut versions) in sectors {
        versions.insert(0, sector_of(&file.synced, sector));
        let version = &versions[drawn(versions.len(), kindness, luck)];
        if let Some(place) = found.get_mut(sector * SECTOR..(sector + 1) * SECTOR) {
            place.copy_from_slice(version);
        }
    }
    found.truncate(size);
    found
}

fn sector_of(bytes: &[u8], sector: usize) -> Vec<u8> {
    let mut copy: Vec<u8> = bytes.iter().skip(sector * SECTOR).take(SECTOR).copied().collect();
    copy.resize(SECTOR, 0);
    copy
}

/// Which of some contents in order of time is found: the last on a kind disk, else the first or any.
fn drawn(count: usize, kindness: u32, luck: &mut impl Rng) -> usize {
    if luck.random_ratio(kindness, KINDEST) {
        count - 1
    } else if luck.random_ratio(1, 2) {
        0
    } else {
        luck.random_range(0..count)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;

    use super::super::Step;
    use super::*;

    /// Every state found in a thousand cuts after the steps.
    fn found(steps: &[Step]) -> BTreeSet<BTreeMap<String, Vec<u8>>> {
        let mut disk = Disk::default();
        for step in steps {
            disk.apply(step);
        }
        (0..1_000)
            .map(|seed| surviving(&disk, &mut ChaCha8Rng::seed_from_u64(seed)))
            .collect()
    }

    fn written(bytes: &[u8]) -> Step {
        Step::Written("a".into(), 0, bytes.to_vec())
    }

    fn safe(bytes: &[u8]) -> Vec<Step> {
        let named = Step::Created("a".into());
        vec![named, Step::FolderSynced, written(bytes), Step::Synced("a".into())]
    }

    #[test]
    fn what_is_synced_survives_every_cut() {
        let only = BTreeMap::from([("a".to_owned(), vec![1; 1_000])]);
        assert_eq!(found(&safe(&[1; 1_000])), BTreeSet::from([only]));
    }

    #[test]
    fn a_write_that_waits_is_torn_at_sectors_and_nowhere_else() {
        let mut steps = safe(&[1; 1_024]);
        steps.push(written(&[2; 1_024]));
        let seen: BTreeSet<(u8, u8)> = found(&steps)
            .iter()
            .map(|files| {
                let bytes = &files["a"];
                assert!(bytes[..512].iter().all(|byte| *byte == bytes[0]));
                assert!(bytes[512..].iter().all(|byte| *byte == bytes[512]));
                (bytes[0], bytes[512])
            })
            .collect();
        assert_eq!(seen, BTreeSet::from([(1, 1), (1, 2), (2, 1), (2, 2)]));
    }

    #[test]
    fn sizes_that_wait_may_be_found_and_bytes_past_them_are_lost() {
        let mut steps = safe(&[1; 100]);
        steps.push(Step::Resized("a".into(), 0));
        steps.push(written(&[2; 50]));
        let sizes: BTreeSet<usize> = found(&steps).iter().map(|files| files["a"].len()).collect();
        assert_eq!(sizes, BTreeSet::from([0, 50, 100]));
    }

    #[test]
    fn a_name_that_waits_may_be_there_or_not_even_when_its_bytes_are_synced() {
        let mut steps = safe(&[1]);
        steps.push(Step::Removed("a".into()));
        steps.push(Step::Created("b".into()));
        steps.push(Step::Synced("b".into()));
        let names: BTreeSet<String> = found(&steps)
            .iter()
            .map(|files| files.keys().map(String::as_str).collect())
            .collect();
        assert_eq!(names, ["", "a", "ab", "b"].map(String::from).into());
    }
}
