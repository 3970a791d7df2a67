//! RFC 6962 trees over the op ids of one branch: one root stands for a branch up to an op.
//!
//! A leaf is the hash of 0x00 and an op id, a node the hash of 0x01 and its two children (RFC 6962, section 2.1).
//! Leaves are any bytes here, so that published vectors can be held against it. Whoever only appends keeps the peaks, at most 64 hashes. Proofs that an op is in a branch, and that one branch
//! continues another, are those of sections 2.1.1 and 2.1.2.

use sha2::{Digest, Sha256};

use crate::ids::Root;

type Hash = [u8; 32];

fn leaf(bytes: &[u8]) -> Hash {
    let mut hash = Sha256::new();
    hash.update([0]);
    hash.update(bytes);
    hash.finalize().into()
}

fn node(left: &Hash, right: &Hash) -> Hash {
    let mut hash = Sha256::new();
    hash.update([1]);
    hash.update(left);
    hash.update(right);
    hash.finalize().into()
}

/// A branch one can append to: the roots of its full subtrees, largest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Peaks {
    size: u64,
    peaks: Vec<Hash>,
}

impl Peaks {
    /// The branch without ops.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The branch of these ops.
    #[must_use]
    pub fn of<L: AsRef<[u8]>>(ids: &[L]) -> Self {
        let mut peaks = Self::new();
        for id in ids {
            peaks.push(id);
        }
        peaks
    }

    /// Appends an op.
    pub fn push<L: AsRef<[u8]>>(&mut self, id: &L) {
        let mut hash = leaf(id.as_ref());
        // Each one at the end of the size is a full subtree that the new leaf completes.
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.peaks.pop() {
                hash = node(&left, &hash);
            }
        }
        self.peaks.push(hash);
        self.size += 1;
    }

    /// How many ops.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The root; SHA-256 of nothing when there is no op.
    #[must_use]
    pub fn root(&self) -> Root {
        let mut rest = self.peaks.iter().rev();
        let Some(last) = rest.next() else {
            return Root(Sha256::digest(b"").into());
        };
        Root(rest.fold(*last, |right, left| node(left, &right)))
    }
}

/// The root over the ids of a branch.
#[must_use]
pub fn root<L: AsRef<[u8]>>(ids: &[L]) -> Root {
    Peaks::of(ids).root()
}

/// The largest power of two below `size`, for `size` over 1.
fn split(size: usize) -> usize {
    size.next_power_of_two() / 2
}

fn subtree(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Sha256::digest(b"").into(),
        [one] => *one,
        _ => {
            let (left, right) = leaves.split_at(split(leaves.len()));
            node(&subtree(left), &subtree(right))
        }
    }
}

fn leaves<L: AsRef<[u8]>>(ids: &[L]) -> Vec<Hash> {
    ids.iter().map(|id| leaf(id.as_ref())).collect()
}

/// The audit path of the op at `index`, lowest sibling first; none when there is no such op.
#[must_use]
pub fn inclusion<L: AsRef<[u8]>>(ids: &[L], index: usize) -> Option<Vec<[u8; 32]>> {
    (index < ids.len()).then(|| path(&leaves(ids), index))
}

fn path(leaves: &[Hash], index: usize) -> Vec<Hash> {
    if leaves.len() <= 1 {
        return Vec::new();
    }
    let at = split(leaves.len());
    let (left, right) = leaves.split_at(at);
    let (mut found, sibling) = if index < at {
        (path(left, index), subtree(right))
    } else {
        (path(right, index - at), subtree(left))
    };
    found.push(sibling);
    found
}

/// Whether `proof` shows that `id` is op number `index` (from 0) of the branch of `size` ops with this root.
#[must_use]
pub fn verify_inclusion<L: AsRef<[u8]>>(id: &L, index: u64, size: u64, proof: &[[u8; 32]], root: &Root) -> bool {
    if index >= size {
        return false;
    }
    let (mut at, mut last, mut hash) = (index, size - 1, leaf(id.as_ref()));
    for sibling in proof {
        if last == 0 {
            return false;
        }
        if at % 2 == 1 || at == last {
            hash = node(sibling, &hash);
            let skip = if at % 2 == 1 { 0 } else { at.trailing_zeros().min(63) };
            (at, last) = (at >> skip, last >> skip);
        } else {
            hash = node(&hash, sibling);
        }
        (at, last) = (at >> 1, last >> 1);
    }
    last == 0 && hash == root.0
}

/// The proof that the branch of the first `old` ops is the beginning of the whole; none when `old` is 0 or too large.
#[must_use]
pub fn consistency<L: AsRef<[u8]>>(ids: &[L], old: usize) -> Option<Vec<[u8; 32]>> {
    (1..=ids.len())
        .contains(&old)
        .then(|| subproof(old, &leaves(ids), true))
}

fn subproof(old: usize, leaves: &[Hash], whole: bool) -> Vec<Hash> {
    if old == leaves.len() {
        return if whole { Vec::new() } else { vec![subtree(leaves)] };
    }
    let at = split(leaves.len());
    let (left, right) = leaves.split_at(at);
    let (mut proof, sibling) = if old <= at {
        (subproof(old, left, whole), subtree(right))
    } else {
        (subproof(old - at, right, false), subtree(left))
    };
    proof.push(sibling);
    proof
}

/// Whether `proof` shows that the branch of `old` ops with `old_root` is the beginning of that of `size` with `root`.
#[must_use]
pub fn verify_consistency(old: u64, old_root: &Root, size: u64, root: &Root, proof: &[[u8; 32]]) -> bool {
    if old == 0 || old > size {
        return false;
    }
    if old == size {
        return proof.is_empty() && old_root == root;
    }
    let (first, rest) = if old.is_power_of_two() {
        (old_root.0, proof)
    } else {
        match proof.split_first() {
            Some((first, rest)) => (*first, rest),
            None => return false,
        }
    };
    let shift = (old - 1).trailing_ones();
    climb((old - 1) >> shift, (size - 1) >> shift, first, rest) == Some((old_root.0, root.0))
}

/// The two roots a consistency proof leads to, from the subtree both trees share.
fn climb(mut at: u64, mut last: u64, first: Hash, proof: &[Hash]) -> Option<(Hash, Hash)> {
    let (mut old, mut new) = (first, first);
    for sibling in proof {
        if last == 0 {
            return None;
        }
        if at % 2 == 1 || at == last {
            (old, new) = (node(sibling, &old), node(sibling, &new));
            let skip = if at == 0 { 63 } else { at.trailing_zeros() };
            (at, last) = (at >> skip, last >> skip);
        } else {
            new = node(&new, sibling);
        }
        (at, last) = (at >> 1, last >> 1);
    }
    (last == 0).then_some((old, new))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::OpId;
    use ct_merkle::mem_backed_tree::MemoryBackedTree;
    use proptest::prelude::*;

    fn ids(count: usize) -> Vec<OpId> {
        (0..count)
            .map(|n| OpId(Sha256::digest(n.to_be_bytes()).into()))
            .collect()
    }

    #[test]
    fn a_proof_of_one_op_shows_no_other() {
        let ids = ids(11);
        let root = root(&ids);
        let proof = inclusion(&ids, 4).unwrap();
        assert!(verify_inclusion(&ids[4], 4, 11, &proof, &root));
        assert!(!verify_inclusion(&ids[5], 4, 11, &proof, &root));
        assert!(!verify_inclusion(&ids[4], 5, 11, &proof, &root));
        assert!(!verify_inclusion(&ids[4], 4, 11, &proof[1..], &root));
    }

    proptest! {
        #[test]
        fn roots_and_proofs_equal_those_of_ct_merkle(count in 1_usize..70, index in 0_usize..70, old in 1_usize..70) {
            let (index, old) = (index % count, old.min(count));
            let ids = ids(count);
            let mut oracle: MemoryBackedTree<Sha256, [u8; 32]> = MemoryBackedTree::new();
            for id in &ids { oracle.push(id.0); }
            let root = root(&ids);
            let theirs = oracle.root();
            prop_assert_eq!(theirs.as_bytes().as_slice(), &root.0[..]);
            let proof = inclusion(&ids, index).unwrap();
            let theirs = oracle.prove_inclusion(index);
            prop_assert_eq!(theirs.as_bytes(), &proof.concat()[..]);
            prop_assert!(verify_inclusion(&ids[index], index as u64, count as u64, &proof, &root));
            let proof = consistency(&ids, old).unwrap();
            if old < count {
                let theirs = oracle.prove_consistency(count - old);
                prop_assert_eq!(theirs.as_bytes(), &proof.concat()[..]);
            }
            let old_root = super::root(&ids[..old]);
            prop_assert!(verify_consistency(old as u64, &old_root, count as u64, &root, &proof));
        }

        #[test]
        fn a_wrong_proof_never_verifies_nor_panics(
            count in 1_usize..40, at: u64, size: u64, proof in prop::collection::vec(any::<[u8; 32]>(), 0..70)
        ) {
            let ids = ids(count);
            let root = root(&ids);
            prop_assert!(!verify_inclusion(&OpId([1; 32]), at, size, &proof, &root));
            prop_assert!(!verify_consistency(at, &Root([1; 32]), size, &root, &proof));
        }
    }
}
