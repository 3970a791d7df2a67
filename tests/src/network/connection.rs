//! One connection: two ways of bytes, each a reader that pays for the line and a writer that waits out the latency.
//!
//! Whatever happens to a connection travels in the queue behind the bytes that were sent before it, an end and a reset
//! too, as it does on a wire. An end that was not marked clean closes with a reset.

use std::future::pending;
use std::io;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Duration;

use tokio::io::{AsyncWriteExt, copy, sink};
use tokio::net::tcp::{ReadHalf, WriteHalf};
use tokio::net::{TcpSocket, TcpStream};
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::time::{Instant, sleep_until, timeout};

use super::line::{Line, Way};
use super::profile::{Fate, Fault};
use super::toll::{Toll, Verdict};

/// Bytes in a socket's buffer, so that a sender feels the rate of the line. The system doubles it.
pub(super) const BUFFER: u32 = 4096;
/// Pieces on the way at once; more than any profile's rate times its latency.
const PIECES: usize = 256;
/// How long a side that was closed on may still send before it is told off with a reset.
const LINGER: Duration = Duration::from_secs(1);

const PAGE: &str = "<html><title>Wi-Fi</title><form action=\"/login\"><input name=\"room\"></form></html>\n";

/// One side of a connection; closes with a reset unless marked clean.
#[derive(Debug)]
pub(super) struct End {
    stream: TcpStream,
    clean: bool,
}

impl End {
    pub fn new(stream: TcpStream) -> Self {
        // Without it a phone's small pieces would wait for one another on top of the latency asked for.
        let _ = stream.set_nodelay(true);
        Self { stream, clean: false }
    }

    /// Ends the stream towards this side and takes what it still sends for a moment.
    async fn close(&mut self) {
        self.clean = true;
        let _ = self.stream.shutdown().await;
        let _ = timeout(LINGER, copy(&mut self.stream, &mut sink())).await;
    }
}

impl Drop for End {
    fn drop(&mut self) {
        if !self.clean {
            let _ = self.stream.set_zero_linger();
        }
    }
}

/// What travels on a way.
#[derive(Debug)]
enum Cargo {
    Bytes(Vec<u8>),
    End,
    Broken(Broken),
}

/// Why a connection is over before both its ends said so.
#[derive(Debug, Clone, Copy)]
enum Broken {
    Gone,
    Fault(Fault),
}

type Queue = Sender<(Instant, Cargo)>;

/// How far a way has come.
#[derive(Debug, Default)]
struct Progress {
    /// The side that it leads to takes no more bytes: what still comes from that side is followed by a reset.
    refused: AtomicBool,
    /// The side that it leads to knows that its stream has ended.
    ended: AtomicBool,
}

/// One way of a connection.
struct Passage<'a> {
    line: &'a Line,
    toll: &'a Toll,
    way: Way,
    progress: &'a Progress,
    /// That of the other way.
    back: &'a Progress,
}

impl Passage<'_> {
    /// Takes bytes from a side at the rate of the line until the stream ends or breaks.
    async fn depart(&self, from: ReadHalf<'_>, queue: Queue) -> Result<(), Broken> {
        let last = match self.read(from, &queue).await {
            Ok(()) => Cargo::End,
            Err(_) => Cargo::Broken(Broken::Gone),
        };
        if self.toll.hides_end(self.way) {
            return pending().await;
        }
        let _ = queue.send((Instant::now() + self.line.latency(), last)).await;
        Ok(())
    }

    async fn read(&self, from: ReadHalf<'_>, queue: &Queue) -> io::Result<()> {
        let mut buffer = vec![0; self.line.piece(self.way)];
        loop {
            self.line.opened(self.way).await;
            from.readable().await?;
            buffer.resize(self.line.piece(self.way), 0);
            match from.try_read(&mut buffer) {
                Ok(0) => return Ok(()),
                Ok(count) => self.pass(&buffer[..count], queue).await,
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(error) => return Err(error),
            }
        }
    }

    async fn pass(&self, bytes: &[u8], queue: &Queue) {
        let left = self.line.book(self.way, bytes.len());
        until(left).await;
        let arrival = left + self.line.latency();
        let claim = self.toll.claim(self.way, bytes.len());
        claim.struck.into_iter().for_each(|fault| self.line.struck(fault));
        self.line.lost(bytes.len() - claim.granted);
        if claim.granted > 0 {
            let bytes = Cargo::Bytes(bytes[..claim.granted].to_vec());
            let _ = queue.send((arrival, bytes)).await;
        }
        match claim.verdict {
            Verdict::Pass | Verdict::Swallow => {}
            Verdict::Halt => pending::<()>().await,
            Verdict::End(fault) => {
                let _ = queue.send((arrival, Cargo::Broken(Broken::Fault(fault)))).await;
                pending::<()>().await;
            }
        }
    }

    /// Hands bytes to the other side when their time has come.
    async fn arrive(&self, mut to: WriteHalf<'_>, mut queue: Receiver<(Instant, Cargo)>) -> Result<(), Broken> {
        while let Some((moment, cargo)) = queue.recv().await {
            until(moment).await;
            self.line.opened(self.way).await;
            match cargo {
                Cargo::Bytes(bytes) => self.hand(&mut to, &bytes).await?,
                Cargo::Broken(broken) => return Err(broken),
                Cargo::End if self.back.refused.load(Relaxed) => return Err(Broken::Gone),
                Cargo::End => {
                    let _ = to.shutdown().await;
                    self.progress.ended.store(true, Relaxed);
                }
            }
        }
        Ok(())
    }

    async fn hand(&self, to: &mut WriteHalf<'_>, bytes: &[u8]) -> Result<(), Broken> {
        if self.progress.refused.load(Relaxed) {
            self.line.lost(bytes.len());
            return Ok(());
        }
        self.line.carried(self.way, bytes.len());
        if to.write_all(bytes).await.is_err() {
            // What this side sent before may still be on its way; only then does the other side hear of the refusal.
            self.progress.refused.store(true, Relaxed);
            if self.back.ended.load(Relaxed) {
                return Err(Broken::Gone);
            }
        }
        Ok(())
    }
}

/// Waits for a moment. One that has come costs nothing, where a timer would round it up to a millisecond.
async fn until(moment: Instant) {
    if moment > Instant::now() {
        sleep_until(moment).await;
    }
}

/// Carries bytes both ways until both streams have ended or the connection breaks.
async fn carry(line: &Line, toll: &Toll, phone: &mut End, hub: &mut End) -> Result<(), Broken> {
    let (upwards, downwards) = (Progress::default(), Progress::default());
    let passage = |way, progress, back| Passage {
        line,
        toll,
        way,
        progress,
        back,
    };
    let up = passage(Way::Up, &upwards, &downwards);
    let down = passage(Way::Down, &downwards, &upwards);
    let (from_phone, to_phone) = phone.stream.split();
    let (from_hub, to_hub) = hub.stream.split();
    let ((up_in, up_out), (down_in, down_out)) = (channel(PIECES), channel(PIECES));
    tokio::try_join!(
        up.depart(from_phone, up_in),
        up.arrive(to_hub, up_out),
        down.depart(from_hub, down_in),
        down.arrive(to_phone, down_out),
    )?;
    Ok(())
}

async fn dial(line: &Line) -> io::Result<End> {
    let socket = if line.upstream.is_ipv4() {
        TcpSocket::new_v4()?
    } else {
        TcpSocket::new_v6()?
    };
    socket.set_recv_buffer_size(BUFFER)?;
    socket.set_send_buffer_size(BUFFER)?;
    Ok(End::new(socket.connect(line.upstream).await?))
}

/// Answers whatever a phone sends first with a login page.
async fn log_in(line: &Line, mut phone: End, redirect: bool) -> io::Result<()> {
    phone.stream.readable().await?;
    line.traffic().captives += 1;
    until(Instant::now() + line.latency() * 2).await;
    let status = if redirect {
        "302 Found\r\nLocation: http://login.example/"
    } else {
        "200 OK\r\nContent-Type: text/html"
    };
    let length = PAGE.len();
    let answer = format!("HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{PAGE}");
    phone.stream.write_all(answer.as_bytes()).await?;
    phone.close().await;
    Ok(())
}

/// Serves one connection of a phone to its end.
pub(super) async fn serve(line: Arc<Line>, mut phone: End, fate: Fate) {
    // The handshake of TCP: the phone's own system has finished it with the proxy at once.
    until(Instant::now() + line.latency() * 2).await;
    if let Fate::Captive { redirect } = fate {
        let _ = log_in(&line, phone, redirect).await;
        return;
    }
    let Ok(mut hub) = dial(&line).await else { return };
    let toll = Toll::new(fate);
    let outcome = carry(&line, &toll, &mut phone, &mut hub).await;
    match outcome {
        Ok(()) => (phone.clean, hub.clean) = (true, true),
        Err(Broken::Fault(Fault::Truncate)) => {
            tokio::join!(phone.close(), hub.close());
        }
        Err(_) => {}
    }
}
