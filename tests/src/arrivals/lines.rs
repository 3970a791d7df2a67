//! Lines of ops: whole branches, each from its first op, instead of the product's trees.

use std::collections::{BTreeMap, BTreeSet};

use crosscheck_core::change::{Reached, root};
use crosscheck_core::ids::{CampaignId, OpId};
use crosscheck_core::merge::Run;

/// One line of ops: complete from the first op, or hanging on a missing point.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Line {
    pub(super) gap: Option<Reached>,
    first: u64,
    pub(super) ids: Vec<OpId>,
    /// Points the line is known to pass, with how many of its ops lie before.
    points: BTreeMap<Reached, usize>,
}

/// Whether points cover the op at `at` of `line`.
pub(super) fn covers(lines: &[Line], line: &Line, at: usize, points: &[Reached]) -> bool {
    let seq = line.first + at as u64;
    let mut seen: BTreeMap<u64, BTreeSet<OpId>> = BTreeMap::new();
    for line in lines {
        for (at, id) in line.ids.iter().enumerate() {
            seen.entry(line.first + at as u64).or_default().insert(*id);
        }
    }
    let fork = seen
        .iter()
        .find(|(_, ids)| ids.len() > 1)
        .map_or(u64::MAX, |(seq, _)| *seq);
    points.iter().any(|point| {
        // Its branch leads there: some line from the same beginning shares all up to this op and passes the point.
        let leads = |other: &&Line| {
            let same = other.gap == line.gap && other.ids.get(..=at) == line.ids.get(..=at);
            same && other.points.get(point).is_some_and(|length| *length > at)
        };
        let held = lines
            .iter()
            .any(|line| line.gap.is_none() && line.points.contains_key(point));
        lines.iter().any(|other| leads(&other)) || (!held && seq <= point.seq && seq < fork)
    })
}

/// Every line of a log: complete ones grown from the empty branch, then those that hang on a gap.
pub(super) fn lines(campaign: &CampaignId, runs: &[Run]) -> Vec<Line> {
    let ids = |run: &Run| -> Vec<OpId> {
        run.ops
            .iter()
            .map(|op| OpId::of(campaign, &run.writer, &run.stream, op.as_bytes()))
            .collect()
    };
    let mut complete = BTreeSet::from([Vec::new()]);
    loop {
        let mut more = Vec::new();
        for run in runs {
            for line in complete
                .iter()
                .filter_map(|line: &Vec<OpId>| line.get(..usize::try_from(run.from).ok()? - 1))
            {
                let whole = [line, &ids(run)].concat();
                let sound = root(line) == run.before && run.root.is_none_or(|claimed| claimed == root(&whole));
                if sound && !complete.contains(&whole) {
                    more.push(whole);
                }
            }
        }
        if more.is_empty() {
            break;
        }
        complete.extend(more);
    }
    let point = |ids: &[OpId]| Reached {
        seq: ids.len() as u64,
        root: root(ids),
    };
    let mut found: Vec<Line> = Vec::new();
    let mut passed: BTreeSet<Reached> = BTreeSet::new();
    for ids in &complete {
        let points: BTreeMap<Reached, usize> = (0..=ids.len()).map(|length| (point(&ids[..length]), length)).collect();
        passed.extend(points.keys().copied());
        found.push(Line {
            gap: None,
            first: 1,
            ids: ids.clone(),
            points,
        });
    }
    found.extend(hanging(runs, &passed, ids));
    found
}

fn hanging(runs: &[Run], passed: &BTreeSet<Reached>, ids: impl Fn(&Run) -> Vec<OpId>) -> Vec<Line> {
    let start = |run: &Run| Reached {
        seq: run.from - 1,
        root: run.before,
    };
    let end = |run: &Run| {
        run.root.map(|root| Reached {
            seq: run.from - 1 + run.ops.len() as u64,
            root,
        })
    };
    let loose: Vec<&Run> = runs.iter().filter(|run| !passed.contains(&start(run))).collect();
    let follows = |run: &Run| loose.iter().any(|other| end(other) == Some(start(run)));
    let mut found: BTreeSet<Line> = BTreeSet::new();
    for run in loose.iter().filter(|run| !follows(run)) {
        let points = end(run).map(|end| (end, run.ops.len())).into_iter().collect();
        found.insert(Line {
            gap: Some(start(run)),
            first: run.from,
            ids: ids(run),
            points,
        });
    }
    loop {
        let mut more = BTreeSet::new();
        for (line, run) in found.iter().flat_map(|line| loose.iter().map(move |run| (line, run))) {
            if let Some(length) = line.points.get(&start(run)) {
                let mut longer = line.clone();
                longer.ids.truncate(*length);
                longer.points.retain(|point, _| point.seq <= start(run).seq);
                longer.ids.extend(ids(run));
                longer.points.extend(end(run).map(|end| (end, longer.ids.len())));
                more.insert(longer);
            }
        }
        let before = found.len();
        found.extend(more);
        if found.len() == before {
            return found.into_iter().collect();
        }
    }
}
