//! A phone that is lost with something nobody else has: `lost INVITATION COUNTY KIND`.
//!
//! It takes up the invitation, opens a visit there and writes three notes, and the second never reaches the hub. What it did
//! bring waits behind that gap on every phone until somebody admits it. Everything it writes is generated.

use std::error::Error;
use std::path::Path;
use std::sync::Arc;

use crosscheck_core::bundle::RecipientKey;
use crosscheck_core::canonical::hex;
use crosscheck_core::change::{KeyStore, SoftwareKey};
use crosscheck_core::clock::SystemClock;
use crosscheck_core::field::{self, Chosen, Opening, Place};
use crosscheck_core::ids::StreamName;
use crosscheck_core::notebook::{Notebook, Writer};
use crosscheck_core::store::Store;
use crosscheck_core::sync::wire::{Item, JoinAsk, Push, Thing, pack};
use crosscheck_core::sync::{Ask, Courier, Request};
use crosscheck_core::transport::{Address, Http, Link, join};
use crosscheck_tests::phone::{PATIENCE, Phone};

/// Names this program to the hub.
const ME: [u8; 16] = [3; 16];

fn joined(link: &Link, folder: &Path) -> Result<Notebook, Box<dyn Error>> {
    let keys = SoftwareKey::new(&[77; 32])?;
    let ask = JoinAsk {
        campaign: link.campaign,
        code: link.code,
        key: keys.public_key(),
        recipient: RecipientKey::new(&[78; 32])?.recipient()?,
    };
    let told = join(&link.address, &ask, PATIENCE)?;
    let writer = Writer {
        keys: Arc::new(keys),
        member: told.member.clone(),
        clock: Box::new(SystemClock::new([79; 16])),
    };
    let mut book = Notebook::open(Store::open(&folder.join("lost.db"), None)?, link.campaign, writer)?;
    book.keep_chain(&told.chain)?;
    Ok(book)
}

/// Writes a note and gives its words and the segment it is sealed in.
fn sealed(book: &mut Notebook, visit: &StreamName, words: &str) -> Result<Vec<Item>, Box<dyn Error>> {
    let (segments, texts) = (book.segments()?, book.texts()?);
    field::note_site(book, visit, words)?;
    book.seal()?;
    let text = book.texts()?.into_iter().find(|text| !texts.contains(text));
    let segment = book.segments()?.into_iter().find(|segment| !segments.contains(segment));
    let (_, text) = text.ok_or("nothing was written")?;
    let segment = segment.ok_or("nothing was sealed")?;
    let item = |thing| Item {
        stream: visit.clone(),
        thing,
    };
    Ok(vec![item(Thing::Text(text.to_bytes())), item(Thing::Segment(segment))])
}

/// Brings these and nothing before them.
async fn bring(address: &Address, book: &mut Notebook, items: Vec<Item>) -> Result<(), Box<dyn Error>> {
    let http = Http::new(address, PATIENCE)?;
    let mut courier = Courier::new(address.identity, ME, None);
    for ask in [Ask::Challenge, Ask::Token] {
        let request = courier.request(ask, book)?.map_err(|event| format!("{event:?}"))?;
        let answer = http.send(&request).await.map_err(|failure| format!("{failure:?}"))?;
        courier.accept(ask, &answer, book);
    }
    let known = courier
        .request(Ask::Heads, book)?
        .map_err(|event| format!("{event:?}"))?;
    let push = Push {
        campaign: *book.campaign(),
        items,
    };
    let request = Request {
        method: "POST",
        path: format!("/v1/push?me={}", hex(&ME)),
        body: pack(&push.to_bytes())?,
        ..known
    };
    let answer = http.send(&request).await.map_err(|failure| format!("{failure:?}"))?;
    if answer.status == 200 {
        return Ok(());
    }
    Err(format!("the hub answers {}", answer.status).into())
}

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [link, county, kind] = &words[..] else {
        return Err("lost INVITATION COUNTY KIND".into());
    };
    let link = Link::parse(link)?;
    let folder = tempfile::tempdir()?;
    let mut phone = Phone::new(joined(&link, folder.path())?);
    phone.connect(&link.address);
    phone.settle();
    let opening = Opening {
        place: Place::Listed(county.clone()),
        kind: kind.clone(),
        chosen: Chosen::Designated("生成的点位".to_owned()),
        packs: vec![1],
        round: 1,
    };
    let visit = field::open_visit(&mut phone.book(), &opening)?;
    field::note_site(&mut phone.book(), &visit, "第一条，到了（生成）")?;
    phone.settle();
    let mut book = phone.close();
    sealed(&mut book, &visit, "第二条，没有到（生成）")?;
    let third = sealed(&mut book, &visit, "第三条，到了（生成）")?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(bring(&link.address, &mut book, third))?;
    println!("{visit}");
    Ok(())
}
