//! The one road to the gateway: a tunnel and the gateway's addresses behind it.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use tokio::net::TcpStream;

use super::{Cut, Loopback, Tunnel, TunnelError};

/// A tunnel, and where the gateway is behind it. No name is ever looked up: that would be asked outside.
#[derive(Clone, Debug)]
pub struct Road {
    tunnel: Arc<dyn Tunnel>,
    addresses: Vec<IpAddr>,
}

impl Road {
    /// A road through a tunnel; the addresses are tried in their order.
    pub fn new(tunnel: Arc<dyn Tunnel>, addresses: Vec<IpAddr>) -> Self {
        Self { tunnel, addresses }
    }

    /// A road that leads nowhere: until the tunnel is begun.
    pub fn closed() -> Self {
        Self::new(Arc::new(Loopback), Vec::new())
    }

    /// The tunnel.
    pub fn tunnel(&self) -> &dyn Tunnel {
        &*self.tunnel
    }

    /// Opens a connection, and says what ends it.
    ///
    /// # Errors
    /// [`TunnelError`], that of the last address.
    pub async fn connect(&self, port: u16) -> Result<(TcpStream, Cut), TunnelError> {
        let mut last = TunnelError::NotUp;
        for address in &self.addresses {
            // Asked for before, so that no cut is missed while the connection is opened.
            let cut = self.tunnel.cut();
            match self.tunnel.connect(SocketAddr::new(*address, port)).await {
                Ok(stream) => return Ok((stream, cut)),
                Err(error) => last = error,
            }
        }
        Err(last)
    }
}

#[cfg(test)]
mod tests {
    use super::{Loopback, Road, TunnelError};
    use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
    use std::sync::Arc;

    #[tokio::test]
    async fn a_road_that_is_not_begun_leads_nowhere() {
        let error = Road::closed().connect(443).await.err();
        assert!(matches!(error, Some(TunnelError::NotUp)));
    }

    #[tokio::test]
    async fn addresses_are_tried_in_their_order() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let addresses: Vec<IpAddr> = vec![Ipv6Addr::LOCALHOST.into(), Ipv4Addr::LOCALHOST.into()];
        let road = Road::new(Arc::new(Loopback), addresses);
        let (stream, _) = road.connect(port).await.unwrap();
        assert!(stream.peer_addr().unwrap().is_ipv4());
    }
}
