//! The suitcase's own network: which way leads out, and how good it is.
//!
//! [`NetworkWatch`] is what the rest of the companion knows; [`networkmanager`] asks the system's
//! services, [`netlink`] asks the kernel where there are none. Whether the data centre can be reached is
//! another matter: see [`crate::link`].

pub mod modem;
pub mod netlink;
pub mod networkmanager;

use std::pin::Pin;

use amtskoffer_contract::bridge::{DeviceCause, NetworkKind};
use amtskoffer_domain::device::Seen;
use thiserror::Error;

use super::dbus::BusError;
use super::{Device, Looked};

/// A wireless signal below this is weak, in percent.
pub const WEAK_PERCENT: u8 = 25;

/// What a driver's call gives: a future that may be sent between threads.
pub type Pending<'a, T> = Pin<Box<dyn Future<Output = Result<T, NetworkError>> + Send + 'a>>;

/// The suitcase's network. The call may be made again at any time.
pub trait NetworkWatch: Device {
    /// Which way leads out at this moment.
    fn state(&self) -> Pending<'_, NetworkState>;
}

/// The suitcase's network at this moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NetworkState {
    /// Whether any way leads out of the suitcase.
    pub connected: bool,
    /// What kind of network that is.
    pub kind: Option<NetworkKind>,
    /// How strong a wireless signal is; `None` by cable and where nothing tells.
    pub signal_percent: Option<u8>,
    /// What keeps the mobile network away, if anything does.
    pub obstacle: Option<Obstacle>,
}

/// What keeps the mobile network away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// The SIM card is missing or wants its PIN.
    Sim,
    /// No network takes the suitcase in: no reception, or the contract does not allow it.
    NotRegistered,
}

/// Why nothing is known of the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NetworkError {
    /// The system's services.
    #[error(transparent)]
    Bus(#[from] BusError),
    /// The kernel does not answer questions on routes and links.
    #[error("the kernel does not answer: allow AF_NETLINK in the service's unit")]
    Kernel,
}

impl NetworkError {
    fn cause(self) -> DeviceCause {
        match self {
            Self::Bus(error) => error.cause(),
            Self::Kernel => DeviceCause::NoPermission,
        }
    }
}

/// How a state looks to the clerk.
pub fn seen(state: NetworkState) -> Seen<DeviceCause> {
    if !state.connected {
        return Seen::Fails(match state.obstacle {
            Some(Obstacle::Sim) => DeviceCause::SimLocked,
            Some(Obstacle::NotRegistered) | None => DeviceCause::NoNetwork,
        });
    }
    match state.signal_percent {
        Some(signal) if signal < WEAK_PERCENT => Seen::Warns(DeviceCause::SignalWeak),
        _ => Seen::Fine,
    }
}

/// One look at any watch.
async fn look(watch: &dyn NetworkWatch) -> Looked {
    match watch.state().await {
        Ok(state) => Looked {
            name: None,
            seen: seen(state),
        },
        Err(error) => Looked::failed(error.cause()),
    }
}

#[cfg(test)]
mod tests {
    use super::{NetworkKind, NetworkState, Obstacle, seen};
    use amtskoffer_contract::bridge::DeviceCause;
    use amtskoffer_domain::device::Seen;

    #[test]
    fn what_the_clerk_is_told() {
        let mobile = NetworkState {
            connected: true,
            kind: Some(NetworkKind::Lte),
            signal_percent: Some(60),
            obstacle: None,
        };
        let weak = NetworkState {
            signal_percent: Some(24),
            ..mobile
        };
        // A locked card does not matter while a cable is plugged in.
        let cable = NetworkState {
            kind: Some(NetworkKind::Ethernet),
            signal_percent: None,
            obstacle: Some(Obstacle::Sim),
            ..mobile
        };
        let away = |obstacle| NetworkState {
            obstacle,
            ..NetworkState::default()
        };
        for (state, expected) in [
            (mobile, Seen::Fine),
            (weak, Seen::Warns(DeviceCause::SignalWeak)),
            (cable, Seen::Fine),
            (
                away(Some(Obstacle::Sim)),
                Seen::Fails(DeviceCause::SimLocked),
            ),
            (
                away(Some(Obstacle::NotRegistered)),
                Seen::Fails(DeviceCause::NoNetwork),
            ),
            (away(None), Seen::Fails(DeviceCause::NoNetwork)),
        ] {
            assert_eq!(seen(state), expected, "{state:?}");
        }
    }
}
