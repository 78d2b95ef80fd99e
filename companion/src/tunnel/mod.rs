//! The tunnel to the data centre. Everything for the gateway goes through [`Tunnel::connect`]; there is
//! no other way to a connection, so that nothing can go around it.
//!
//! | way | how it fails closed |
//! | --- | --- |
//! | [`wireguard`], built in | its sockets live in a network namespace that has no other interface |
//! | [`system`], the town's own client | its sockets are bound to the tunnel's interface, and cut when the route to the gateway leads elsewhere |
//! | [`Loopback`], for set-up and tests | connects to this machine only |

mod config;
pub mod namespace;
pub mod pacing;
mod road;
mod set_up;
pub mod system;
pub mod wireguard;

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::time::Duration;

use amtskoffer_domain::tunnel::State;
use thiserror::Error;
use tokio::net::TcpStream;

pub use config::{MTU, TunnelConfig, TunnelConfigError};
pub use road::Road;
pub use set_up::{TunnelSetUp, TunnelSetUpError};

/// How long a connection through the tunnel may take to be opened. A first packet may be lost
/// with the handshake that it has to wait for.
pub const CONNECT: Duration = Duration::from_secs(5);

/// A connection being opened.
pub type Connecting<'a> = Pin<Box<dyn Future<Output = Result<TcpStream, TunnelError>> + Send + 'a>>;

/// Comes to an end when connections that were opened before must not live on.
pub type Cut = Pin<Box<dyn Future<Output = ()> + Send>>;

/// A way to the data centre.
pub trait Tunnel: fmt::Debug + Send + Sync {
    /// Opens a connection to an address behind the tunnel; never around it.
    fn connect(&self, to: SocketAddr) -> Connecting<'_>;

    /// How the tunnel is.
    fn state(&self) -> State;

    /// The next cut; whoever opens a connection asks before, and ends the connection then.
    fn cut(&self) -> Cut {
        Box::pin(std::future::pending())
    }

    /// The gateway has proved at the other end that it is there. For tunnels that see no sign of
    /// life themselves.
    fn answered(&self) {}

    /// Whether the connections are paced for a lossy mobile line (congestion control `bbr`).
    fn is_paced(&self) -> bool;
}

/// Why there is no connection through the tunnel.
#[derive(Debug, Error)]
pub enum TunnelError {
    /// The tunnel is not up; nothing leaves until it is.
    #[error("the tunnel is not up: wait, or take the suitcase to a better place")]
    NotUp,
    /// The path to the gateway would lead around the tunnel.
    #[error("the path leads around the tunnel, nothing is sent: start the town's VPN client")]
    AroundTunnel,
    /// Nobody answered in time.
    #[error("nobody answered through the tunnel within {0:?}: wait and try again")]
    Timeout(Duration),
    /// The system refuses.
    #[error("no connection through the tunnel ({0}): check address and route behind it")]
    Io(#[from] io::Error),
    /// Only this machine can be reached without a tunnel.
    #[error("without a tunnel only this machine can be reached: configure the tunnel")]
    NotLoopback,
}

/// No tunnel at all: reaches only gateways on this machine, for set-up and tests.
#[derive(Debug, Default)]
pub struct Loopback;

impl Tunnel for Loopback {
    fn connect(&self, to: SocketAddr) -> Connecting<'_> {
        Box::pin(async move {
            if !to.ip().is_loopback() {
                return Err(TunnelError::NotLoopback);
            }
            Ok(TcpStream::connect(to).await?)
        })
    }

    fn state(&self) -> State {
        State::Up {
            answered: Duration::ZERO,
        }
    }

    fn is_paced(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::{Loopback, Tunnel, TunnelError};

    #[tokio::test]
    async fn without_a_tunnel_only_this_machine_is_reached() {
        let far = "192.0.2.1:443".parse().unwrap();
        let refused = Loopback.connect(far).await.unwrap_err();
        assert!(matches!(refused, TunnelError::NotLoopback));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        assert!(
            Loopback
                .connect(listener.local_addr().unwrap())
                .await
                .is_ok()
        );
    }
}
