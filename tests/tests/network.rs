//! The bad network does to connections what its profile says, and nothing else: all other tests of the network lean on
//! it. Durations are held to lower bounds only, for a machine under load is late and never early.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use std::io::{self, ErrorKind, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use crosscheck_tests::network::{Fate, Fault, Faults, Profile, Proxy};

/// Longer than anything here takes; a test that waits so long has failed.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long nothing must come before it counts as nothing.
const SILENCE: Duration = Duration::from_millis(150);
const HELLO: &[u8] = b"a hundred bytes, or nearly so";

/// A hub that runs a story for each connection, until the test is over.
fn hub(story: impl Fn(TcpStream) + Send + Clone + 'static) -> SocketAddr {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let story = story.clone();
            thread::spawn(move || story(stream));
        }
    });
    address
}

/// A hub that sends back what it gets, and ends its stream when the phone has.
fn echo() -> SocketAddr {
    hub(|mut stream| {
        let mut back = stream.try_clone().unwrap();
        let _ = io::copy(&mut stream, &mut back);
        let _ = back.shutdown(Shutdown::Write);
    })
}

/// A hub that says what it gets, piece by piece.
fn listening() -> (SocketAddr, Receiver<Vec<u8>>) {
    let (said, heard) = channel();
    let address = hub(move |mut stream| {
        let mut buffer = [0; 4096];
        while let Ok(count) = stream.read(&mut buffer) {
            if said.send(buffer[..count].to_vec()).is_err() || count == 0 {
                return;
            }
        }
    });
    (address, heard)
}

fn phone(proxy: &Proxy) -> TcpStream {
    let stream = TcpStream::connect(proxy.address()).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream.set_nodelay(true).unwrap();
    stream
}

fn with(faults: Faults) -> Profile {
    Profile {
        faults,
        ..Profile::good()
    }
}

/// Says something and hears it again; or how the connection broke.
fn ask(stream: &mut TcpStream, words: &[u8]) -> io::Result<()> {
    stream.write_all(words)?;
    let mut heard = vec![0; words.len()];
    stream.read_exact(&mut heard)?;
    assert_eq!(heard, words);
    Ok(())
}

/// Asks byte by byte until the connection breaks: how many bytes the phone heard, and how it broke.
fn ask_until_broken(stream: &mut TcpStream) -> (u64, ErrorKind) {
    for heard in 0.. {
        if let Err(error) = ask(stream, b"x") {
            return (heard, error.kind());
        }
    }
    unreachable!()
}

fn assert_silent(stream: &mut TcpStream) {
    stream.set_read_timeout(Some(SILENCE)).unwrap();
    let error = stream.read(&mut [0; 1]).unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut),
        "{error}"
    );
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
}

/// Bytes that differ from place to place.
fn letters(count: usize) -> Vec<u8> {
    (0..count)
        .map(|place| u8::try_from(place * 31 % 251).unwrap())
        .collect()
}

/// Sends bytes through an echo, gives how long it took, and holds the bytes that come back against them.
fn send_through(proxy: &Proxy, bytes: &[u8]) -> Duration {
    let mut stream = phone(proxy);
    let begin = Instant::now();
    let mut sender = stream.try_clone().unwrap();
    let mut heard = Vec::new();
    thread::scope(|scope| {
        scope.spawn(move || {
            sender.write_all(bytes).unwrap();
            sender.shutdown(Shutdown::Write).unwrap();
        });
        stream.read_to_end(&mut heard).unwrap();
    });
    assert!(heard == bytes, "{} of {} bytes came back", heard.len(), bytes.len());
    begin.elapsed()
}

#[test]
fn a_good_network_changes_nothing_and_counts_every_byte() {
    let proxy = Proxy::start(echo(), Profile::good(), 1);
    let bytes = letters(2_000_000);
    println!("2 MB there and back in {:?}", send_through(&proxy, &bytes));
    println!("HELLO in {:?}", send_through(&proxy, HELLO));
    let traffic = proxy.traffic();
    let carried = (bytes.len() + HELLO.len()) as u64;
    assert_eq!((traffic.up, traffic.down, traffic.lost), (carried, carried, 0));
    assert_eq!(traffic.connections, 2);
    assert_eq!(traffic.resets + traffic.stalls + traffic.half_opens, 0);
    assert_eq!(traffic.truncations + traffic.captives, 0);
}

#[test]
fn twenty_kilobits_per_second_are_twenty_each_way() {
    let slow = Profile {
        latency: Duration::ZERO,
        ..Profile::gprs()
    };
    let (up, down) = (
        Profile {
            down_bits: 0,
            ..slow.clone()
        },
        Profile { up_bits: 0, ..slow },
    );
    for profile in [up, down] {
        let proxy = Proxy::start(echo(), profile.clone(), 1);
        let took = send_through(&proxy, &letters(5_000));
        println!("5 kB at 20 kbit/s: {took:?}");
        assert!(took >= Duration::from_millis(1_400), "{took:?} at {profile:?}");
    }
}

#[test]
fn a_faster_line_is_faster_and_its_connections_share_it() {
    let profile = Profile {
        latency: Duration::ZERO,
        up_bits: 0,
        ..Profile::one_mbit()
    };
    let proxy = Proxy::start(echo(), profile, 1);
    let begin = Instant::now();
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| send_through(&proxy, &letters(100_000)));
        }
    });
    let took = begin.elapsed();
    println!("200 kB at 1 Mbit/s: {took:?}");
    // 1.6 s of line time for the two; each alone would need half of it.
    assert!(took >= Duration::from_millis(1_120), "{took:?}");
}

#[test]
fn a_sender_feels_the_rate() {
    let profile = Profile {
        latency: Duration::ZERO,
        ..Profile::gprs()
    };
    let proxy = Proxy::start(echo(), profile, 1);
    let mut stream = phone(&proxy);
    stream.set_write_timeout(Some(SILENCE)).unwrap();
    // More than all buffers hold, the system's own on the phone's side too.
    let error = stream.write_all(&letters(30_000_000)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::WouldBlock);
    assert!(proxy.traffic().up < 30_000);
}

#[test]
fn every_answer_waits_for_the_latency_both_ways_and_a_connection_for_its_handshake() {
    let latency = Duration::from_millis(100);
    let profile = Profile {
        latency,
        ..Profile::good()
    };
    let proxy = Proxy::start(echo(), profile, 1);
    let begin = Instant::now();
    let mut stream = phone(&proxy);
    ask(&mut stream, HELLO).unwrap();
    assert!(begin.elapsed() >= latency * 4, "{:?}", begin.elapsed());
    let begin = Instant::now();
    ask(&mut stream, HELLO).unwrap();
    assert!(begin.elapsed() >= latency * 2, "{:?}", begin.elapsed());
}

#[test]
fn a_network_gets_better_under_a_running_connection() {
    let far = Profile {
        latency: Duration::from_millis(100),
        ..Profile::good()
    };
    let proxy = Proxy::start(echo(), far.clone(), 1);
    let mut stream = phone(&proxy);
    ask(&mut stream, HELLO).unwrap();
    proxy.set_profile(Profile::good());
    ask(&mut stream, HELLO).unwrap();
    proxy.set_profile(far);
    let begin = Instant::now();
    ask(&mut stream, HELLO).unwrap();
    assert!(begin.elapsed() >= Duration::from_millis(200));
}

#[test]
fn a_reset_comes_after_the_bytes_the_seed_says() {
    let faults = Faults {
        reset_every: Some(10..200),
        ..Faults::default()
    };
    let proxy = Proxy::start(echo(), with(faults.clone()), 7);
    let mut carried = 0;
    for connection in 0..5 {
        let (heard, kind) = ask_until_broken(&mut phone(&proxy));
        let Fate::Breaks {
            fault: Fault::Reset,
            after,
        } = faults.fate(7, connection)
        else {
            panic!("{:?}", faults.fate(7, connection))
        };
        carried += after;
        assert_eq!((heard, kind), (after / 2, ErrorKind::ConnectionReset));
    }
    let traffic = proxy.traffic();
    assert_eq!(traffic.up + traffic.down, carried);
    assert_eq!((traffic.resets, traffic.connections), (5, 5));
}

#[test]
fn a_stalled_connection_stays_open_and_silent() {
    let faults = Faults {
        stall_every: Some(100..101),
        ..Faults::default()
    };
    let (address, heard) = listening();
    let proxy = Proxy::start(address, with(faults), 1);
    let mut stream = phone(&proxy);
    stream.write_all(&[7; 150]).unwrap();
    let mut arrived = 0;
    while arrived < 100 {
        arrived += heard.recv_timeout(PATIENCE).unwrap().len();
    }
    assert_eq!(arrived, 100);
    stream.write_all(HELLO).unwrap();
    assert_silent(&mut stream);
    drop(stream);
    assert!(heard.recv_timeout(SILENCE).is_err(), "the hub heard of the phone again");
    let traffic = proxy.traffic();
    assert_eq!((traffic.up, traffic.lost, traffic.stalls), (100, 50, 1));
}

#[test]
fn a_half_open_connection_still_brings_the_hub_what_the_phone_says() {
    let faults = Faults {
        half_open_every: Some(60..61),
        ..Faults::default()
    };
    let (said, heard) = channel();
    let address = hub(move |mut stream| {
        let mut buffer = [0; 1];
        while stream.read(&mut buffer).unwrap() > 0 {
            stream.write_all(&buffer).unwrap();
            said.send(Some(buffer[0])).unwrap();
        }
        said.send(None).unwrap();
    });
    let proxy = Proxy::start(address, with(faults), 1);
    let mut stream = phone(&proxy);
    for _ in 0..30 {
        ask(&mut stream, b"x").unwrap();
    }
    stream.write_all(b"yyyyy").unwrap();
    assert_silent(&mut stream);
    let words: Vec<u8> = heard.iter().take(35).flatten().collect();
    assert_eq!(words[30..], *b"yyyyy");
    stream.shutdown(Shutdown::Write).unwrap();
    assert_eq!(heard.recv_timeout(PATIENCE), Ok(None), "the hub did not see the end");
    assert_silent(&mut stream);
    let traffic = proxy.traffic();
    assert_eq!((traffic.up, traffic.down, traffic.half_opens), (35, 30, 1));
}

#[test]
fn a_truncated_answer_ends_as_if_it_were_whole() {
    let faults = Faults {
        truncate_every: Some(1_000..1_001),
        ..Faults::default()
    };
    let whole = letters(5_000);
    let said = whole.clone();
    let address = hub(move |mut stream| {
        let _ = stream.write_all(&said);
        let _ = io::copy(&mut stream, &mut io::sink());
    });
    let proxy = Proxy::start(address, with(faults), 1);
    let mut heard = Vec::new();
    phone(&proxy).read_to_end(&mut heard).unwrap();
    assert_eq!(heard, whole[..1_000]);
    assert_eq!((proxy.traffic().down, proxy.traffic().truncations), (1_000, 1));
}

#[test]
fn a_captive_network_answers_in_plain_text_until_it_heals() {
    let faults = Faults {
        captive: true,
        heal_after: Some(8),
        ..Faults::default()
    };
    let proxy = Proxy::start(echo(), with(faults), 3);
    let mut statuses = Vec::new();
    for _ in 0..8 {
        let mut stream = phone(&proxy);
        stream
            .write_all(b"\x16\x03\x01 the first bytes of a handshake")
            .unwrap();
        let mut page = String::new();
        stream.read_to_string(&mut page).unwrap();
        assert!(page.contains("\r\n\r\n<html>"), "{page}");
        statuses.push(page.split("\r\n").next().unwrap().to_owned());
    }
    statuses.sort();
    statuses.dedup();
    assert_eq!(statuses, ["HTTP/1.1 200 OK", "HTTP/1.1 302 Found"]);
    assert_eq!((proxy.traffic().captives, proxy.traffic().up), (8, 0));
    ask(&mut phone(&proxy), HELLO).unwrap();
}

#[test]
fn faults_end_after_the_connections_asked_for_and_begin_anew_with_a_profile() {
    let faults = Faults {
        reset_every: Some(10..20),
        heal_after: Some(2),
        ..Faults::default()
    };
    let proxy = Proxy::start(echo(), with(faults.clone()), 1);
    for _ in 0..2 {
        for _ in 0..2 {
            let (_, kind) = ask_until_broken(&mut phone(&proxy));
            assert_eq!(kind, ErrorKind::ConnectionReset);
        }
        ask(&mut phone(&proxy), &letters(1_000)).unwrap();
        proxy.set_profile(with(faults.clone()));
    }
    assert_eq!((proxy.traffic().resets, proxy.traffic().connections), (4, 6));
}

#[test]
fn the_same_seed_gives_the_same_fates_and_another_seed_others() {
    let faults = Profile::flaky().faults;
    let fates = |seed| (0..200).map(|number| faults.fate(seed, number)).collect::<Vec<_>>();
    assert_eq!(fates(5), fates(5));
    assert_ne!(fates(5), fates(6));
    let count = |wanted| {
        let is = |fate: &&Fate| matches!(fate, Fate::Breaks { fault, .. } if *fault == wanted);
        fates(5).iter().filter(is).count()
    };
    let (resets, stalls) = (count(Fault::Reset), count(Fault::Stall));
    assert!(resets > 20 && stalls > 20, "{resets} resets, {stalls} stalls");
    assert_eq!(resets + stalls, 200);
}

#[test]
fn a_cut_network_resets_and_refuses_until_it_is_mended() {
    let proxy = Proxy::start(echo(), Profile::good(), 1);
    let mut streams = [phone(&proxy), phone(&proxy)];
    for stream in &mut streams {
        ask(stream, HELLO).unwrap();
    }
    for _ in 0..2 {
        proxy.cut();
        for stream in &mut streams {
            assert_eq!(ask(stream, HELLO).unwrap_err().kind(), ErrorKind::ConnectionReset);
        }
        let refused = TcpStream::connect(proxy.address()).unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::ConnectionRefused);
        proxy.mend();
        proxy.mend();
        streams = [phone(&proxy), phone(&proxy)];
        for stream in &mut streams {
            ask(stream, HELLO).unwrap();
        }
    }
    assert_eq!(proxy.traffic().connections, 6);
    let address = proxy.address();
    drop(proxy);
    let refused = TcpStream::connect(address).unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::ConnectionRefused);
}

#[test]
fn what_a_partition_held_arrives_when_it_is_over() {
    let proxy = Proxy::start(echo(), Profile::good(), 1);
    let mut stream = phone(&proxy);
    ask(&mut stream, b"x").unwrap();
    proxy.drop_down(true);
    stream.write_all(b"one").unwrap();
    assert_silent(&mut stream);
    assert_eq!((proxy.traffic().up, proxy.traffic().down), (4, 1));
    proxy.drop_up(true);
    proxy.drop_down(false);
    let mut heard = [0; 3];
    stream.read_exact(&mut heard).unwrap();
    stream.write_all(b"two").unwrap();
    assert_silent(&mut stream);
    assert_eq!((proxy.traffic().up, proxy.traffic().down), (4, 4));
    proxy.drop_up(false);
    stream.read_exact(&mut heard).unwrap();
    assert_eq!(heard, *b"two");
}

#[test]
fn an_answer_before_a_reset_of_the_hub_arrives_before_the_reset() {
    let address = hub(|mut stream| {
        stream.read_exact(&mut [0; 1]).unwrap();
        stream.write_all(HELLO).unwrap();
        // Closed with the rest unread, the system resets.
    });
    let profile = Profile {
        latency: Duration::from_millis(50),
        ..Profile::good()
    };
    let proxy = Proxy::start(address, profile, 1);
    let mut stream = phone(&proxy);
    stream.write_all(&[7; 1_000]).unwrap();
    let mut heard = vec![0; HELLO.len()];
    stream.read_exact(&mut heard).unwrap();
    assert_eq!(heard, HELLO);
    assert_eq!(stream.read(&mut [0; 1]).unwrap_err().kind(), ErrorKind::ConnectionReset);
}

#[test]
fn a_hub_that_is_not_there_resets() {
    let gone = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = gone.local_addr().unwrap();
    drop(gone);
    let proxy = Proxy::start(address, Profile::good(), 1);
    let error = ask(&mut phone(&proxy), HELLO).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ConnectionReset);
}

#[test]
fn a_proxy_is_at_home_inside_a_runtime_too() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let proxy = Proxy::start(echo(), Profile::good(), 1);
        ask(&mut phone(&proxy), HELLO).unwrap();
        proxy.cut();
    });
}
