//! Links in the documents: every relative link points to a file that is there, every anchor to a heading that is.

use std::path::Path;

use crosscheck_tests::{files, root};

/// The targets of `[text](target)` outside code blocks.
fn targets(text: &str) -> Vec<String> {
    let mut inside = false;
    let prose = text.lines().filter(|line| {
        inside ^= line.trim_start().starts_with("```");
        !inside
    });
    let prose: String = prose.collect::<Vec<_>>().join("\n");
    prose
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
        .map(str::to_owned)
        .collect()
}

/// A heading's anchor as the usual renderers make it.
fn anchors(text: &str) -> Vec<String> {
    let headings = text
        .lines()
        .filter_map(|line| line.strip_prefix('#'))
        .map(|line| line.trim_start_matches('#').trim());
    let keep = |c: char| {
        (c.is_alphanumeric() || c == '-' || c == '_')
            .then_some(c)
            .or((c == ' ').then_some('-'))
    };
    headings
        .map(|heading| heading.to_lowercase().chars().filter_map(keep).collect())
        .collect()
}

fn problem(page: &Path, target: &str) -> Option<String> {
    if target.contains("://") || target.starts_with("mailto:") {
        return None;
    }
    let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
    let path = if file.is_empty() {
        page.to_path_buf()
    } else {
        page.parent()?.join(file)
    };
    if !path.exists() {
        return Some(format!("{}: {target} is not there", page.display()));
    }
    let missing = !anchor.is_empty()
        && !anchors(&std::fs::read_to_string(&path).ok()?)
            .iter()
            .any(|known| known == anchor);
    missing.then(|| format!("{}: {target} has no such heading", page.display()))
}

#[test]
fn every_relative_link_of_the_documents_leads_somewhere() {
    let pages = files(&root(), ".md");
    assert!(pages.iter().any(|page| page.ends_with("README.md")));
    let problems: Vec<String> = pages
        .iter()
        .flat_map(|page| {
            let text = std::fs::read_to_string(page).unwrap();
            targets(&text)
                .into_iter()
                .filter_map(|target| problem(page, &target))
                .collect::<Vec<_>>()
        })
        .collect();
    assert!(problems.is_empty(), "{problems:#?}");
}

#[test]
fn a_dead_link_and_a_dead_anchor_are_seen() {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("a.md");
    std::fs::write(&page, "# One 抽取\n[x](b.md) [y](#one-抽取) [z](#two)").unwrap();
    let text = std::fs::read_to_string(&page).unwrap();
    let found: Vec<bool> = targets(&text)
        .iter()
        .map(|target| problem(&page, target).is_some())
        .collect();
    assert_eq!(found, [true, false, true]);
}
