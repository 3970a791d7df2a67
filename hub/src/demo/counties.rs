//! The counties: the real list, the plan of the 2017 campaign frozen over it, and every province rolled.

use crosscheck_core::draw::verify::Against;
use crosscheck_core::draw::{self, Ceremony, Certificate, Frozen, Plan};
use crosscheck_core::report::draw_record;
use crosscheck_core::table::{self, Table};
use crosscheck_core::{Error, Sentence};

use super::folder::Folder;
use super::{line, step};
use crate::context::{Context, random};
use crate::draw::time;

const FRAME: &[u8] = include_bytes!("../../frames/counties-2023.csv");
const PLAN: &[u8] = include_bytes!("../../frames/s0-plan.toml");
const FRAME_FILE: &str = "counties-2023.csv";

/// Writes list and plan and freezes them.
pub fn freeze(folder: &Folder, context: &Context) -> Result<Frozen, Error> {
    step(context, "demo-step-frame");
    let frame = folder.put(FRAME_FILE, FRAME, "demo-about-frame")?;
    let plan = Plan::read("s0-plan.toml", &folder.put("s0-plan.toml", PLAN, "demo-about-plan")?)?;
    let freezing = draw::freeze(&plan, table_of(&frame)?, None)?;
    let bytes = folder.put("plan.json", &freezing.frozen.to_bytes()?, "demo-about-frozen")?;
    let frozen = Frozen::read("plan.json", &bytes)?;
    let sizes = &frozen.strata_sizes;
    let summary = Sentence::new("demo-frame")
        .with("rows", frozen.rows)
        .with("population", freezing.population.size())
        .with("strata", sizes.len())
        .with("drawn", sizes.iter().map(|size| size.drawn).sum::<usize>());
    line(context, &summary);
    line(
        context,
        &Sentence::new("demo-commitment").with("commitment", frozen.commitment()?),
    );
    Ok(frozen)
}

/// Rolls every province, as each group does on arrival, and verifies what came out.
pub fn roll(folder: &Folder, frozen: &Frozen, seed: &str, context: &Context) -> Result<Certificate, Error> {
    step(context, "demo-step-roll");
    let bar = context.progress(frozen.strata_sizes.len() as u64, "demo-progress-roll");
    let mut certificate: Option<Certificate> = None;
    for size in &frozen.strata_sizes {
        let ceremony = Ceremony {
            stratum: Some(size.label.clone()),
            seed: seed.to_owned(),
            nonce: random()?,
            rollers: Vec::new(),
            time: time(None),
            place: None,
        };
        certificate = Some(draw::roll(frozen, table_of(FRAME)?, certificate.as_ref(), ceremony)?);
        bar.inc(1);
    }
    bar.finish_and_clear();
    let bytes = certificate.map_or_else(|| Ok(Vec::new()), |certificate| certificate.to_bytes())?;
    let bytes = folder.put("certificate.json", &bytes, "demo-about-certificate")?;
    let certificate = draw::verify("certificate.json", &bytes, table_of(FRAME)?, Against::default())?;
    folder.put(
        "public.txt",
        (certificate.public_lines().join("\n") + "\n").as_bytes(),
        "demo-about-public",
    )?;
    folder.put(
        "抽取笔录.docx",
        &draw_record::docx(&certificate, context.lang)?,
        "demo-about-record",
    )?;
    line(
        context,
        &Sentence::new("demo-rolled")
            .with("strata", certificate.rolls.len())
            .with("units", certificate.units.len()),
    );
    line(context, &Sentence::new("demo-verified").with("rows", frozen.rows));
    Ok(certificate)
}

/// The provinces of the plan in the order of their codes, so that neighbours stand together.
pub fn provinces(frozen: &Frozen) -> Result<Vec<String>, Error> {
    let table = table_of(FRAME)?;
    let column = table.require("province")?;
    let mut provinces: Vec<String> = table
        .rows
        .into_iter()
        .map(|mut row| row.cells.swap_remove(column).text)
        .collect();
    provinces.dedup();
    provinces.retain(|province| frozen.strata_sizes.iter().any(|size| size.label == *province));
    Ok(provinces)
}

fn table_of(bytes: &[u8]) -> Result<Table, Error> {
    table::read_as_written(FRAME_FILE, bytes, None)
}
