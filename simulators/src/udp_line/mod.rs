//! A bad line: relays UDP between one client and one server and treats it as a mobile network does.
//! Limited rate with a queue that overflows, delay, jitter, loss, packets out of order, a freeze, and a
//! client that suddenly has another address.
//!
//! `stand-in udp-line --to HOST:PORT [--listen HOST:PORT] [--control N] [--rate-kbit N] [--queue-bytes N]
//! [--delay-ms N] [--jitter-ms N] [--loss-percent X] [--reorder-percent X] [--seed N]`. Rate, queue, delay,
//! jitter, loss and reorder are those of one direction; both directions are alike. Without a rate
//! there is no queue and no limit. The rate counts what is in the UDP packets, without their headers.
//! A late packet holds back those behind it; out of order are only those that `--reorder-percent` picks.
//!
//! Commands of the control port:
//!
//! | command | does |
//! | --- | --- |
//! | `PUT /freeze`, body: milliseconds | for so long nothing sets out; what fits into the queue waits |
//! | `PUT /blackout`, body: milliseconds | for so long everything that comes in is lost |
//! | `PUT /move` | from now on the server sees the client at another port |
//! | `GET /count` | `{"up": bytes, "down": bytes}` that came in from the client and from the server |

mod options;
mod queue;
mod road;

use std::io::{self, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use hyper::Method;
use thiserror::Error;
use tokio::net::{TcpListener, UdpSocket};
use tokio::time::Instant;

pub use options::{Options, OptionsError};

use crate::control::{self, Controlled, NO_FAULT};
use queue::{Entrance, Exit, queue};
use road::Road;

/// Longest packet that is carried.
const LONGEST: usize = 2048;

/// Why the line is not there.
#[derive(Debug, Error)]
pub enum LineError {
    /// The arguments are not understood.
    #[error(transparent)]
    Options(#[from] OptionsError),
    /// A port is not to be had.
    #[error("no port ({0}): choose another one")]
    Port(#[from] io::Error),
}

/// The subcommand: relays until the process is ended and says so with one line of JSON on stdout.
///
/// # Errors
/// [`LineError`].
pub async fn run(args: impl Iterator<Item = String>) -> Result<(), LineError> {
    let options = Options::parse(args)?;
    let (line, exits) = Line::new(&options).await?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.control)).await?;
    let ready = serde_json::json!({
        "ready": "udp-line",
        "port": line.near.local_addr()?.port(),
        "control": listener.local_addr()?.port(),
    });
    let mut out = io::stdout();
    writeln!(out, "{ready}")?;
    out.flush()?;
    tokio::spawn(control::serve(listener, Arc::clone(&line)));
    line.relay(exits).await;
    Ok(())
}

/// One direction: which packet arrives when, and the packets on their way.
struct Way {
    road: Mutex<Road>,
    entrance: Entrance,
    /// Bytes that came in.
    counted: AtomicU64,
}

/// The line.
struct Line {
    near: UdpSocket,
    far: Mutex<Arc<UdpSocket>>,
    to: SocketAddr,
    client: Mutex<Option<SocketAddr>>,
    up: Way,
    down: Way,
    frozen_until: Mutex<Instant>,
    lost_until: Mutex<Instant>,
    moved: tokio::sync::Notify,
}

/// Where the packets of both directions come out.
struct Exits {
    up: Exit,
    down: Exit,
}

impl Line {
    async fn new(options: &Options) -> io::Result<(Arc<Self>, Exits)> {
        let (up, up_exit) = Way::new(options, options.seed);
        let (down, down_exit) = Way::new(options, options.seed.wrapping_add(1));
        let line = Self {
            near: UdpSocket::bind(options.listen).await?,
            far: Mutex::new(Arc::new(UdpSocket::bind(any(options.to)).await?)),
            to: options.to,
            client: Mutex::new(None),
            up,
            down,
            frozen_until: Mutex::new(Instant::now()),
            lost_until: Mutex::new(Instant::now()),
            moved: tokio::sync::Notify::new(),
        };
        let exits = Exits {
            up: up_exit,
            down: down_exit,
        };
        Ok((Arc::new(line), exits))
    }

    async fn relay(self: Arc<Self>, exits: Exits) {
        let hands_up = tokio::spawn(Arc::clone(&self).hand_up(exits.up));
        let hands_down = tokio::spawn(Arc::clone(&self).hand_down(exits.down));
        self.take_in().await;
        hands_up.abort();
        hands_down.abort();
    }

    async fn take_in(&self) {
        let mut from_near = [0; LONGEST];
        let mut from_far = [0; LONGEST];
        loop {
            let far = Arc::clone(&locked(&self.far));
            tokio::select! {
                () = self.moved.notified() => {}
                received = self.near.recv_from(&mut from_near) => {
                    if let Ok((bytes, client)) = received {
                        *locked(&self.client) = Some(client);
                        self.carry(&self.up, &from_near[..bytes]);
                    }
                }
                received = far.recv_from(&mut from_far) => {
                    if let Ok((bytes, _)) = received {
                        self.carry(&self.down, &from_far[..bytes]);
                    }
                }
            }
        }
    }

    async fn hand_up(self: Arc<Self>, mut exit: Exit) {
        while let Some(packet) = exit.next().await {
            let far = Arc::clone(&locked(&self.far));
            // What nobody takes is lost, as on any line.
            let _ = far.send_to(&packet, self.to).await;
        }
    }

    async fn hand_down(self: Arc<Self>, mut exit: Exit) {
        while let Some(packet) = exit.next().await {
            let client = *locked(&self.client);
            if let Some(client) = client {
                let _ = self.near.send_to(&packet, client).await;
            }
        }
    }

    /// While the line is frozen nothing sets out, in a blackout everything is lost.
    fn carry(&self, way: &Way, packet: &[u8]) {
        way.counted
            .fetch_add(packet.len() as u64, Ordering::Relaxed);
        let now = Instant::now();
        if now < *locked(&self.lost_until) {
            return;
        }
        let from = now.max(*locked(&self.frozen_until));
        let arrival = locked(&way.road).arrival(from, packet.len());
        if let Some(at) = arrival {
            way.entrance.put(at, packet.to_vec());
        }
    }

    /// From now on the server sees the client at another port.
    fn move_away(&self) {
        let Ok(socket) = std::net::UdpSocket::bind(any(self.to)) else {
            return;
        };
        if socket.set_nonblocking(true).is_ok()
            && let Ok(socket) = UdpSocket::from_std(socket)
        {
            *locked(&self.far) = Arc::new(socket);
            self.moved.notify_one();
        }
    }
}

impl Controlled for Line {
    fn fault(&self) -> &'static str {
        NO_FAULT
    }

    fn set_fault(&self, name: &str) -> bool {
        name == NO_FAULT
    }

    fn command(&self, method: &Method, path: &str, body: &[u8]) -> Option<String> {
        match (method.as_str(), path) {
            ("PUT", "/freeze") => {
                *locked(&self.frozen_until) = Instant::now() + milliseconds(body)?;
                Some("frozen".to_owned())
            }
            ("PUT", "/blackout") => {
                *locked(&self.lost_until) = Instant::now() + milliseconds(body)?;
                Some("black".to_owned())
            }
            ("PUT", "/move") => {
                self.move_away();
                Some("moved".to_owned())
            }
            ("GET", "/count") => {
                let [up, down] =
                    [&self.up, &self.down].map(|way| way.counted.load(Ordering::Relaxed));
                Some(format!("{{\"up\":{up},\"down\":{down}}}"))
            }
            _ => None,
        }
    }
}

impl Way {
    fn new(options: &Options, seed: u64) -> (Self, Exit) {
        let (entrance, exit) = queue();
        let way = Self {
            road: Mutex::new(Road::new(&options.quality, seed)),
            entrance,
            counted: AtomicU64::new(0),
        };
        (way, exit)
    }
}

fn milliseconds(body: &[u8]) -> Option<Duration> {
    let millis = str::from_utf8(body).ok()?.trim().parse::<u32>().ok()?;
    Some(Duration::from_millis(millis.into()))
}

fn any(to: SocketAddr) -> SocketAddr {
    match to {
        SocketAddr::V4(_) => (Ipv4Addr::UNSPECIFIED, 0).into(),
        SocketAddr::V6(_) => (std::net::Ipv6Addr::UNSPECIFIED, 0).into(),
    }
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
