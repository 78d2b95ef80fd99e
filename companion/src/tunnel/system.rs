//! The town's own VPN client: IPsec or anything else that has an interface of its own. Two layers keep
//! everything inside. Every socket is bound to the interface, so the kernel lets nothing out elsewhere;
//! and the kernel's routing is asked before every connection and watched meanwhile, so that a tunnel
//! that ends cuts what is open and is named. That the interface is up proves nothing.

mod route;

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, Weak};
use std::thread;

use amtskoffer_domain::tunnel::{Effect, Input, State, Tunnel as Life};
use tokio::net::{TcpSocket, TcpStream};
use tokio::sync::watch;
use tokio::task::spawn_blocking;
use tokio::time::{Instant, timeout};

use super::{CONNECT, Connecting, Cut, Tunnel, TunnelError, pacing};
use crate::lock;
pub use route::parse_any;
use route::{Changes, look};

/// The tunnel.
#[derive(Debug)]
pub struct System {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    interface: String,
    gateway: IpAddr,
    life: Mutex<Life>,
    begun: Instant,
    is_paced: AtomicBool,
    cuts: watch::Sender<()>,
}

impl System {
    /// Begins to watch the path to the gateway, until dropped.
    ///
    /// # Errors
    /// [`TunnelError::Io`] when the kernel does not tell of its routes, or there is no thread.
    pub fn begin(interface: String, gateway: IpAddr) -> Result<Self, TunnelError> {
        let shared = Arc::new(Shared {
            interface,
            gateway,
            life: Mutex::new(Life::default()),
            begun: Instant::now(),
            is_paced: AtomicBool::new(false),
            cuts: watch::Sender::new(()),
        });
        shared.happened(Input::Begin);
        // Subscribed before the first look, so that no change is missed in between.
        let changes = Changes::subscribe()?;
        shared.look();
        let watched = Arc::downgrade(&shared);
        thread::Builder::new()
            .name("tunnel route".to_owned())
            .spawn(move || watch_path(&changes, &watched))?;
        Ok(Self { shared })
    }

    async fn open(&self, to: SocketAddr) -> Result<TcpStream, TunnelError> {
        let shared = Arc::clone(&self.shared);
        let looked = spawn_blocking(move || shared.look()).await;
        looked.map_err(io::Error::other)?;
        match self.state() {
            State::FailedClosed(_) => return Err(TunnelError::AroundTunnel),
            State::Down => return Err(TunnelError::NotUp),
            State::Connecting { .. } | State::Up { .. } | State::Degraded { .. } => {}
        }
        let socket = match to {
            SocketAddr::V4(_) => TcpSocket::new_v4()?,
            SocketAddr::V6(_) => TcpSocket::new_v6()?,
        };
        socket.bind_device(Some(self.shared.interface.as_bytes()))?;
        let is_paced = pacing::pace(&socket);
        self.shared.is_paced.store(is_paced, Ordering::Relaxed);
        let stream = timeout(CONNECT, socket.connect(to))
            .await
            .map_err(|_| TunnelError::Timeout(CONNECT))??;
        Ok(stream)
    }
}

impl Tunnel for System {
    fn connect(&self, to: SocketAddr) -> Connecting<'_> {
        Box::pin(self.open(to))
    }

    fn state(&self) -> State {
        lock(&self.shared.life).state()
    }

    fn cut(&self) -> Cut {
        let mut cuts = self.shared.cuts.subscribe();
        Box::pin(async move {
            // Also when the tunnel itself is gone.
            let _ = cuts.changed().await;
        })
    }

    fn answered(&self) {
        self.shared.happened(Input::Answered);
    }

    fn is_paced(&self) -> bool {
        self.shared.is_paced.load(Ordering::Relaxed)
    }
}

impl Shared {
    /// Asks the kernel for the path. Only a path that is known to be lost, or to be there, changes
    /// anything; the end of the tunnel is what the gateway's silence tells.
    fn look(&self) {
        match look(&self.interface, self.gateway) {
            Ok(()) => self.happened(Input::PathBack),
            Err(closed) => self.happened(Input::PathLost(closed)),
        }
    }

    fn happened(&self, input: Input) {
        let effect = lock(&self.life).take(input, self.begun.elapsed());
        match effect {
            Some(Effect::Cut) => {
                tracing::warn!("the path to the gateway is lost: nothing leaves the suitcase");
                self.cuts.send_replace(());
            }
            // Handshakes and roaming are the town's client's own.
            Some(Effect::Handshake | Effect::Probe) | None => {}
        }
    }
}

/// Looks after every change of links, addresses, routes and rules, and at least once a second.
fn watch_path(changes: &Changes, tunnel: &Weak<Shared>) {
    loop {
        changes.wait();
        let Some(tunnel) = tunnel.upgrade() else {
            return;
        };
        tunnel.look();
        tunnel.happened(Input::Tick);
    }
}

#[cfg(test)]
mod tests {
    use super::{System, Tunnel, TunnelError};
    use amtskoffer_domain::tunnel::{Closed, State};

    #[tokio::test]
    async fn an_interface_that_is_not_there_keeps_everything_closed() {
        let gateway = "127.0.0.1:443".parse().unwrap();
        let system =
            System::begin("no-such-link".to_owned(), "127.0.0.1".parse().unwrap()).unwrap();
        let closed = State::FailedClosed(Closed::InterfaceGone);
        assert_eq!(system.state(), closed);
        let error = system.connect(gateway).await.unwrap_err();
        assert!(matches!(error, TunnelError::AroundTunnel));
        system.answered();
        assert_eq!(system.state(), closed);
    }
}
