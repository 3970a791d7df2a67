//! `crosscheck export data`: a campaign as plain tables, each a CSV file, with a Frictionless data package that names
//! columns, rows and hashes, and all of them in one workbook.
//!
//! A group is read at a time and rows go out as they come. The folder appears whole or not at all.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use crosscheck_core::canonical::{hex, to_pretty};
use crosscheck_core::ids::StreamName;
use crosscheck_core::report::data::{Dataset, item_row, tally_rows};
use crosscheck_core::report::doc::Rows;
use crosscheck_core::report::documents::{Material, Options};
use crosscheck_core::view::{self, ListAsked, Places};
use crosscheck_core::{Error, Sentence, table};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::campaign::folder::{Campaign, disk};
use crate::context::{Context, Outcome, Run};
use crate::serve::keep::made_whole;

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Write the tables of a campaign.
    Data(Data),
}

#[derive(Debug, clap::Args)]
struct Data {
    /// The campaign's folder
    #[arg(long)]
    dir: PathBuf,
    /// Folder to make
    #[arg(long)]
    out: PathBuf,
}

/// The workbook in the folder.
const BOOK: &str = "data.xlsx";

pub fn run(args: &Args, context: &Context) -> Run {
    let Command::Data(args) = &args.command;
    let campaign = Campaign::open(&args.dir)?;
    let counts = made_whole(&args.out, |folder| write_all(&campaign, folder, context))?;
    for (table, count) in Dataset::ALL.iter().zip(&counts) {
        let told = Sentence::new("export-table").with("table", table.name());
        context.tell(&told.with("count", count));
    }
    context.tell(&Sentence::new("export-done").with("dir", args.out.display()));
    context.note(&Sentence::new("export-notice"));
    Ok(Outcome::Done)
}

/// A CSV file on its way, hashed and counted as it is written.
struct Csv {
    path: PathBuf,
    file: BufWriter<File>,
    hash: Sha256,
    bytes: u64,
    rows: usize,
}

impl Csv {
    fn begin(path: PathBuf, table: Dataset) -> Result<Self, Error> {
        let file = File::create(&path).map_err(|cause| disk(&path, &cause))?;
        let mut csv = Self {
            path,
            file: BufWriter::new(file),
            hash: Sha256::new(),
            bytes: 0,
            rows: 0,
        };
        let header: Vec<&str> = table.columns().iter().map(|(name, _)| *name).collect();
        csv.put(&table::write_csv::<&str>(&header, &[]))?;
        Ok(csv)
    }

    fn put(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.hash.update(bytes);
        self.bytes += bytes.len() as u64;
        self.file.write_all(bytes).map_err(|cause| disk(&self.path, &cause))
    }

    fn row(&mut self, row: &[String]) -> Result<(), Error> {
        self.rows += 1;
        let cells: Vec<&str> = row.iter().map(String::as_str).collect();
        self.put(&table::write_csv::<&str>(&cells, &[]))
    }

    /// What the package says of it.
    fn end(self, table: Dataset) -> Result<(usize, Value), Error> {
        let file = self
            .file
            .into_inner()
            .map_err(|cause| disk(&self.path, cause.error()))?;
        file.sync_all().map_err(|cause| disk(&self.path, &cause))?;
        let fields = table.columns().iter();
        let fields: Vec<Value> = fields
            .map(|(name, kind)| json!({ "name": name, "type": kind.word() }))
            .collect();
        let resource = json!({
            "name": table.name(), "path": format!("{}.csv", table.name()), "profile": "tabular-data-resource",
            "format": "csv", "mediatype": "text/csv", "encoding": "utf-8", "bytes": self.bytes,
            "hash": format!("sha256:{}", hex(&self.hash.finalize())), "rows": self.rows,
            "schema": { "fields": fields, "missingValues": [""] },
        });
        Ok((self.rows, resource))
    }
}

/// Hands out every row of a table.
fn each(
    campaign: &Campaign,
    places: &Places,
    table: Dataset,
    context: &Context,
    row: &mut dyn FnMut(Vec<String>) -> Result<(), Error>,
) -> Result<(), Error> {
    let notebook = &campaign.notebook;
    if table == Dataset::Rectification {
        let asked = ListAsked {
            places,
            place: None,
            today: view::today(notebook),
        };
        let items = view::rectification(notebook, &campaign.packs, &asked)?;
        return items.iter().try_for_each(|item| row(item_row(item)));
    }
    let options = Options {
        lang: context.lang,
        named: true,
        ..Options::default()
    };
    for group in view::campaign(notebook)?.groups {
        let home = StreamName::Group(group.id);
        let Some(report) = view::group_report(notebook, &campaign.packs, places, &home)? else {
            continue;
        };
        let material = Material {
            report: &report,
            packs: &campaign.packs,
            options: &options,
        };
        if table == Dataset::Interviews {
            tally_rows(&report.interviews).into_iter().try_for_each(&mut *row)?;
        }
        table.rows(&material, row)?;
    }
    Ok(())
}

fn write_all(campaign: &Campaign, folder: &Path, context: &Context) -> Result<Vec<usize>, Error> {
    let places = Places::of_campaign(&campaign.notebook)?;
    let scratch = tempfile::tempdir_in(folder).map_err(|cause| disk(folder, &cause))?;
    let mut book = Rows::new(scratch.path())?;
    let (mut counts, mut resources) = (Vec::new(), Vec::new());
    for table in Dataset::ALL {
        let mut csv = Csv::begin(folder.join(format!("{}.csv", table.name())), table)?;
        let header: Vec<&str> = table.columns().iter().map(|(name, _)| *name).collect();
        book.begin(table.name(), &header)?;
        each(campaign, &places, table, context, &mut |row| {
            csv.row(&row)?;
            book.row(&row)
        })?;
        let (count, resource) = csv.end(table)?;
        counts.push(count);
        resources.push(resource);
    }
    let bytes = book.finish()?;
    drop(scratch);
    put(&folder.join(BOOK), &bytes)?;
    let mut package: BTreeMap<&str, Value> = BTreeMap::new();
    package.insert("name", json!("crosscheck-data"));
    package.insert("profile", json!("tabular-data-package"));
    package.insert("campaign", json!(hex(&campaign.notebook.campaign().0)));
    package.insert("resources", Value::Array(resources));
    put(&folder.join("datapackage.json"), to_pretty(&package)?.as_bytes())?;
    Ok(counts)
}

fn put(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let written = File::create(path).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    written.map_err(|cause| disk(path, &cause))
}
