//! Reserves: who takes the place of a drawn unit that cannot be visited.
//!
//! They follow in the design's own order; the systematic designs have none beyond their walk and take the undrawn
//! units by ticket.

use std::collections::HashSet;

use crate::draw::ticket::Seed;

/// The `count` units after the first `drawn` of an order, as many as exist.
#[must_use]
pub fn following(order: &[usize], drawn: usize, count: usize) -> Vec<usize> {
    order.iter().skip(drawn).take(count).copied().collect()
}

/// The first `count` undrawn units by ticket, as many as exist.
#[must_use]
pub fn undrawn_by_ticket(seed: &Seed, ids: &[&str], main: &[usize], count: usize) -> Vec<usize> {
    if count == 0 {
        return Vec::new();
    }
    let drawn: HashSet<usize> = main.iter().copied().collect();
    let order = seed.order(ids).into_iter();
    order.filter(|unit| !drawn.contains(unit)).take(count).collect()
}
