//! Carries packets between the namespace's interface and the peer, and feeds the tunnel's life.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::os::fd::OwnedFd;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use amtskoffer_domain::tunnel::{Effect, Input, Tunnel as Life};
use defguard_boringtun::noise::{Tunn, TunnResult};
use tokio::io::Interest;
use tokio::io::unix::AsyncFd;
use tokio::net::UdpSocket;
use tokio::time::{Instant, MissedTickBehavior, interval};

use super::Peer;
use crate::lock;

/// Between two looks at the protocol's timers.
const TICK: Duration = Duration::from_millis(100);

/// Looks at the timers between two looks at our own address.
const LOOK_AT_SOURCE: u32 = 10;

/// Seconds between two signs of life, so that a mobile network keeps the way back open.
const KEEP_ALIVE: u16 = 25;

/// Longest packet on either side, with WireGuard's own 32 bytes around it.
const LONGEST: usize = 2048;

/// Most packets taken from one side before the other has its turn.
const TURN: usize = 64;

/// The pump.
pub(super) struct Pump {
    tun: AsyncFd<OwnedFd>,
    outside: UdpSocket,
    /// The same socket: sending does not wait for tokio to have seen that it is ready.
    sender: std::net::UdpSocket,
    peer: Peer,
    session: Tunn,
    index: u32,
    life: Arc<Mutex<Life>>,
    begun: Instant,
    /// Our address towards the peer, and how many looks at the timers ago it was asked for.
    source: Option<IpAddr>,
    ticks: u32,
    from: Box<[u8; LONGEST]>,
    into: Box<[u8; LONGEST]>,
}

impl Pump {
    pub(super) fn new(
        tun: OwnedFd,
        peer: Peer,
        life: Arc<Mutex<Life>>,
        begun: Instant,
    ) -> io::Result<Self> {
        // Not connected: the system chooses the source anew for each packet, so that a change from
        // one network to another needs nothing from us.
        let outside = std::net::UdpSocket::bind(any(peer.endpoint))?;
        outside.set_nonblocking(true)?;
        // SAFETY: the descriptor is owned and stays open for as long as it is registered.
        #[allow(unsafe_code)]
        let tun = unsafe { AsyncFd::register(tun)? };
        Ok(Self {
            tun,
            sender: outside.try_clone()?,
            outside: UdpSocket::from_std(outside)?,
            session: session(&peer, 0),
            peer,
            index: 0,
            life,
            begun,
            source: None,
            ticks: 0,
            from: Box::new([0; LONGEST]),
            into: Box::new([0; LONGEST]),
        })
    }

    /// Begins the first handshake; whoever connects from now on waits for it and is not refused.
    pub(super) fn begun(mut self) -> Self {
        self.happened(Input::Begin);
        self
    }

    /// Runs until dropped.
    pub(super) async fn run(mut self) {
        let mut ticks = interval(TICK);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                ready = self.outside.readable() => {
                    if ready.is_ok() {
                        self.take_from_outside();
                    }
                }
                ready = self.tun.readable() => {
                    if ready.map(|mut ready| ready.retain_ready()).is_ok() {
                        self.take_from_inside();
                    }
                }
                _ = ticks.tick() => self.ticked(),
            }
        }
    }

    fn take_from_outside(&mut self) {
        for _ in 0..TURN {
            let Ok((bytes, from)) = self.outside.try_recv_from(self.from.as_mut_slice()) else {
                return;
            };
            if from == self.peer.endpoint {
                self.came_from_outside(bytes);
            }
        }
    }

    fn came_from_outside(&mut self, bytes: usize) {
        let mut answered = false;
        let mut result = self.session.decapsulate(
            Some(self.peer.endpoint.ip()),
            &self.from[..bytes],
            self.into.as_mut_slice(),
        );
        loop {
            match result {
                TunnResult::WriteToNetwork(packet) => {
                    answered = true;
                    send(&self.sender, packet, self.peer.endpoint);
                    // Packets that waited for the handshake follow.
                    result = self
                        .session
                        .decapsulate(None, &[], self.into.as_mut_slice());
                }
                TunnResult::WriteToTunnelV4(packet, _) | TunnResult::WriteToTunnelV6(packet, _) => {
                    // A full interface drops, as any network does; TCP sends again.
                    let _ = rustix::io::write(self.tun.get_ref(), packet);
                    answered = true;
                    break;
                }
                TunnResult::Done => {
                    answered |= bytes > 0 && self.session.time_since_last_handshake().is_some();
                    break;
                }
                TunnResult::Err(_) => break,
            }
        }
        if answered {
            self.happened(Input::Answered);
        }
    }

    fn take_from_inside(&mut self) {
        for _ in 0..TURN {
            let buffer = self.from.as_mut_slice();
            let read = |tun: &OwnedFd| Ok(rustix::io::read(tun, buffer)?);
            let Ok(bytes) = self.tun.try_io(Interest::READABLE, read) else {
                return;
            };
            let sealed = self
                .session
                .encapsulate(&self.from[..bytes], self.into.as_mut_slice());
            if let TunnResult::WriteToNetwork(packet) = sealed {
                send(&self.sender, packet, self.peer.endpoint);
            }
        }
    }

    fn ticked(&mut self) {
        if let TunnResult::WriteToNetwork(packet) =
            self.session.update_timers(self.into.as_mut_slice())
        {
            send(&self.sender, packet, self.peer.endpoint);
        }
        self.happened(Input::Tick);
        self.ticks = (self.ticks + 1) % LOOK_AT_SOURCE;
        if self.ticks == 0 {
            self.look_at_source();
        }
    }

    /// Whether the system would send from another address now. Without any address there is no
    /// network at the moment, and the next one counts.
    fn look_at_source(&mut self) {
        let Some(source) = source_towards(self.peer.endpoint) else {
            return;
        };
        let before = self.source.replace(source);
        if before.is_some_and(|before| before != source) {
            self.happened(Input::Moved);
        }
    }

    fn happened(&mut self, input: Input) {
        let effect = lock(&self.life).take(input, self.begun.elapsed());
        match effect {
            Some(Effect::Handshake) => self.shake_hands_anew(),
            Some(Effect::Probe) => self.probe(),
            // Nothing can leave: the sockets have no other way than through us.
            Some(Effect::Cut) | None => {}
        }
    }

    /// A session that the peer may have forgotten is worth nothing: begins a fresh one.
    fn shake_hands_anew(&mut self) {
        self.index = self.index.wrapping_add(1) & 0x00ff_ffff;
        self.session = session(&self.peer, self.index);
        let greeting = self
            .session
            .format_handshake_initiation(self.into.as_mut_slice(), false);
        if let TunnResult::WriteToNetwork(packet) = greeting {
            send(&self.sender, packet, self.peer.endpoint);
        }
    }

    /// An empty packet: the peer learns our address and answers.
    fn probe(&mut self) {
        if let TunnResult::WriteToNetwork(packet) =
            self.session.encapsulate(&[], self.into.as_mut_slice())
        {
            send(&self.sender, packet, self.peer.endpoint);
        }
    }
}

/// The address that the system would send from; sends nothing.
fn source_towards(endpoint: SocketAddr) -> Option<IpAddr> {
    let socket = std::net::UdpSocket::bind(any(endpoint)).ok()?;
    socket.connect(endpoint).ok()?;
    Some(socket.local_addr().ok()?.ip())
}

fn any(endpoint: SocketAddr) -> SocketAddr {
    match endpoint {
        SocketAddr::V4(_) => (Ipv4Addr::UNSPECIFIED, 0).into(),
        SocketAddr::V6(_) => (Ipv6Addr::UNSPECIFIED, 0).into(),
    }
}

fn session(peer: &Peer, index: u32) -> Tunn {
    Tunn::new(
        peer.keys.ours.clone(),
        peer.keys.theirs,
        peer.keys.shared,
        Some(KEEP_ALIVE),
        index,
        None,
    )
}

/// What the network does not take is lost, as on any line.
fn send(sender: &std::net::UdpSocket, packet: &[u8], to: SocketAddr) {
    let _ = sender.send_to(packet, to);
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};
    use std::time::Duration;

    use amtskoffer_domain::tunnel::{State, Tunnel as Life};
    use tokio::time::Instant;

    use super::{Peer, Pump};
    use crate::lock;
    use crate::tunnel::wireguard::Keys;

    #[tokio::test]
    async fn the_first_handshake_has_left_before_anything_else_runs() {
        let town = tokio::net::UdpSocket::bind("127.0.0.1:0").await.unwrap();
        let (tun, _inside) = std::os::unix::net::UnixDatagram::pair().unwrap();
        tun.set_nonblocking(true).unwrap();
        let life = Arc::new(Mutex::new(Life::default()));
        let peer = Peer {
            endpoint: town.local_addr().unwrap(),
            keys: Keys::of([7; 32], [9; 32]),
        };
        let pump = Pump::new(tun.into(), peer, Arc::clone(&life), Instant::now()).unwrap();
        let _pump = pump.begun();
        let state = lock(&life).state();
        assert!(
            matches!(state, State::Connecting { tries: 1, .. }),
            "{state:?}"
        );
        let mut greeting = [0; 256];
        let came = tokio::time::timeout(Duration::from_secs(30), town.recv(&mut greeting));
        // A handshake initiation (WireGuard 5.4.2).
        assert_eq!(came.await.unwrap().unwrap(), 148);
        assert_eq!(greeting[0], 1);
    }
}
