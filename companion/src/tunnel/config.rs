//! `[tunnel]` of the configuration: which way leads to the data centre.
//!
//! ```toml
//! [tunnel]
//! way = "wireguard"                  # built in
//! private_key = "tunnel.key"         # `wg genkey`; only its owner may read it
//! peer_public_key = "kN7…="
//! preshared_key = "tunnel.psk"       # may be left out
//! endpoint = "203.0.113.7:51820"     # an address, no name: nothing is asked outside
//! address = "10.77.0.2"              # ours inside the tunnel
//! mtu = 1280                         # 1280–1420
//! gateway = "10.77.0.1"              # the gateway inside, when gateway.url has a name
//! ```
//!
//! `way = "system"` needs `interface`, that of the town's own VPN client; `way = "loopback"`, which is also
//! meant when the section is missing, reaches gateways on this machine only.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

use serde::Deserialize;

/// Bytes of an IP packet inside the tunnel: small enough for every mobile network.
pub const MTU: u16 = 1280;

/// More does not fit with WireGuard's own bytes into the 1500 of a network cable.
const LARGEST_MTU: u16 = 1420;

/// Longest name of an interface (`IFNAMSIZ` without the final zero).
const LONGEST_NAME: usize = 15;

/// The way to the data centre.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "way", rename_all = "snake_case", deny_unknown_fields)]
pub enum TunnelConfig {
    /// WireGuard, built in.
    Wireguard {
        /// File with our private key, 32 bytes in base64.
        private_key: PathBuf,
        /// The other end's public key, 32 bytes in base64.
        peer_public_key: String,
        /// File with a key that both ends share, 32 bytes in base64.
        #[serde(default)]
        preshared_key: Option<PathBuf>,
        /// UDP address of the other end.
        endpoint: SocketAddr,
        /// Our address inside the tunnel.
        address: Ipv4Addr,
        /// Bytes of an IP packet inside the tunnel.
        #[serde(default = "default_mtu")]
        mtu: u16,
        /// Address of the gateway inside the tunnel.
        #[serde(default)]
        gateway: Option<IpAddr>,
    },
    /// The town's own VPN client.
    System {
        /// Its interface, e.g. `ipsec0`.
        interface: String,
        /// Address of the gateway behind it.
        #[serde(default)]
        gateway: Option<IpAddr>,
    },
    /// None: the gateway runs on this machine.
    Loopback {},
}

/// What is wrong with the section.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TunnelConfigError {
    /// The MTU is out of range.
    #[error("tunnel.mtu must be {MTU} to {LARGEST_MTU}: leave it out to take {MTU}")]
    Mtu,
    /// The interface has a name that no interface can have.
    #[error("tunnel.interface is no name of an interface: copy it from `ip link`")]
    Interface,
    /// The endpoint is no place to send to.
    #[error(
        "tunnel.endpoint must be an address and a port of the other end, e.g. 203.0.113.7:51820"
    )]
    Endpoint,
}

impl Default for TunnelConfig {
    fn default() -> Self {
        Self::Loopback {}
    }
}

impl TunnelConfig {
    /// Makes relative paths relative to the configuration's folder.
    pub fn resolve(&mut self, folder: &Path) {
        let Self::Wireguard {
            private_key,
            preshared_key,
            ..
        } = self
        else {
            return;
        };
        *private_key = folder.join(&*private_key);
        if let Some(path) = preshared_key {
            *path = folder.join(&*path);
        }
    }

    /// Whether the values can be meant.
    ///
    /// # Errors
    /// Any of [`TunnelConfigError`].
    pub fn check(&self) -> Result<(), TunnelConfigError> {
        match self {
            Self::Wireguard { mtu, .. } if !(MTU..=LARGEST_MTU).contains(mtu) => {
                Err(TunnelConfigError::Mtu)
            }
            Self::Wireguard { endpoint, .. }
                if endpoint.port() == 0 || endpoint.ip().is_unspecified() =>
            {
                Err(TunnelConfigError::Endpoint)
            }
            Self::System { interface, .. } if !is_interface(interface) => {
                Err(TunnelConfigError::Interface)
            }
            _ => Ok(()),
        }
    }

    /// Address of the gateway inside the tunnel, if it is given.
    pub fn gateway(&self) -> Option<IpAddr> {
        match self {
            Self::Wireguard { gateway, .. } | Self::System { gateway, .. } => *gateway,
            Self::Loopback {} => None,
        }
    }
}

fn default_mtu() -> u16 {
    MTU
}

fn is_interface(name: &str) -> bool {
    (1..=LONGEST_NAME).contains(&name.len())
        && !matches!(name, "." | ".." | "lo")
        && name
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'/' | b':'))
}

#[cfg(test)]
mod tests {
    use super::{MTU, TunnelConfig, TunnelConfigError};
    use std::path::{Path, PathBuf};

    const WIREGUARD: &str = r#"
        way = "wireguard"
        private_key = "tunnel.key"
        peer_public_key = "x"
        endpoint = "203.0.113.7:51820"
        address = "10.77.0.2"
    "#;

    fn read(text: &str) -> Result<TunnelConfig, toml::de::Error> {
        toml::from_str(text)
    }

    #[test]
    fn the_built_in_way_has_defaults_and_resolved_paths() {
        let mut config = read(WIREGUARD).unwrap();
        config.check().unwrap();
        config.resolve(Path::new("/etc/amtskoffer"));
        let TunnelConfig::Wireguard {
            private_key, mtu, ..
        } = config
        else {
            panic!("another way");
        };
        assert_eq!(private_key, PathBuf::from("/etc/amtskoffer/tunnel.key"));
        assert_eq!(mtu, MTU);
    }

    #[test]
    fn every_fault_has_its_own_error() {
        let faults = [
            ("mtu = 9000", TunnelConfigError::Mtu),
            ("mtu = 500", TunnelConfigError::Mtu),
        ];
        for (line, expected) in faults {
            let config = read(&format!("{WIREGUARD}{line}")).unwrap();
            assert_eq!(config.check(), Err(expected), "{line}");
        }
        let nowhere = WIREGUARD.replace("203.0.113.7:51820", "0.0.0.0:0");
        let error = read(&nowhere).unwrap().check();
        assert_eq!(error, Err(TunnelConfigError::Endpoint));
        for name in ["", "lo", "a/b", "sixteen-letters-", "ip sec", ".."] {
            let text = format!("way = \"system\"\ninterface = \"{name}\"");
            let error = read(&text).unwrap().check();
            assert_eq!(error, Err(TunnelConfigError::Interface), "{name}");
        }
    }

    #[test]
    fn what_is_not_understood_is_refused_and_never_guessed() {
        for text in [
            "way = \"none\"",
            "way = \"system\"",
            "way = \"loopback\"\ninterface = \"ipsec0\"",
            "way = \"system\"\ninterface = \"ipsec0\"\nfallback = true",
            &WIREGUARD.replace("203.0.113.7", "vpn.town.example"),
        ] {
            assert!(read(text).is_err(), "{text}");
        }
        assert_eq!(
            read("way = \"loopback\"").unwrap(),
            TunnelConfig::Loopback {}
        );
    }
}
