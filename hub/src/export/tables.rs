//! The tables as files: CSV, a workbook and the data package, written row by row and hashed on the way.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use crosscheck_core::canonical::{hex, to_pretty};
use crosscheck_core::notebook::Notebook;
use crosscheck_core::report::data::{Dataset, Type};
use crosscheck_core::report::doc::{Finished, Rows};
use crosscheck_core::view::Packs;
use crosscheck_core::{Error, Lang, table};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::rows::{Step, rows};
use crate::campaign::folder::disk;

/// The workbook in the folder.
const BOOK: &str = "data.xlsx";

/// A table as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its rows.
    pub rows: u64,
    /// The worksheets it fills in the workbook.
    pub sheets: Vec<String>,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The tables, in the order of [`Dataset::ALL`].
    pub tables: Vec<Table>,
    /// Cells of the workbook that do not hold the whole text; the CSV files do.
    pub cut: u64,
}

/// A file on its way, hashed and counted as it is written.
struct Hashed {
    path: PathBuf,
    file: BufWriter<File>,
    hash: Sha256,
    bytes: u64,
}

impl Write for Hashed {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hash.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}

impl Hashed {
    fn begin(path: PathBuf) -> Result<Self, Error> {
        let file = File::create(&path).map_err(|cause| disk(&path, &cause))?;
        Ok(Self {
            path,
            file: BufWriter::new(file),
            hash: Sha256::new(),
            bytes: 0,
        })
    }

    fn put(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.write_all(bytes).map_err(|cause| disk(&self.path, &cause))
    }

    /// Its bytes and its hash, once it has reached the disk.
    fn end(self) -> Result<(u64, String), Error> {
        let file = self
            .file
            .into_inner()
            .map_err(|cause| disk(&self.path, cause.error()))?;
        file.sync_all().map_err(|cause| disk(&self.path, &cause))?;
        Ok((self.bytes, format!("sha256:{}", hex(&self.hash.finalize()))))
    }
}

/// A table on its way into its CSV file.
struct Csv {
    table: Dataset,
    file: Hashed,
    rows: u64,
}

impl Csv {
    fn begin(folder: &Path, table: Dataset) -> Result<Self, Error> {
        let mut file = Hashed::begin(folder.join(format!("{}.csv", table.name())))?;
        let header: Vec<&str> = table.columns().iter().map(|(name, _)| *name).collect();
        file.put(&table::write_csv::<&str>(&header, &[]))?;
        Ok(Self { table, file, rows: 0 })
    }

    fn row(&mut self, row: &[String]) -> Result<(), Error> {
        self.rows += 1;
        let cells: Vec<&str> = row.iter().map(String::as_str).collect();
        self.file.put(&table::write_csv::<&str>(&cells, &[]))
    }

    /// What was written, and what the package says of it.
    fn end(self, sheets: Vec<String>) -> Result<(Table, Value), Error> {
        let (bytes, hash) = self.file.end()?;
        let fields = self.table.columns().iter();
        let fields: Vec<Value> = fields
            .map(|(name, kind)| json!({ "name": name, "type": kind.word() }))
            .collect();
        let name = self.table.name();
        let resource = json!({
            "name": name, "path": format!("{name}.csv"), "profile": "tabular-data-resource",
            "format": "csv", "mediatype": "text/csv", "encoding": "utf-8", "bytes": bytes,
            "hash": hash, "rows": self.rows, "sheets": sheets,
            "schema": { "fields": fields, "missingValues": [""] },
        });
        let table = Table {
            rows: self.rows,
            sheets,
        };
        Ok((table, resource))
    }
}

/// Writes every table of a campaign into a folder.
///
/// # Errors
/// When the store cannot be read or the folder takes nothing.
pub fn tables(asked: (&Notebook, &Packs, Lang), folder: &Path, step: &mut dyn FnMut(Step)) -> Result<Written, Error> {
    let scratch = tempfile::tempdir_in(folder).map_err(|cause| disk(folder, &cause))?;
    let mut book = Rows::new(scratch.path())?;
    let mut files: BTreeMap<Dataset, (Csv, usize)> = BTreeMap::new();
    for table in Dataset::ALL {
        let columns = table.columns().iter();
        let columns: Vec<(&str, bool)> = columns.map(|(name, kind)| (*name, *kind == Type::Integer)).collect();
        let place = book.begin(table.name(), &columns)?;
        files.insert(table, (Csv::begin(folder, table)?, place));
    }
    rows(asked, step, &mut |table, row| {
        let Some((csv, place)) = files.get_mut(&table) else {
            return Ok(());
        };
        csv.row(&row)?;
        book.row(*place, &row)
    })?;
    let mut file = Hashed::begin(folder.join(BOOK))?;
    let Finished { sheets, cut } = book.finish(&mut file)?;
    let (bytes, hash) = file.end()?;
    drop(scratch);
    let (mut tables, mut resources) = (Vec::new(), Vec::new());
    for (csv, place) in files.into_values() {
        let own = sheets.iter().filter(|sheet| sheet.table == place);
        let (table, resource) = csv.end(own.map(|sheet| sheet.name.clone()).collect())?;
        tables.push(table);
        resources.push(resource);
    }
    let named: Vec<Value> = sheets
        .iter()
        .map(|sheet| json!({ "name": sheet.name, "rows": sheet.rows }))
        .collect();
    let mut package: BTreeMap<&str, Value> = BTreeMap::new();
    package.insert("name", json!("crosscheck-data"));
    package.insert("profile", json!("tabular-data-package"));
    package.insert("campaign", json!(hex(&asked.0.campaign().0)));
    package.insert("resources", Value::Array(resources));
    let workbook = json!({ "path": BOOK, "bytes": bytes, "hash": hash, "sheets": named, "cut_cells": cut });
    package.insert("workbook", workbook);
    let mut file = Hashed::begin(folder.join("datapackage.json"))?;
    file.put(to_pretty(&package)?.as_bytes())?;
    file.end()?;
    Ok(Written { tables, cut })
}
