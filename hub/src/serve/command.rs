//! `crosscheck serve`: a folder's hub, from its start to the signal to stop.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Instant;

use crosscheck_core::canonical::hex;
use crosscheck_core::change::KeyStore;
use crosscheck_core::{Error, ErrorKind, Sentence};
use serde::Deserialize;

use super::certificate::Tls;
use super::hub::held;
use super::listen::Server;
use super::open::open;
use super::standing::{Heard, Standing};
use super::status::told;
use crate::campaign::folder::fault;
use crate::console;
use crate::context::{Context, Outcome, Run, read};

/// Where phones find the hub, as `invite` writes it into a link.
pub const ADDRESS: &str = "address";
const SETTINGS: &str = "serve.toml";

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The campaign's folder
    #[arg(long)]
    dir: PathBuf,
    /// Address and port
    #[arg(long)]
    listen: Option<SocketAddr>,
    /// auto, off, CERT,KEY or CERT,off
    #[arg(long)]
    tls: Option<String>,
    /// File with the key of the hub's database and blobs
    #[arg(long)]
    key: Option<PathBuf>,
    /// Address phones use, where it is not the one listened at
    #[arg(long)]
    address: Option<String>,
}

/// `serve.toml` in the folder.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    listen: Option<String>,
    tls: Option<String>,
    key: Option<PathBuf>,
    address: Option<String>,
}

fn bad(name: &'static str, value: &str) -> Error {
    let what = Sentence::new("serve-setting-bad")
        .with("name", name)
        .with("value", value);
    Error::new(ErrorKind::BadInput, what)
}

impl Settings {
    fn of_file(dir: &Path) -> Result<Self, Error> {
        let path = dir.join(SETTINGS);
        if !path.exists() {
            return Ok(Self::default());
        }
        let text = read(&path)?;
        toml::from_str(&String::from_utf8_lossy(&text)).map_err(|cause| {
            let what = Sentence::new("serve-settings-bad").with("reason", cause.message());
            fault(&path, ErrorKind::BadInput, what)
        })
    }

    /// Flags before the environment, the environment before the file.
    fn all(args: &Args) -> Result<Self, Error> {
        let file = Self::of_file(&args.dir)?;
        let env = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let listen = args.listen.map(|listen| listen.to_string());
        Ok(Self {
            listen: listen.or_else(|| env("CROSSCHECK_LISTEN")).or(file.listen),
            tls: args.tls.clone().or_else(|| env("CROSSCHECK_TLS")).or(file.tls),
            key: args
                .key
                .clone()
                .or_else(|| env("CROSSCHECK_KEY").map(PathBuf::from))
                .or(file.key),
            address: args
                .address
                .clone()
                .or_else(|| env("CROSSCHECK_ADDRESS"))
                .or(file.address),
        })
    }
}

/// The address other machines reach this one at, where it listens at all of them. Nothing is sent for it.
fn reachable(listening: SocketAddr) -> SocketAddr {
    if !listening.ip().is_unspecified() {
        return listening;
    }
    let asked = std::net::UdpSocket::bind("0.0.0.0:0").and_then(|socket| {
        socket.connect("192.0.2.1:9")?;
        socket.local_addr()
    });
    let ip = asked.map_or(std::net::Ipv4Addr::LOCALHOST.into(), |address| address.ip());
    SocketAddr::new(ip, listening.port())
}

/// Starts writing the log of the process: one line of JSON an event, never what somebody wrote.
fn log() {
    let level = std::env::var("CROSSCHECK_LOG")
        .ok()
        .and_then(|level| level.parse().ok());
    let started = tracing_subscriber::fmt()
        .json()
        .with_max_level(level.unwrap_or(tracing::Level::INFO))
        .with_writer(std::io::stderr)
        .try_init();
    // Whoever embeds the hub may have a log of its own.
    drop(started);
}

pub fn run(args: &Args, context: &Context) -> Run {
    let begun = Instant::now();
    let settings = Settings::all(args)?;
    let listen = settings.listen.as_deref().unwrap_or("0.0.0.0:8443");
    let listen: SocketAddr = listen.parse().map_err(|_| bad("listen", listen))?;
    let setting = settings.tls.as_deref().unwrap_or("auto");
    log();
    let (hub, certified) = open(&args.dir, settings.key.as_deref())?;
    let tls = Tls::of_setting(setting, &hub.identity)?;
    let scheme = match &tls {
        Some(tls) if tls.is_spoken() => "https",
        // Phones are sent to the proxy, and only the office knows where that is.
        Some(_) if settings.address.is_none() => {
            return Err(Error::new(ErrorKind::BadInput, Sentence::new("serve-tls-address")));
        }
        _ => "http",
    };
    let server = Server::start(hub, listen, tls)?;
    let address = match settings.address {
        Some(address) => address,
        None => format!("{scheme}://{}", reachable(server.address())),
    };
    server.hub().storage.set_meta(ADDRESS, address.as_bytes())?;
    context.tell(
        &Sentence::new("serve-started")
            .with("address", &address)
            .with("listen", server.address())
            .with("tls", setting)
            .with("dir", args.dir.display())
            .with(
                "key",
                settings
                    .key
                    .map_or_else(|| "-".to_owned(), |key| key.display().to_string()),
            ),
    );
    let standing = {
        let hub = server.hub();
        let heard = Heard::of(&hub.storage)?;
        Standing::of(&held(&hub.book), &heard, Some(&hub.id()))?
    };
    if !certified && !standing.held {
        let identity = hex(server.hub().identity.public_key().as_bytes());
        context.note(&Sentence::new("serve-not-certified").with("identity", identity));
    }
    let link = console::new_link(&server.hub().storage, &address)?;
    console::command::tell(&link, context);
    for sentence in told(&standing, &args.dir) {
        context.note(&sentence);
    }
    context.note(&Sentence::new("serve-next").with("dir", args.dir.display()));
    tracing::info!(address, campaign = %server.hub().campaign, ms = begun.elapsed().as_millis(), "serving");
    server.wait();
    server.stop();
    context.tell(&Sentence::new("serve-stopped"));
    Ok(Outcome::Done)
}

/// The address phones find a hub at.
///
/// # Errors
/// When it was never served, and what the disk says.
pub fn url_of(storage: &super::storage::Storage) -> Result<String, Error> {
    let url = storage.meta(ADDRESS)?.and_then(|bytes| String::from_utf8(bytes).ok());
    url.ok_or_else(|| {
        Error::new(
            ErrorKind::NotFound,
            Sentence::new("serve-address-none").with("dir", "DIR"),
        )
    })
}
