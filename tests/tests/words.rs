//! The tables of sentences: both languages say the same things, every code in the sources is in them and none is idle.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crosscheck_tests::{files, root};
use fluent_syntax::ast::{Entry, Resource};
use fluent_syntax::serializer::serialize;

/// Code → names of its arguments, of all Fluent files of a folder.
fn table(folder: &Path) -> BTreeMap<String, BTreeSet<String>> {
    let mut messages = BTreeMap::new();
    for path in files(folder, ".ftl") {
        let text = std::fs::read_to_string(&path).unwrap();
        let parsed = fluent_syntax::parser::parse(text.as_str());
        let resource = parsed.unwrap_or_else(|(_, errors)| panic!("{}: {errors:?}", path.display()));
        for entry in resource.body {
            if let Entry::Message(message) = entry {
                let id = message.id.name.to_owned();
                let own = serialize(&Resource {
                    body: vec![Entry::Message(message)],
                });
                let known = messages.insert(id.clone(), arguments(&own));
                assert!(known.is_none(), "{}: {id} stands twice", path.display());
            }
        }
    }
    messages
}

fn arguments(text: &str) -> BTreeSet<String> {
    let names = text.split('$').skip(1);
    names
        .map(|rest| {
            rest.chars()
                .take_while(|c| c.is_ascii_alphanumeric() || "_-".contains(*c))
                .collect()
        })
        .collect()
}

/// The sources of a crate and the templates of its pages, which say sentences too.
fn sources(folder: &Path) -> String {
    let mut paths = files(&folder.join("src"), ".rs");
    let templates = folder.join("templates");
    if templates.is_dir() {
        paths.extend(files(&templates, ".html"));
    }
    paths
        .iter()
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect()
}

/// Every string literal of the sources that could be a code: what stands between quotes and has a hyphen.
fn literals(folder: &Path) -> BTreeSet<String> {
    sources(folder)
        .split('"')
        .filter(|part| part.contains('-') && !part.contains(char::is_whitespace))
        .map(str::to_owned)
        .collect()
}

fn sentence_codes(folder: &Path) -> BTreeSet<String> {
    let compact: String = sources(folder).chars().filter(|c| !c.is_whitespace()).collect();
    let after = |call: &str| {
        compact
            .split(call)
            .skip(1)
            .filter_map(|rest| rest.split('"').next().map(str::to_owned))
            .collect::<Vec<_>>()
    };
    let mut codes: BTreeSet<String> = after("Sentence::new(\"").into_iter().chain(after(".word(\"")).collect();
    codes.remove("no-such-code");
    codes
}

fn both(crate_words: &str) -> (BTreeMap<String, BTreeSet<String>>, BTreeMap<String, BTreeSet<String>>) {
    let folder = root().join(crate_words);
    (table(&folder.join("zh")), table(&folder.join("en")))
}

#[test]
fn both_languages_have_the_same_codes_with_the_same_arguments() {
    for words in ["core/src/words", "hub/words"] {
        let (zh, en) = both(words);
        let codes = |table: &BTreeMap<String, BTreeSet<String>>| table.keys().cloned().collect::<BTreeSet<_>>();
        assert_eq!(codes(&zh), codes(&en), "{words}");
        for (code, arguments) in &zh {
            assert_eq!(arguments, &en[code], "{words}: arguments of {code}");
        }
    }
}

#[test]
fn every_code_in_the_sources_is_in_the_tables() {
    let (core, hub) = (both("core/src/words").0, both("hub/words").0);
    for code in sentence_codes(&root().join("core")) {
        assert!(core.contains_key(&code), "core has no sentence {code}");
    }
    for code in sentence_codes(&root().join("bindings/ffi")) {
        assert!(core.contains_key(&code), "core has no sentence {code} of the bindings");
    }
    for code in sentence_codes(&root().join("hub")) {
        assert!(
            hub.contains_key(&code) || core.contains_key(&code),
            "the command line has no sentence {code}"
        );
    }
}

#[test]
fn no_sentence_is_idle() {
    let crates = ["core", "hub", "bindings/ffi"];
    let used: BTreeSet<String> = crates.iter().flat_map(|one| literals(&root().join(one))).collect();
    for words in ["core/src/words", "hub/words"] {
        let idle: Vec<String> = both(words).0.into_keys().filter(|code| !used.contains(code)).collect();
        let idle: Vec<&String> = idle.iter().filter(|code| !is_made_at_run_time(code)).collect();
        assert!(idle.is_empty(), "{words}: nobody says {idle:?}");
    }
}

/// Help texts and examples are looked up by a command's path; their own test is below.
fn is_made_at_run_time(code: &str) -> bool {
    code == "help" || code.starts_with("help-") || code.starts_with("example-")
}

#[test]
fn every_command_and_argument_has_its_words_and_an_example() {
    let missing = crosscheck_hub::missing_words();
    assert!(missing.is_empty(), "hub/words lacks {missing:#?}");
}
