//! Files of a photo's size: some phones bring a few each at once, and another run reads every one of them back.

use std::sync::Arc;
use std::time::{Duration, Instant};

use crosscheck_core::canonical::sha256_hex;
use crosscheck_core::change::BlobRef;
use crosscheck_core::ids::{BlobHash, CampaignId, StreamName};
use tokio::task::JoinSet;

use super::crowd::Phone;
use super::link::Link;
use super::process::Served;
use super::{figures, phases};

/// Bytes of a file: an original as a cheap phone takes it.
const SIZE: usize = 3_000_000;
/// Files of each phone.
const EACH: usize = 5;

/// A file with its digest in hex.
type Named = (String, Vec<u8>);

/// A file that no compression makes smaller; another one for every number.
fn file(number: u64) -> Vec<u8> {
    let mut state = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut word = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()
    };
    (0..SIZE.div_ceil(8)).flat_map(|_| word()).take(SIZE).collect()
}

/// One phone's files, named to the hub.
async fn named(link: &Link, campaign: &CampaignId, phone: &mut Phone, first: u64) -> Vec<Named> {
    let files: Vec<Vec<u8>> = (first..).take(EACH).map(file).collect();
    let names: Vec<String> = files.iter().map(|file| sha256_hex(file)).collect();
    let blobs: Vec<BlobRef> = names
        .iter()
        .map(|name| BlobRef {
            hash: BlobHash::parse(name).unwrap(),
            length: SIZE as u64,
        })
        .collect();
    let parcel = phone.name(campaign, &blobs);
    assert_eq!(link.push(&parcel.body).await.places.len(), 1);
    names.into_iter().zip(files).collect()
}

fn said(what: &str, count: usize, took: Duration, times: Vec<Duration>) -> String {
    let bytes = (count * SIZE) as u64;
    let rate = figures::rate(bytes, took) / 1_000_000;
    let times = figures::times(times);
    format!("{count} files of 3 MB {what} in {took:.2?}: {rate} MB/s; each {times}")
}

/// Phones bring their files, then one of each group reads them back; gives the figures of both.
///
/// # Panics
/// When a file that was acknowledged does not come back the same.
pub async fn move_all(served: &Served, campaign: &CampaignId, phones: &mut [Phone]) -> String {
    let links = phases::connect(served, campaign, phones).await;
    let mut all: Vec<(Arc<Link>, StreamName, Vec<Named>)> = Vec::new();
    for ((link, phone), number) in links.iter().zip(phones).zip(0..) {
        let files = named(link, campaign, phone, number * EACH as u64).await;
        all.push((link.clone(), phone.stream.clone(), files));
    }
    let count = all.len() * EACH;
    let (before, begun) = (served.used(), Instant::now());
    let mut moving = JoinSet::new();
    for (link, stream, files) in all {
        moving.spawn(async move {
            let mut times = Vec::new();
            for (hash, file) in &files {
                let begun = Instant::now();
                link.carry(&stream, hash, file).await;
                times.push(begun.elapsed());
            }
            let names: Vec<String> = files.into_iter().map(|(hash, _)| hash).collect();
            (link, stream, names, times)
        });
    }
    let brought = moving.join_all().await;
    let (took, after) = (begun.elapsed(), served.used());
    let times = brought.iter().flat_map(|(.., times)| times.clone()).collect();
    let up = format!(
        "{}\n{}",
        said(
            "brought, each synced with its row before the answer",
            count,
            took,
            times
        ),
        figures::used("hub", before, after, took)
    );
    let (before, begun) = (served.used(), Instant::now());
    let mut moving = JoinSet::new();
    for (link, stream, names, _) in brought {
        moving.spawn(async move {
            let mut times = Vec::new();
            for hash in names {
                let begun = Instant::now();
                let file = link.fetch(&stream, &hash, SIZE).await;
                times.push(begun.elapsed());
                assert_eq!(sha256_hex(&file), hash, "a file that was acknowledged is another one");
            }
            times
        });
    }
    let times = moving.join_all().await.concat();
    let (took, after) = (begun.elapsed(), served.used());
    format!(
        "{up}\nfiles: {}\n{}",
        said("read back, each against its hash", count, took, times),
        figures::used("hub", before, after, took)
    )
}
