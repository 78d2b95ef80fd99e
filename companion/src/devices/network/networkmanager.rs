//! `NetworkManager`, the system's service for the way out (D-Bus interface of version 1.x).

use std::sync::Arc;

use amtskoffer_contract::bridge::NetworkKind;
use serde::Deserialize;

use super::{NetworkError, NetworkState, NetworkWatch, Pending, look, modem};
use crate::devices::dbus::{Bus, BusError, Properties};
use crate::devices::registry::{Entry, EntryError};
use crate::devices::{Device, Look};

const SERVICE: &str = "org.freedesktop.NetworkManager";
const MANAGER: &str = "/org/freedesktop/NetworkManager";
const ACTIVE: &str = "org.freedesktop.NetworkManager.Connection.Active";

/// More ways out than any suitcase has.
const MOST_CONNECTIONS: usize = 8;

/// The network as `NetworkManager` and `ModemManager` know it.
#[derive(Debug)]
pub struct NetworkManager {
    bus: Bus,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Match {
    /// Address of the bus; the system's without one.
    #[serde(default)]
    bus: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NoSettings {}

/// Makes the driver of an entry.
///
/// # Errors
/// [`EntryError::BadTable`].
pub fn from_entry(entry: &Entry) -> Result<Arc<dyn NetworkWatch>, EntryError> {
    let Match { bus } = entry.matching()?;
    let NoSettings {} = entry.settings()?;
    Ok(Arc::new(NetworkManager::new(bus)))
}

impl NetworkManager {
    /// The services on the bus at this address, or on the system's bus.
    pub fn new(bus: Option<String>) -> Self {
        Self { bus: Bus::new(bus) }
    }

    async fn read(&self) -> Result<NetworkState, NetworkError> {
        let manager = self.bus.properties(SERVICE, MANAGER, SERVICE).await?;
        if is_connected(&manager)
            && let Some(way) = self.way_out(&manager).await?
        {
            return self.describe(&way).await;
        }
        let modem = modem::first(&self.bus).await?;
        Ok(NetworkState {
            obstacle: modem.and_then(|modem| modem.obstacle),
            ..NetworkState::default()
        })
    }

    /// The connection that the default route belongs to.
    async fn way_out(&self, manager: &Properties) -> Result<Option<Properties>, BusError> {
        let others = manager.paths("ActiveConnections", MOST_CONNECTIONS);
        for path in manager.path("PrimaryConnection").into_iter().chain(others) {
            let connection = match self.bus.properties(SERVICE, &path, ACTIVE).await {
                Err(BusError::NoObject) => continue,
                connection => connection?,
            };
            let loopback = connection.text("Type") == Some("loopback");
            if is_activated(&connection) && !loopback {
                return Ok(Some(connection));
            }
        }
        Ok(None)
    }

    async fn describe(&self, way: &Properties) -> Result<NetworkState, NetworkError> {
        let way_out = NetworkState {
            connected: true,
            ..NetworkState::default()
        };
        Ok(match way.text("Type") {
            Some("802-3-ethernet") => NetworkState {
                kind: Some(NetworkKind::Ethernet),
                ..way_out
            },
            Some("802-11-wireless") => NetworkState {
                kind: Some(NetworkKind::Wifi),
                signal_percent: self.wifi_signal(way).await?,
                ..way_out
            },
            Some("gsm" | "cdma") => {
                let modem = modem::first(&self.bus).await?;
                NetworkState {
                    kind: Some(modem.map_or(NetworkKind::Mobile, |modem| modem.kind)),
                    signal_percent: modem.and_then(|modem| modem.signal_percent),
                    ..way_out
                }
            }
            _ => NetworkState {
                kind: Some(NetworkKind::Other),
                ..way_out
            },
        })
    }

    async fn wifi_signal(&self, way: &Properties) -> Result<Option<u8>, BusError> {
        let Some(device) = way.paths("Devices", 1).pop() else {
            return Ok(None);
        };
        let wireless = "org.freedesktop.NetworkManager.Device.Wireless";
        let device = self.bus.properties(SERVICE, &device, wireless).await;
        let Some(access_point) = gone_is_none(device)?.and_then(|it| it.path("ActiveAccessPoint"))
        else {
            return Ok(None);
        };
        let interface = "org.freedesktop.NetworkManager.AccessPoint";
        let access_point = self.bus.properties(SERVICE, &access_point, interface).await;
        Ok(gone_is_none(access_point)?.and_then(|it| it.percent("Strength")))
    }
}

impl Device for NetworkManager {
    fn look(&self) -> Look<'_> {
        Box::pin(look(self))
    }
}

impl NetworkWatch for NetworkManager {
    fn state(&self) -> Pending<'_, NetworkState> {
        Box::pin(self.read())
    }
}

/// `NMState`: 50 is connected to the place only, 60 and 70 further; the gateway may be at the place.
fn is_connected(manager: &Properties) -> bool {
    manager.number("State").is_some_and(|state| state >= 50)
}

/// `NMActiveConnectionState`.
fn is_activated(connection: &Properties) -> bool {
    connection.number("State") == Some(2)
}

/// Devices and access points come and go between two questions.
fn gone_is_none(asked: Result<Properties, BusError>) -> Result<Option<Properties>, BusError> {
    match asked {
        Ok(properties) => Ok(Some(properties)),
        Err(BusError::NoObject) => Ok(None),
        Err(error) => Err(error),
    }
}
