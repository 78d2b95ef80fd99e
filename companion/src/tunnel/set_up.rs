//! From the configuration to a tunnel, in two steps: what needs rights is done before the process gives
//! them up, what needs a runtime afterwards.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::Arc;

use thiserror::Error;

use super::namespace::{Namespace, NamespaceError};
use super::system::System;
use super::wireguard::{KeyFileError, Keys, Peer, WireGuard};
use super::{Loopback, Road, Tunnel, TunnelConfig, TunnelError};

/// A tunnel that is ready to begin.
#[derive(Debug)]
pub struct TunnelSetUp {
    way: Way,
    addresses: Vec<IpAddr>,
}

#[derive(Debug)]
enum Way {
    WireGuard(Namespace, Peer),
    System(String, IpAddr),
    Loopback,
}

/// Why there can be no tunnel.
#[derive(Debug, Error)]
pub enum TunnelSetUpError {
    /// No namespace for the built-in tunnel.
    #[error(transparent)]
    Namespace(#[from] NamespaceError),
    /// The keys of the built-in tunnel.
    #[error(transparent)]
    Keys(#[from] KeyFileError),
    /// The gateway has a name, and names are not looked up outside of the tunnel.
    #[error(
        "tunnel.gateway is missing: give the gateway's address behind the tunnel, no name is looked up"
    )]
    NoAddress,
    /// The gateway is elsewhere, and there is no tunnel to it.
    #[error("[tunnel] is missing: without a tunnel only a gateway on this machine is reached")]
    NotLoopback,
    /// The system refuses what the tunnel is made of.
    #[error(transparent)]
    Tunnel(#[from] TunnelError),
}

impl TunnelSetUp {
    /// Makes everything that needs rights. Call it while the process has one thread, before any
    /// secret is read and before writing is given up. `host` is that of `gateway.url`.
    ///
    /// # Errors
    /// Any of [`TunnelSetUpError`].
    pub fn prepare(config: &TunnelConfig, host: &str) -> Result<Self, TunnelSetUpError> {
        let addresses = addresses(config, host)?;
        let way = match config {
            TunnelConfig::Loopback {} => Way::Loopback,
            TunnelConfig::System { interface, .. } => {
                let gateway = *addresses.first().ok_or(TunnelSetUpError::NoAddress)?;
                Way::System(interface.clone(), gateway)
            }
            TunnelConfig::Wireguard {
                private_key,
                peer_public_key,
                preshared_key,
                endpoint,
                address,
                mtu,
                ..
            } => {
                // First the namespace: its helper must not inherit keys.
                let namespace = Namespace::make(*address, *mtu)?;
                let keys = Keys::read(private_key, peer_public_key, preshared_key.as_deref())?;
                let peer = Peer {
                    endpoint: *endpoint,
                    keys,
                };
                Way::WireGuard(namespace, peer)
            }
        };
        Ok(Self { way, addresses })
    }

    /// Begins the tunnel. Needs a running runtime.
    ///
    /// # Errors
    /// [`TunnelError::Io`].
    pub fn begin(self) -> Result<Road, TunnelError> {
        let tunnel: Arc<dyn Tunnel> = match self.way {
            Way::WireGuard(namespace, peer) => Arc::new(WireGuard::begin(namespace, peer)?),
            Way::System(interface, gateway) => Arc::new(System::begin(interface, gateway)?),
            Way::Loopback => Arc::new(Loopback),
        };
        Ok(Road::new(tunnel, self.addresses))
    }
}

fn addresses(config: &TunnelConfig, host: &str) -> Result<Vec<IpAddr>, TunnelSetUpError> {
    if let Some(address) = config.gateway() {
        return Ok(vec![address]);
    }
    let literal: Option<IpAddr> = host.parse().ok();
    match (config, literal) {
        (TunnelConfig::Loopback {}, Some(address)) if address.is_loopback() => Ok(vec![address]),
        (TunnelConfig::Loopback {}, None) if host == "localhost" => {
            Ok(vec![Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()])
        }
        (TunnelConfig::Loopback {}, _) => Err(TunnelSetUpError::NotLoopback),
        (_, Some(address)) => Ok(vec![address]),
        (_, None) => Err(TunnelSetUpError::NoAddress),
    }
}

#[cfg(test)]
mod tests {
    use super::{TunnelSetUp, TunnelSetUpError};
    use crate::tunnel::TunnelConfig;

    fn prepare(config: &str, host: &str) -> Result<TunnelSetUp, TunnelSetUpError> {
        TunnelSetUp::prepare(&toml::from_str::<TunnelConfig>(config).unwrap(), host)
    }

    const SYSTEM: &str = "way = \"system\"\ninterface = \"ipsec0\"";

    #[test]
    fn no_name_is_ever_looked_up() {
        let error = prepare(SYSTEM, "gateway.town.example").unwrap_err();
        assert!(matches!(error, TunnelSetUpError::NoAddress));
        let given = format!("{SYSTEM}\ngateway = \"10.1.2.3\"");
        let prepared = prepare(&given, "gateway.town.example").unwrap();
        assert_eq!(prepared.addresses.len(), 1);
        assert_eq!(prepare(SYSTEM, "10.1.2.3").unwrap().addresses.len(), 1);
    }

    #[test]
    fn without_a_tunnel_only_a_gateway_on_this_machine_is_reached() {
        for host in ["gateway.town.example", "192.0.2.1"] {
            let error = prepare("way = \"loopback\"", host).unwrap_err();
            assert!(matches!(error, TunnelSetUpError::NotLoopback), "{host}");
        }
        for host in ["localhost", "127.0.0.1", "::1"] {
            prepare("way = \"loopback\"", host).unwrap();
        }
    }
}
