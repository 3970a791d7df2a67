//! Which statements of a field still stand.
//!
//! A statement is an op, or an op with those that wrote it anew. It names the statements its author saw. Of these it
//! closes his own; and all of them if they were one value other than his and no decision, or if it is a decision
//! itself. So whoever saw a single value may replace it, repeating a value adds a name, and what differs stands until
//! a leader decides. What nobody valid closes is a head. Statements not valid do nothing, and neither do their links.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::held::Held;
use super::rights::{Act, StreamKind, may};
use crate::change::{Draft, TextRef, Value};
use crate::ids::{MemberId, OpId};
use crate::model::{FieldType, Role, field_type};

/// What the layers found of one op: nothing while it waits, or the role it speaks with.
pub(super) type Standing = Option<Role>;

/// One statement of a field.
#[derive(Debug)]
pub(super) struct Class<'a> {
    pub(super) first: OpId,
    /// Ops of the fold that say it.
    pub(super) ops: Vec<usize>,
    pub(super) valid: Vec<usize>,
    pub(super) member: &'a MemberId,
    pub(super) role: Option<Role>,
    pub(super) value: &'a Value,
    pub(super) reason: Option<TextRef>,
    pub(super) decision: bool,
    pub(super) links: Vec<usize>,
    pub(super) head: bool,
}

impl Class<'_> {
    pub(super) fn is_valid(&self) -> bool {
        !self.valid.is_empty()
    }
}

/// The statements of one field, sorted by first id, with links and heads found.
pub(super) fn classes<'a>(held: &'a Held, ops: &[usize], standing: &[Standing]) -> Vec<Class<'a>> {
    let (mut classes, names) = gather(held, ops, standing);
    let kind = ops
        .first()
        .and_then(|op| held.says(*op))
        .map(|says| field_type(&says.field));
    let mut whole = vec![true; classes.len()];
    for at in 0..classes.len() {
        (classes[at].links, whole[at]) = links_of(held, &classes, at, ops, &names);
    }
    let kind = kind.unwrap_or(FieldType::BothShown);
    let closed: Vec<Vec<usize>> = (0..classes.len())
        .map(|at| closes(&classes, at, kind, whole[at]))
        .collect();
    // Links are hashes of what was there before, so only re-authored ops can ever run in a circle.
    let circles = if classes.iter().all(|class| class.ops.len() == 1) {
        (0..classes.len()).collect()
    } else {
        circles(&closed)
    };
    for (at, targets) in closed.iter().enumerate() {
        for target in targets.iter().filter(|target| circles[**target] != circles[at]) {
            classes[*target].head = false;
        }
    }
    classes
}

/// Names of statements: every id a link may use, with the statements it means.
type Names = HashMap<OpId, Vec<usize>>;

fn gather<'a>(held: &'a Held, ops: &[usize], standing: &[Standing]) -> (Vec<Class<'a>>, Names) {
    let same = |a: &Draft, b: &Draft| a.actor == b.actor && a.value == b.value;
    let mut groups: BTreeMap<(OpId, &MemberId, &Value), Vec<usize>> = BTreeMap::new();
    for op in ops {
        let Some(says) = held.says(*op) else { continue };
        // Follows `again` as long as it names an op of this field that says the same, or one that counts as not held.
        let (mut first, mut at) = (held.entries[*op].id, says);
        while let Some(again) = at.again {
            let original = held.by_id.get(&again).copied();
            let here = original.filter(|original| held.entries[*original].field == held.entries[*op].field);
            if let Some(original) = here
                .and_then(|original| held.says(original))
                .filter(|original| same(original, says))
            {
                (first, at) = (again, original);
                continue;
            }
            // What a valid op says otherwise makes this an op of its own.
            if original.is_none_or(|original| standing[original].is_none()) {
                first = again;
            }
            break;
        }
        groups.entry((first, &says.actor, &says.value)).or_default().push(*op);
    }
    let classes: Vec<Class> = groups
        .into_iter()
        .map(|((first, member, value), ops)| class(held, first, member, value, ops, standing))
        .collect();
    let mut names = Names::new();
    for (at, class) in classes.iter().enumerate() {
        let ids = class.ops.iter().map(|op| held.entries[*op].id).chain([class.first]);
        for id in ids.collect::<BTreeSet<_>>() {
            names.entry(id).or_default().push(at);
        }
    }
    (classes, names)
}

fn class<'a>(
    held: &'a Held,
    first: OpId,
    member: &'a MemberId,
    value: &'a Value,
    mut ops: Vec<usize>,
    standing: &[Standing],
) -> Class<'a> {
    ops.sort_by_key(|op| held.entries[*op].id);
    let valid: Vec<usize> = ops.iter().copied().filter(|op| standing[*op].is_some()).collect();
    let roles = valid.iter().filter_map(|op| standing[*op]);
    let reasons = |op: &usize| held.says(*op).and_then(|says| says.reason);
    let decides = |op: &usize| {
        let kind = StreamKind::of(held.stream(*op));
        standing[*op].is_some_and(|role| may(role, Act::Decide, kind)) && reasons(op).is_some()
    };
    Class {
        first,
        member,
        value,
        // Roles are numbered from the highest.
        role: roles.min(),
        reason: valid.iter().find_map(reasons),
        decision: valid.iter().any(decides),
        ops,
        head: !valid.is_empty(),
        valid,
        links: Vec::new(),
    }
}

/// The other valid statements that a statement names, and whether all it names is held and valid. Links of ops that
/// wait do nothing.
fn links_of(held: &Held, classes: &[Class], at: usize, ops: &[usize], names: &Names) -> (Vec<usize>, bool) {
    let field = ops.first().and_then(|op| held.entries[*op].field);
    let (mut found, mut whole) = (BTreeSet::new(), true);
    let links = classes[at]
        .valid
        .iter()
        .filter_map(|op| held.says(*op))
        .flat_map(|says| &says.links);
    for link in links {
        let meant = names.get(link).into_iter().flatten().copied();
        let meant: Vec<usize> = meant.filter(|class| classes[*class].is_valid()).collect();
        let elsewhere = held.by_id.get(link).is_some_and(|op| held.entries[*op].field != field);
        whole &= elsewhere || !meant.is_empty();
        found.extend(meant.into_iter().filter(|class| *class != at));
    }
    (found.into_iter().collect(), whole)
}

/// What a statement closes of what it names.
fn closes(classes: &[Class], at: usize, kind: FieldType, whole: bool) -> Vec<usize> {
    let class = &classes[at];
    let one_other_value = || {
        let value = class.links.first().map(|link| classes[*link].value);
        let same = class
            .links
            .iter()
            .all(|link| Some(classes[*link].value) == value && !classes[*link].decision);
        same && value != Some(class.value)
    };
    let all = match kind {
        FieldType::AnyTrue => return Vec::new(),
        FieldType::ClosedReopened | FieldType::Withdrawal => true,
        FieldType::Release => class.decision,
        FieldType::BothShown | FieldType::Stricter => class.decision || (whole && one_other_value()),
    };
    let links = class.links.iter().copied();
    links
        .filter(|link| all || classes[*link].member == class.member)
        .collect()
}

/// For each statement the number of its circle: two have the same number when each closes the other through a chain.
/// These are the strongly connected parts, found by walking there and back (Kosaraju).
fn circles(closed: &[Vec<usize>]) -> Vec<usize> {
    let mut back = vec![Vec::new(); closed.len()];
    for (at, targets) in closed.iter().enumerate() {
        for target in targets {
            back[*target].push(at);
        }
    }
    let mut finished = Vec::new();
    let mut seen = vec![false; closed.len()];
    for at in 0..closed.len() {
        walk(closed, at, &mut seen, &mut finished);
    }
    let mut circle = vec![0; closed.len()];
    let mut seen = vec![false; closed.len()];
    for at in finished.into_iter().rev() {
        let mut members = Vec::new();
        walk(&back, at, &mut seen, &mut members);
        for member in members {
            circle[member] = at;
        }
    }
    circle
}

/// Goes as deep as there is anything new from `from`, and notes each place when it is left for good.
fn walk(edges: &[Vec<usize>], from: usize, seen: &mut [bool], left: &mut Vec<usize>) {
    let mut path = Vec::new();
    if !std::mem::replace(&mut seen[from], true) {
        path.push((from, 0));
    }
    while let Some((at, next)) = path.last_mut() {
        let target = edges[*at].get(*next).copied();
        *next += 1;
        match target {
            Some(target) if !std::mem::replace(&mut seen[target], true) => path.push((target, 0)),
            Some(_) => {}
            None => left.extend(path.pop().map(|(at, _)| at)),
        }
    }
}

/// How strict a value is: a higher number, or an earlier date, or what is neither last.
pub(super) fn strictness(value: &Value) -> (i64, std::cmp::Reverse<Option<&str>>, &[u8]) {
    let date = value.as_code();
    let number = value.as_int().unwrap_or(i64::MIN);
    // A date beats what is neither: `None` is the smallest Option, so it must not come first when reversed.
    let number = if date.is_some() { i64::MIN + 1 } else { number };
    (number, std::cmp::Reverse(date), value.as_bytes())
}
