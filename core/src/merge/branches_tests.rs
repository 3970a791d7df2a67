//! Tests of branches: runs find their place in any order, forks stand side by side, gaps have names.

use super::*;

fn id(name: u8) -> OpId {
    OpId([name; 32])
}

fn root_of(names: &[u8]) -> Root {
    crate::change::root(&names.iter().map(|name| id(*name)).collect::<Vec<_>>())
}

/// The run of `names` after `before`, each op numbered by its name.
fn piece(before: &[u8], names: &[u8]) -> Piece {
    Piece {
        from: before.len() as u64 + 1,
        before: root_of(before),
        root: Some(root_of(&[before, names].concat())),
        ids: names.iter().map(|name| id(*name)).collect(),
        ops: names.iter().map(|name| usize::from(*name)).collect(),
    }
}

fn point(names: &[u8]) -> Reached {
    Reached {
        seq: names.len() as u64,
        root: root_of(names),
    }
}

/// The ops that `points` cover.
fn covered(tree: &Tree, points: &[Reached]) -> Vec<usize> {
    let covered = tree.covered(points);
    let mut ops: Vec<usize> = tree
        .places()
        .filter(|(node, _)| covered[*node])
        .map(|(_, op)| op)
        .collect();
    ops.sort_unstable();
    ops.dedup();
    ops
}

fn waiting(tree: &Tree) -> Vec<usize> {
    let mut ops: Vec<usize> = tree
        .places()
        .filter(|(node, _)| tree.gap_of(*node).is_some())
        .map(|(_, op)| op)
        .collect();
    ops.sort_unstable();
    ops
}

#[test]
fn a_line_is_a_line_however_it_was_cut_and_mixed() {
    let tree = Tree::grow(vec![
        piece(&[1, 2], &[3]),
        piece(&[], &[1, 2]),
        piece(&[1], &[2, 3, 4]),
        piece(&[], &[1]),
    ]);
    assert_eq!((tree.fork(), waiting(&tree)), (None, vec![]));
    assert_eq!(tree.reached(|_| true), [point(&[1, 2, 3, 4])]);
}

#[test]
fn a_fork_stands_on_both_sides() {
    let tree = Tree::grow(vec![
        piece(&[], &[1, 2, 3]),
        piece(&[1], &[5, 6]),
        piece(&[1, 5, 6], &[7]),
    ]);
    assert_eq!((tree.fork(), waiting(&tree)), (Some(2), vec![]));
    assert_eq!(tree.reached(|_| true), [point(&[1, 2, 3]), point(&[1, 5, 6, 7])]);
    assert_eq!(covered(&tree, &[point(&[1, 5])]), [1, 5]);
    assert_eq!(covered(&tree, &[point(&[1, 5]), point(&[1, 2])]), [1, 2, 5]);
}

#[test]
fn a_root_not_held_covers_by_place_up_to_a_fork() {
    let line = Tree::grow(vec![piece(&[], &[1, 2, 3])]);
    assert_eq!(
        covered(
            &line,
            &[Reached {
                seq: 2,
                root: Root([9; 32])
            }]
        ),
        [1, 2]
    );
    assert_eq!(covered(&line, &[point(&[1, 2, 3, 4, 5])]), [1, 2, 3]);
    let forked = Tree::grow(vec![piece(&[], &[1, 2, 3]), piece(&[1], &[5])]);
    assert_eq!(
        covered(
            &forked,
            &[Reached {
                seq: 3,
                root: Root([9; 32])
            }]
        ),
        [1]
    );
    assert_eq!(covered(&forked, &[]), Vec::<usize>::new());
}

#[test]
fn what_follows_a_gap_hangs_on_its_name_and_joins_when_the_gap_fills() {
    let (second, third) = (piece(&[1, 2], &[3, 4]), piece(&[1, 2, 3, 4], &[5]));
    let tree = Tree::grow(vec![third.clone(), second.clone(), piece(&[], &[1])]);
    assert_eq!(waiting(&tree), [3, 4, 5]);
    let gaps: Vec<_> = tree.places().filter_map(|(node, _)| tree.gap_of(node)).collect();
    assert!(gaps.iter().all(|gap| *gap == point(&[1, 2])));
    assert_eq!(covered(&tree, &[point(&[1, 2, 3, 4])]), [1, 3, 4]);
    assert_eq!(tree.reached(|_| true), [point(&[1]), point(&[1, 2, 3, 4, 5])]);
    let whole = Tree::grow(vec![third, second, piece(&[], &[1]), piece(&[1], &[2])]);
    assert_eq!(waiting(&whole), Vec::<usize>::new());
    assert_eq!(covered(&whole, &[point(&[1, 2, 3])]), [1, 2, 3]);
}

#[test]
fn a_run_with_a_root_that_is_not_its_own_has_no_place() {
    let lie = Piece {
        root: Some(Root([9; 32])),
        ..piece(&[1], &[2])
    };
    let tree = Tree::grow(vec![piece(&[], &[1]), lie]);
    assert_eq!(tree.places().count(), 1);
    let wrong_start = Piece {
        before: Root([9; 32]),
        ..piece(&[], &[1])
    };
    assert_eq!(waiting(&Tree::grow(vec![wrong_start])), [1]);
}

#[test]
fn below_a_gap_the_next_signed_root_stands_for_an_op() {
    let tree = Tree::grow(vec![piece(&[1, 2], &[3, 4, 5])]);
    let only_three = |node: usize| tree.places().any(|(at, op)| at == node && op == 3);
    assert_eq!(tree.reached(only_three), [point(&[1, 2, 3, 4, 5])]);
}
