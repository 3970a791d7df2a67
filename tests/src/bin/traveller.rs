//! A phone to be killed: writes numbered notes and exchanges with a hub, and says what is saved and what the hub has.
//!
//! `traveller DATABASE ADDRESS` opens the keyed notebook of lea, opens her visit and goes on with the number after those
//! already there, for ever, in bursts of one to three. A crash test may rely on this alone: each line leaves the program in one write;
//! `saved N` after the transaction of note N and before that of the next; `acknowledged N` after the hub's answer for
//! note N was noted; `all N` when the notebook holds that everything to note N is on the office's hub.

use std::collections::BTreeMap;
use std::error::Error;
use std::io::{StdoutLock, Write};

use crosscheck_core::ids::OpId;
use crosscheck_core::notebook::{Copies, Notebook};
use crosscheck_tests::hub::address;
use crosscheck_tests::party;
use crosscheck_tests::phone::{MOST, Phone};
use crosscheck_tests::travels::{note, notes, open};

fn say(out: &mut StdoutLock, what: &str, number: u64) -> std::io::Result<()> {
    out.write_all(format!("{what} {number}\n").as_bytes())?;
    out.flush()
}

/// Says every note whose acknowledgement was not said yet, then whether all are on the server.
fn say_acknowledged(
    book: &Notebook,
    waiting: &mut BTreeMap<u64, OpId>,
    last: u64,
    out: &mut StdoutLock,
) -> Result<(), Box<dyn Error>> {
    let mut there = Vec::new();
    for (number, op) in waiting.iter() {
        if book.copies(op)? > Copies::Here {
            there.push(*number);
        }
    }
    for number in there {
        waiting.remove(&number);
        say(out, "acknowledged", number)?;
    }
    if book.is_all_on_server()? {
        say(out, "all", last)?;
    }
    Ok(())
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut words = std::env::args().skip(1);
    let database = words.next().ok_or("which database?")?;
    let at = words.next().ok_or("which hub?")?;
    let mut phone = Phone::new(open(database.as_ref()));
    let visit = party::visit(&mut phone.book());
    let mut waiting = notes(&phone.book(), &visit)?;
    let mut last = waiting.keys().next_back().copied().unwrap_or(0);
    phone.connect(&address(at));
    let mut out = std::io::stdout().lock();
    loop {
        let before = phone.transport().standing().answered;
        for _ in 0..=last % 3 {
            let op = note(&mut phone.book(), &visit, last + 1)?;
            last += 1;
            waiting.insert(last, op);
            say(&mut out, "saved", last)?;
        }
        phone.transport().changed();
        if !phone.transport().wait(MOST, |standing| standing.answered > before) {
            return Err("the hub does not answer".into());
        }
        say_acknowledged(&phone.book(), &mut waiting, last, &mut out)?;
    }
}
