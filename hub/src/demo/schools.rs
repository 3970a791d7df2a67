//! One county's schools: a generated list, drawn on site by commitment and reveal.

use crosscheck_core::draw::Certificate;
use crosscheck_core::draw::certificate::Role;
use crosscheck_core::draw::onsite::{Digits, Fixed, List, Record, Source};
use crosscheck_core::{Error, ErrorKind, Sentence, canonical};

use super::folder::Folder;
use super::{generated, line, step};
use crate::context::{Context, random};

/// Schools visited in the county, and reserves named.
const SAMPLE: u64 = 6;
const RESERVES: u64 = 2;
/// How many schools the county's yearbook would name beyond those on the list handed over.
const MISSING: u64 = 1;
/// What the host calls out.
const HOST_DIGITS: &str = "4827";

/// Draws the schools of the first county of the certificate; the county's name and what was drawn.
pub fn draw(folder: &Folder, certificate: &Certificate, context: &Context) -> Result<(String, Record), Error> {
    step(context, "demo-step-schools");
    let county = certificate.units.iter().find(|unit| unit.role == Role::Main);
    let county = county.ok_or_else(|| Error::new(ErrorKind::NotFound, Sentence::new("demo-nothing-drawn")))?;
    let name = county.name.clone().unwrap_or_else(|| county.unit.clone());
    let schools = generated::schools(&county.unit).join("\n") + "\n";
    let bytes = folder.put("学校名单.txt", schools.as_bytes(), "demo-about-schools")?;
    let names = String::from_utf8_lossy(&bytes);
    let expected = names.lines().count() as u64 + MISSING;
    let list = List::of_names(Source::Inspected, expected, &context.word("demo-yearbook"), &names)?;
    let found = Sentence::new("demo-list")
        .with("county", &name)
        .with("count", list.population());
    line(context, &found.with("source", context.say(&Source::Inspected.say())));
    if let Some(mismatch) = list.mismatch() {
        line(context, &mismatch);
    }
    let draw_id = format!("demo/{}/schools", county.unit);
    let committed = Fixed::new(list.clone(), &draw_id, SAMPLE, RESERVES)?.commit(random()?);
    line(
        context,
        &Sentence::new("demo-onsite-commitment").with("commitment", committed.commitment()),
    );
    let revealed = committed.reveal(Digits::parse(HOST_DIGITS)?);
    let seed = Sentence::new("demo-onsite-seed").with("digits", HOST_DIGITS);
    line(context, &seed.with("seed", revealed.seed()));
    let record = revealed.draw()?.record().clone();
    record.verify(&list)?;
    folder.put(
        "学校抽取.json",
        canonical::to_pretty(&record)?.as_bytes(),
        "demo-about-onsite",
    )?;
    line(
        context,
        &Sentence::new("demo-onsite-drawn").with("schools", record.main.join("、")),
    );
    Ok((name, record))
}
