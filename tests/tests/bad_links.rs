//! A day of one inspector over links as they are in townships: slow, far, breaking off, and lying. Everything arrives, and
//! little is sent twice; with the text goes one picture, of a size that such a link can bear.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use std::time::Duration;

use crosscheck_core::transport::Patience;
use crosscheck_tests::day::Day;
use crosscheck_tests::network::{Faults, Profile, Traffic};
use crosscheck_tests::phone::PATIENCE;

/// Ops of a day, a fifth of them with a typed text.
const DAY: u32 = 2_500;
/// The most bytes a day may cost on the wire where nothing breaks off.
const AIM: u64 = 120 * 1024;

/// A picture that goes with the text, and its bytes.
type Picture = (&'static str, usize);
const THUMB: Picture = ("thumb", 12_000);
const PREVIEW: Picture = ("preview", 150_000);
const ORIGINAL: Picture = ("original", 3_000_000);

/// One day over a link of this profile; what it cost.
fn carry(profile: Profile, picture: Option<Picture>, seed: u64) -> Traffic {
    let mut day = Day::begin(seed);
    day.write(DAY);
    if let Some((picture, length)) = picture {
        day.photograph(picture, length);
    }
    // A slow link is borne with as the product does; one that hangs only so long that the test goes on.
    let hangs = profile.faults.stall_every.is_some() || profile.faults.half_open_every.is_some();
    let patience = if hangs { PATIENCE } else { Patience::default() };
    day.proxy.set_profile(profile);
    day.carry(patience)
}

/// Whether at most half as much again was sent as over a good link.
fn little_twice(name: &str, up: u64, alone: u64) {
    println!("{name}: {up} bytes up, {alone} over a good link");
    assert!(up * 2 <= alone * 3, "{name}: {up} against {alone}");
}

#[test]
fn a_day_costs_little_on_a_good_link() {
    let cost = carry(Profile::good(), None, 1);
    println!("a day of {DAY} ops: {} bytes up, {} down", cost.up, cost.down);
    assert!(cost.up + cost.down <= AIM, "{cost:?}");
}

#[test]
fn a_day_arrives_over_every_slow_or_far_link_and_little_is_sent_twice() {
    let far = Profile {
        latency: Duration::from_secs(2),
        ..Profile::good()
    };
    let links = [
        ("20 kbit/s", Profile::gprs(), THUMB),
        ("100 kbit/s", Profile::edge(), THUMB),
        ("384 kbit/s", Profile::umts(), PREVIEW),
        ("1 Mbit/s", Profile::one_mbit(), PREVIEW),
        ("3 Mbit/s", Profile::three_mbit(), ORIGINAL),
        ("2 s away", far, THUMB),
    ];
    std::thread::scope(|scope| {
        let carried = links.map(|(name, profile, picture)| {
            scope.spawn(move || {
                let alone = carry(Profile::good(), Some(picture), 2).up;
                (name, carry(profile, Some(picture), 3).up, alone)
            })
        });
        for carried in carried {
            let (name, up, alone) = carried.join().unwrap();
            little_twice(name, up, alone);
        }
    });
}

/// 1 Mbit/s with faults.
fn faulty(faults: Faults) -> Profile {
    Profile {
        faults,
        ..Profile::one_mbit()
    }
}

/// After how many bytes a connection breaks: seldom long enough for a whole day.
const SOON: Option<std::ops::Range<u64>> = Some(4_000..60_000);

/// Days over such a link, each weighed for itself; what struck, by the count a fault goes by. A request that is cut halves
/// the next, and a piece whose fate nobody knows is asked after: so no day pays for much of itself twice.
fn arrives_with(name: &str, faults: &Faults, struck: impl Fn(&Traffic) -> u32) {
    let alone = carry(Profile::good(), Some(PREVIEW), 3).up;
    let seeds = [4, 5, 6, 7, 8];
    let days = std::thread::scope(|scope| {
        let day = |seed| scope.spawn(move || (seed, carry(faulty(faults.clone()), Some(PREVIEW), seed)));
        seeds.map(day).map(|day| day.join().unwrap())
    });
    for (seed, cost) in &days {
        println!("{name}, seed {seed}: {cost:?}");
        little_twice(&format!("{name}, seed {seed}"), cost.up, alone);
    }
    let count: u32 = days.iter().map(|(_, cost)| struck(cost)).sum();
    assert!(count > 0, "nothing broke, so nothing was shown");
}

#[test]
fn a_day_arrives_over_a_link_that_is_reset() {
    let faults = Faults {
        reset_every: SOON,
        ..Faults::default()
    };
    arrives_with("resets", &faults, |cost| cost.resets);
}

#[test]
fn a_day_arrives_over_a_link_that_hangs() {
    let faults = Faults {
        stall_every: SOON,
        ..Faults::default()
    };
    arrives_with("stalls", &faults, |cost| cost.stalls);
}

#[test]
fn a_day_arrives_over_a_link_whose_answers_are_lost() {
    let faults = Faults {
        half_open_every: SOON,
        ..Faults::default()
    };
    arrives_with("half open", &faults, |cost| cost.half_opens);
}

#[test]
fn a_day_arrives_over_a_link_that_ends_in_the_middle() {
    let faults = Faults {
        truncate_every: SOON,
        ..Faults::default()
    };
    arrives_with("cut short", &faults, |cost| cost.truncations);
}

#[test]
fn a_day_arrives_once_somebody_has_logged_in_on_the_page_that_answered_for_the_hub() {
    let faults = Faults {
        captive: true,
        heal_after: Some(3),
        ..Faults::default()
    };
    arrives_with("login page", &faults, |cost| cost.captives);
}

#[test]
fn a_day_arrives_over_a_link_that_breaks_off_and_hangs() {
    let faults = Faults {
        reset_every: SOON,
        stall_every: Some(4_000..90_000),
        ..Faults::default()
    };
    arrives_with("resets and stalls", &faults, |cost| cost.resets + cost.stalls);
}
