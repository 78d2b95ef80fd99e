//! The built-in tunnel: WireGuard without root. The kernel speaks TCP inside a [`Namespace`]; what comes
//! out of its interface is sealed and sent over UDP, and the other way round.

mod keys;
mod pump;

use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use amtskoffer_domain::tunnel::{Closed, Input, State, Tunnel as Life};
use tokio::net::{TcpSocket, TcpStream};
use tokio::task::{JoinHandle, spawn_blocking};
use tokio::time::{Instant, timeout};

pub use keys::{KeyFileError, Keys};

use super::namespace::{Namespace, Socket};
use super::{CONNECT, Connecting, Tunnel, TunnelError};
use crate::lock;
use pump::Pump;

/// Where the tunnel leads and who we are in it.
#[derive(Debug)]
pub struct Peer {
    /// UDP address of the other end.
    pub endpoint: SocketAddr,
    /// Our private and the other end's public key.
    pub keys: Keys,
}

/// The tunnel.
#[derive(Debug)]
pub struct WireGuard {
    namespace: Arc<Namespace>,
    life: Arc<Mutex<Life>>,
    begun: Instant,
    is_paced: AtomicBool,
    pump: JoinHandle<()>,
}

impl WireGuard {
    /// Begins to set the tunnel up, and keeps it up until dropped. A connection that is asked for at once waits
    /// for the first handshake. Needs a running runtime; the
    /// namespace must have been made before.
    ///
    /// # Errors
    /// [`TunnelError::Io`] when there is no UDP socket or the interface cannot be read.
    pub fn begin(namespace: Namespace, peer: Peer) -> Result<Self, TunnelError> {
        let life = Arc::new(Mutex::new(Life::default()));
        let tun = namespace.tun.try_clone()?;
        let begun = Instant::now();
        let pump = Pump::new(tun, peer, Arc::clone(&life), begun)?.begun();
        Ok(Self {
            namespace: Arc::new(namespace),
            life,
            begun,
            is_paced: AtomicBool::new(false),
            pump: tokio::spawn(pump.run()),
        })
    }

    async fn open(&self, to: SocketAddr) -> Result<TcpStream, TunnelError> {
        match lock(&self.life).state() {
            State::FailedClosed(_) => return Err(TunnelError::AroundTunnel),
            State::Down => return Err(TunnelError::NotUp),
            // A first connection makes the handshake happen.
            State::Connecting { .. } | State::Up { .. } | State::Degraded { .. } => {}
        }
        let socket = self.socket().await?;
        self.is_paced.store(socket.is_paced, Ordering::Relaxed);
        let connecting = TcpSocket::from_std_stream(socket.socket).connect(to);
        let stream = timeout(CONNECT, connecting)
            .await
            .map_err(|_| TunnelError::Timeout(CONNECT))??;
        Ok(stream)
    }

    async fn socket(&self) -> Result<Socket, TunnelError> {
        let namespace = Arc::clone(&self.namespace);
        let socket = spawn_blocking(move || namespace.socket()).await;
        let socket = socket.map_err(std::io::Error::other).flatten();
        if socket.is_err() {
            // Without the helper there is no way into the tunnel any more.
            let gone = Input::PathLost(Closed::InterfaceGone);
            lock(&self.life).take(gone, self.begun.elapsed());
        }
        Ok(socket?)
    }
}

impl Tunnel for WireGuard {
    fn connect(&self, to: SocketAddr) -> Connecting<'_> {
        Box::pin(self.open(to))
    }

    fn state(&self) -> State {
        lock(&self.life).state()
    }

    fn is_paced(&self) -> bool {
        self.is_paced.load(Ordering::Relaxed)
    }
}

impl Drop for WireGuard {
    fn drop(&mut self) {
        self.pump.abort();
    }
}
