//! A day over a link that loses three packets of ten, each way: the system's own TCP in a network of the test's own.
//!
//! The test runs itself again in a network namespace of its own, whose loopback drops what arrives at the phone's link at
//! random.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use std::process::Command;

use crosscheck_core::transport::Patience;
use crosscheck_tests::apart::{Apart, Test};
use crosscheck_tests::day::Day;
use crosscheck_tests::run;

/// Ops of the day: a fifth of a usual one, since TCP waits longer with every packet that is lost again.
const DAY: u32 = 500;

/// A table that drops three of ten packets to and from a port as they arrive, so that no sender knows. Of what leaves,
/// packets and bytes are counted.
fn losing(port: u16) -> String {
    format!(
        "table inet loss {{
            counter sent {{ }}
            counter dropped {{ }}
            chain leaves {{
                type filter hook output priority 0;
                tcp dport {port} counter name sent
            }}
            chain arrives {{
                type filter hook input priority 0;
                tcp dport {port} numgen random mod 100 < 30 counter name dropped drop
                tcp sport {port} numgen random mod 100 < 30 counter name dropped drop
            }}
        }}"
    )
}

/// A network whose loopback has packets as they are elsewhere.
const NETWORK: Apart = Apart {
    namespace: "--net",
    ready: "ip link set lo up mtu 1500 gso_max_segs 1",
};

/// From now on the link of this port loses packets.
fn lose(port: u16) {
    let folder = tempfile::tempdir().unwrap();
    let rules = folder.path().join("rules");
    std::fs::write(&rules, losing(port)).unwrap();
    run(Command::new("nft").arg("-f").arg(&rules));
}

/// Packets and bytes of a counter.
fn counted(name: &str) -> (u64, u64) {
    let listed = run(Command::new("nft").args(["list", "counter", "inet", "loss", name]));
    let listed = String::from_utf8(listed.stdout).unwrap();
    let words: Vec<&str> = listed.split_whitespace().collect();
    let after = |word| {
        words[words.iter().position(|found| *found == word).unwrap() + 1]
            .parse()
            .unwrap()
    };
    (after("packets"), after("bytes"))
}

/// Segments that the systems of this network sent again.
fn sent_again() -> u64 {
    let counters = std::fs::read_to_string("/proc/self/net/snmp").unwrap();
    let mut rows = counters.lines().filter_map(|line| line.strip_prefix("Tcp: "));
    let (names, values) = (rows.next().unwrap(), rows.next().unwrap());
    let mut pairs = names.split(' ').zip(values.split(' '));
    pairs
        .find(|(name, _)| *name == "RetransSegs")
        .unwrap()
        .1
        .parse()
        .unwrap()
}

fn day() -> Day {
    let mut day = Day::begin(1);
    day.write(DAY);
    day
}

/// What happens inside the network. Packets are sent again by the system, whose luck nobody can seed: where three of ten
/// are lost each way, half of all exchanges fail, so these are printed and not judged. Judged is what the phone gives to
/// TCP: on one connection little more than without loss, and for each that fell silent at most the day again, which is a
/// single push.
fn carried() {
    let alone = day().carry(Patience::default()).up;
    let (day, before) = (day(), sent_again());
    lose(day.proxy.address().port());
    let cost = day.carry(Patience::default());
    let ((sent, bytes), (dropped, lost)) = (counted("sent"), counted("dropped"));
    println!(
        "{DAY} ops: {} bytes up in the streams of TCP, {alone} without loss, over {} connections; {sent} packets of {bytes} bytes left for the \
         hub; {dropped} packets of {lost} bytes dropped both ways, {} segments sent again",
        cost.up,
        cost.connections,
        sent_again() - before
    );
    assert!(dropped > 0, "nothing was lost, so nothing was shown");
    let silent = u64::from(cost.connections) - 1;
    assert!(
        cost.up <= alone * 3 / 2 + silent * alone,
        "{} bytes up over {} connections, {alone} without loss",
        cost.up,
        cost.connections
    );
}

#[test]
fn a_day_arrives_where_three_packets_of_ten_are_lost() {
    let folder = tempfile::tempdir().unwrap();
    let rules = folder.path().join("rules");
    std::fs::write(&rules, losing(1)).unwrap();
    let test = Test {
        name: "a_day_arrives_where_three_packets_of_ten_are_lost",
        probe: &["nft", "-f", rules.to_str().unwrap()],
        given: &[],
    };
    NETWORK.run(&test, carried);
}
