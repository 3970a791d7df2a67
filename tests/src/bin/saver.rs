//! A program to be killed: appends numbered edits and says `saved N` only after edit N is committed.
//!
//! `saver DATABASE COUNT [--synchronous off|normal|full] [--reopen N] [--lane N]` appends COUNT edits after those already
//! there; with `--reopen` it closes and opens the database again after every N of them, with `--lane` it numbers apart
//! from other savers of the same database. A crash test may rely on this alone:
//! the line `saved N` leaves the program in one write, after the transaction of edit N and before that of the next.

use std::error::Error;
use std::io::Write;
use std::path::PathBuf;

use crosscheck_tests::edits::Edits;

struct Order {
    database: PathBuf,
    count: u64,
    synchronous: String,
    reopen: u64,
    lane: Option<u64>,
}

fn order() -> Result<Order, Box<dyn Error>> {
    let mut words = std::env::args().skip(1);
    let database = words.next().ok_or("which database?")?.into();
    let count = words.next().ok_or("how many edits?")?.parse()?;
    let mut order = Order {
        database,
        count,
        synchronous: "full".into(),
        reopen: u64::MAX,
        lane: None,
    };
    while let Some(option) = words.next() {
        let value = words.next().ok_or("an option without its value")?;
        match option.as_str() {
            "--synchronous" => order.synchronous = value,
            "--reopen" => order.reopen = value.parse()?,
            "--lane" => order.lane = Some(value.parse()?),
            other => return Err(format!("unknown option {other}").into()),
        }
    }
    Ok(order)
}

fn main() -> Result<(), Box<dyn Error>> {
    let order = order()?;
    let mut out = std::io::stdout().lock();
    let mut left = order.count;
    while left > 0 {
        let mut edits = Edits::open(&order.database, &order.synchronous)?;
        if let Some(lane) = order.lane {
            edits = edits.in_lane(lane);
        }
        let now = left.min(order.reopen);
        for _ in 0..now {
            let line = format!("saved {}\n", edits.append()?);
            out.write_all(line.as_bytes())?;
            out.flush()?;
        }
        left -= now;
    }
    Ok(())
}
