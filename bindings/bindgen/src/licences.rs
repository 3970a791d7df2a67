//! The list of what the library is made of, for the screen that thanks for it: name, version and licence of every package
//! that ends up in it, as cargo knows them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::Failed;

/// The package the shells load.
const LIBRARY: &str = "crosscheck-ffi";

/// Where each app reads it, from the workspace's root, and what that app is made of besides.
const LISTS: [(&str, &[&str]); 2] = [
    (
        "android/app/src/main/assets/licences.txt",
        &[
            "Kotlin standard library, kotlinx.coroutines — Apache-2.0",
            "JNA — Apache-2.0 OR LGPL-2.1-or-later",
            "ZXing core — Apache-2.0",
        ],
    ),
    ("ios/App/Resources/licences.txt", &[]),
];

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}

fn list<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value[name].as_array().map(Vec::as_slice).unwrap_or_default()
}

/// Ids of everything a package is built from; what only its tests or its build need is none of it.
fn parts<'a>(nodes: &BTreeMap<&'a str, &'a Value>, package: &'a str) -> BTreeSet<&'a str> {
    let (mut met, mut open) = (BTreeSet::new(), vec![package]);
    while let Some(id) = open.pop() {
        let (true, Some(node)) = (met.insert(id), nodes.get(id)) else {
            continue;
        };
        let linked = list(node, "deps").iter().filter(|dep| {
            let kinds = list(dep, "dep_kinds");
            kinds.iter().any(|one| one["kind"].is_null())
        });
        open.extend(linked.map(|dep| text(dep, "pkg")));
    }
    met
}

/// Writes the lists.
pub fn write(root: &Path) -> Result<(), Failed> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let asked = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--locked"])
        .current_dir(root)
        .output()?;
    let known: Value = serde_json::from_slice(&asked.stdout)?;
    let nodes = list(&known["resolve"], "nodes")
        .iter()
        .map(|node| (text(node, "id"), node))
        .collect();
    let packages = list(&known, "packages");
    let library = packages.iter().find(|package| text(package, "name") == LIBRARY);
    let library = library.map(|package| text(package, "id")).ok_or("no library")?;
    let parts = parts(&nodes, library);
    let mut lines = BTreeSet::new();
    for package in packages {
        // Our own packages have no source: they are the app.
        if parts.contains(text(package, "id")) && !package["source"].is_null() {
            let mut line = String::new();
            let (name, version) = (text(package, "name"), text(package, "version"));
            write!(line, "{name} {version} — {}", text(package, "license"))?;
            lines.insert(line);
        }
    }
    let all: String = lines.into_iter().map(|line| line + "\n").collect();
    for (path, besides) in LISTS {
        let path = root.join(path);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let besides: String = besides.iter().flat_map(|line| [*line, "\n"]).collect();
        std::fs::write(path, besides + &all)?;
    }
    Ok(())
}
