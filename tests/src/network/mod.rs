//! A bad network on loopback: a TCP proxy between phones and a hub that is slow, far away, cut, or lies.
//!
//! It sees the bytes of TLS alone, so all it does is done to TCP: rate and latency as a [`Profile`] asks, connections
//! that break as [`Faults`] ask, and the login page of a hotel in place of the hub. One proxy is the link of one phone;
//! a test with three phones starts three. Everything random comes from the seed and the number of the connection.
//!
//! What it cannot show: the system answers the SYN of a phone itself, so a connection to a held or captive network
//! is always taken, and only then nothing comes. The proxy's threads are its own: tests need no runtime.

#![allow(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "helpers of tests fail as loudly as tests do"
)]

mod connection;
mod line;
mod profile;
mod toll;

use std::future::pending;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, mpsc};

use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::JoinSet;

use connection::{BUFFER, End, serve};
pub use line::Traffic;
use line::{Line, Way};
pub use profile::{Fate, Fault, Faults, Profile};

/// A proxy; dropping it closes everything.
#[derive(Debug)]
pub struct Proxy {
    address: SocketAddr,
    line: Arc<Line>,
    orders: UnboundedSender<(Order, mpsc::Sender<()>)>,
    runtime: Option<Runtime>,
    /// Bound and never listening: the port stays the proxy's own while it is cut, and refuses.
    _port: TcpSocket,
}

/// What a proxy is told while it runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    Cut,
    Mend,
    CountAnew,
}

impl Proxy {
    /// Listens on a port of its own on loopback and passes every connection on to `upstream`.
    #[must_use]
    pub fn start(upstream: SocketAddr, profile: Profile, seed: u64) -> Self {
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("bad-network")
            .enable_all()
            .build()
            .unwrap();
        let port = bound((Ipv4Addr::LOCALHOST, 0).into()).unwrap();
        let address = port.local_addr().unwrap();
        let line = Arc::new(Line::new(upstream, profile));
        let (orders, received) = unbounded_channel();
        let door = Door {
            address,
            seed,
            line: line.clone(),
            listener: None,
            served: JoinSet::new(),
            since: 0,
        };
        runtime.spawn(door.keep(received));
        let proxy = Self {
            address,
            line,
            orders,
            runtime: Some(runtime),
            _port: port,
        };
        proxy.mend();
        proxy
    }

    /// Where phones connect to.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What was carried and done so far.
    #[must_use]
    pub fn traffic(&self) -> Traffic {
        *self.line.traffic()
    }

    /// Changes the network: rates and latency for all bytes from now on, faults for connections from now on.
    pub fn set_profile(&self, profile: Profile) {
        *self.line.profile() = profile;
        self.order(Order::CountAnew);
    }

    /// Resets every connection and refuses new ones. Both are done when this returns.
    pub fn cut(&self) {
        self.order(Order::Cut);
    }

    /// Takes connections again, at the same address.
    pub fn mend(&self) {
        self.order(Order::Mend);
    }

    /// Lets nothing pass from the hub to the phone, or lets it pass again. As TCP would repeat lost packets, the bytes
    /// of the meantime arrive then; the end of a stream waits too.
    pub fn drop_down(&self, dropped: bool) {
        self.line.hold(Way::Down, dropped);
    }

    /// Lets nothing pass from the phone to the hub, or lets it pass again, as [`Proxy::drop_down`].
    pub fn drop_up(&self, dropped: bool) {
        self.line.hold(Way::Up, dropped);
    }

    fn order(&self, order: Order) {
        let (done, wait) = mpsc::channel();
        self.orders.send((order, done)).unwrap();
        wait.recv().unwrap_or_else(|_| panic!("the proxy could not {order:?}"));
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        let (done, wait) = mpsc::channel();
        if self.orders.send((Order::Cut, done)).is_ok() {
            let _ = wait.recv();
        }
        // A runtime may not be waited for inside another one, where tests may be.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

fn bound(address: SocketAddr) -> io::Result<TcpSocket> {
    let socket = TcpSocket::new_v4()?;
    socket.set_reuseaddr(true)?;
    socket.set_recv_buffer_size(BUFFER)?;
    socket.set_send_buffer_size(BUFFER)?;
    socket.bind(address)?;
    Ok(socket)
}

/// Where connections come in.
struct Door {
    address: SocketAddr,
    seed: u64,
    line: Arc<Line>,
    listener: Option<TcpListener>,
    served: JoinSet<()>,
    /// How many connections there were when the profile was set.
    since: u32,
}

impl Door {
    async fn keep(mut self, mut orders: UnboundedReceiver<(Order, mpsc::Sender<()>)>) {
        loop {
            tokio::select! {
                biased;
                Some((order, done)) = orders.recv() => {
                    self.obey(order).await;
                    let _ = done.send(());
                }
                Some(_) = self.served.join_next() => {}
                // A phone that was gone before it was taken is an error of accepting, and no more than that.
                phone = accepted(self.listener.as_ref()) => phone.into_iter().for_each(|phone| self.take(phone)),
            }
        }
    }

    async fn obey(&mut self, order: Order) {
        match order {
            Order::Cut => {
                self.listener = None;
                self.served.shutdown().await;
            }
            Order::Mend if self.listener.is_none() => {
                self.listener = Some(bound(self.address).unwrap().listen(1024).unwrap());
            }
            Order::Mend => {}
            Order::CountAnew => self.since = self.line.traffic().connections,
        }
    }

    fn take(&mut self, phone: TcpStream) {
        let number = {
            let mut traffic = self.line.traffic();
            traffic.connections += 1;
            traffic.connections - 1
        };
        let faults = self.line.profile().faults.clone();
        let fate = if faults.befall(number - self.since) {
            faults.fate(self.seed, number)
        } else {
            Fate::Passes
        };
        self.served.spawn(serve(self.line.clone(), End::new(phone), fate));
    }
}

async fn accepted(listener: Option<&TcpListener>) -> io::Result<TcpStream> {
    match listener {
        Some(listener) => Ok(listener.accept().await?.0),
        None => pending().await,
    }
}
