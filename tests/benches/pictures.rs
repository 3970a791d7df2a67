//! What a photo costs: hashed, made small and sealed as it is taken, beside the `image` crate alone making it small.
//!
//! Run: `cargo bench -p crosscheck-tests --bench pictures`. Prints times, peaks and ratios of one run; judges nothing, since
//! machines differ. The aims of the design are 12 MP within 300 ms and 100 MB, and 108 MP within 200 MB.

use std::io::Cursor;
use std::path::Path;

use crosscheck_core::change::Moment;
use crosscheck_core::evidence::{PREVIEW_SIDE, THUMBNAIL_SIDE, Want, derive, open};
use crosscheck_core::field::{Origin, Shot, take_photo};
use crosscheck_core::store::Key;
use crosscheck_core::vault::Vault;
use crosscheck_tests::measure::{Seconds, forget_peak, peak_megabytes, time};
use crosscheck_tests::party::{self, ANN, Party};
use crosscheck_tests::pictures::{self, Beside};
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageFormat, imageops::FilterType};

const RUNS: usize = 7;

fn must<T, E: std::fmt::Debug>(done: Result<T, E>) -> T {
    done.unwrap_or_else(|fault| panic!("{fault:?}"))
}

/// A photo as a phone held upright takes it.
fn photo(width: u32, height: u32) -> Vec<u8> {
    let beside = Beside {
        orientation: 6,
        says: true,
    };
    pictures::jpeg_of(&pictures::grainy(width, height), (width, height), beside, false)
}

/// As `take_photo` does it: hash and seal the file, unpack it to scale, make preview and thumbnail, seal those.
fn ours(file: &Path, vault: &Vault) -> usize {
    must(vault.keep_file(file));
    let source = std::io::BufReader::new(must(std::fs::File::open(file)));
    let (_, picture) = must(open(source, Want::Side(PREVIEW_SIDE)));
    let derived = must(derive(&picture));
    must(vault.keep(&derived.preview));
    must(vault.keep(&derived.thumbnail));
    derived.preview.len()
}

/// The same two pictures by the `image` crate; nothing is hashed or sealed, and what the camera wrote beside is left as
/// it is.
fn theirs(file: &Path) -> usize {
    let bytes = must(std::fs::read(file));
    let whole = must(image::load(Cursor::new(bytes), ImageFormat::Jpeg));
    let written = |picture: &DynamicImage| {
        let mut out = Vec::new();
        must(picture.write_with_encoder(JpegEncoder::new_with_quality(&mut out, 78)));
        out.len()
    };
    let preview = whole.resize(PREVIEW_SIDE, PREVIEW_SIDE, FilterType::Triangle);
    let thumbnail = preview.resize(THUMBNAIL_SIDE, THUMBNAIL_SIDE, FilterType::Triangle);
    written(&preview) + written(&thumbnail)
}

/// Seconds and peak of one way, in MB over what was held before.
fn measured(mut work: impl FnMut() -> usize) -> (Seconds, u64) {
    forget_peak();
    let before = peak_megabytes().unwrap_or(0);
    let (seconds, _) = time(RUNS, || (), |()| work());
    (seconds, peak_megabytes().unwrap_or(0).saturating_sub(before))
}

fn compared(name: &str, width: u32, height: u32) {
    let folder = must(tempfile::tempdir());
    let file = folder.path().join("photo.jpg");
    let bytes = photo(width, height);
    must(std::fs::write(&file, &bytes));
    println!("{name}: {width} x {height}, {} KB", bytes.len() / 1_000);
    drop(bytes);
    let mut runs = 0_u32;
    let (own, own_peak) = measured(|| {
        // A vault of its own for each run: what is held already is not written again.
        runs += 1;
        ours(
            &file,
            &Vault::new(&folder.path().join(runs.to_string()), &Key::new([7; 32]), &[]),
        )
    });
    let (other, other_peak) = measured(|| theirs(&file));
    println!("  hash, derive, seal   {own}  peak {own_peak} MB");
    println!("  image, derive alone  {other}  peak {other_peak} MB");
    println!(
        "  ours / image: time {:.2}, peak {own_peak} to {other_peak}",
        own.median / other.median
    );
}

/// The verb with everything around it: intent, syncs of the disk, ops.
fn whole_verb() {
    let mut party = Party::new();
    let visit = party::visit(party.book(ANN));
    let folder = must(tempfile::tempdir());
    let file = folder.path().join("IMG.jpg");
    let bytes = photo(4_000, 3_000);
    let at = Moment {
        wall: 0,
        monotonic: 0,
        boot: [0; 16],
    };
    let origin = Origin::Taken {
        at,
        fix: None,
        by_system: false,
    };
    let mut runs = 0_u8;
    let before = || {
        runs += 1;
        // Other bytes each time, behind the end mark.
        must(std::fs::write(&file, [&bytes[..], &[runs]].concat()));
    };
    let shot = Shot {
        file: &file,
        shown: None,
        origin: &origin,
        caption: "",
        indicator: None,
    };
    let (seconds, _) = time(RUNS, before, |()| {
        must(take_photo(party.book(ANN), &visit, &shot)).photo
    });
    println!("12 MP by take_photo, every sync of the disk included: {seconds}");
}

fn main() {
    compared("12 MP", 4_000, 3_000);
    compared("108 MP", 12_000, 9_000);
    whole_verb();
}
