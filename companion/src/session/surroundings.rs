//! What the suitcase lives on: battery, mains and network, for the status bar. Warnings come from the
//! watch over devices; this only tells the figures.

use std::sync::{Arc, Weak};
use std::time::Duration;

use amtskoffer_contract::bridge::{Event, NetworkView, PowerView, Surroundings};
use tokio::time::{sleep, timeout};

use super::Session;
use crate::devices::network::NetworkState;
use crate::devices::power::PowerState;
use crate::devices::registry::PATIENCE;

/// Between two looks.
const LOOK: Duration = Duration::from_secs(2);

/// Changes of a signal below this are noise.
const NOISE_PERCENT: u8 = 10;

/// Begins the watch. It ends with the session.
pub(super) fn begin(session: &Arc<Session>) {
    tokio::spawn(watch(Arc::downgrade(session)));
}

async fn watch(session: Weak<Session>) {
    while let Some(session) = session.upgrade() {
        session.look_around().await;
        drop(session);
        sleep(LOOK).await;
    }
}

impl Session {
    async fn look_around(&self) {
        let (power, network, prints_two_sided) =
            tokio::join!(self.power(), self.network(), self.prints_two_sided());
        let now = Surroundings {
            power,
            network,
            prints_two_sided,
        };
        let worth = {
            let mut state = self.state();
            let worth = worth_telling(&state.surroundings, &now);
            if worth {
                state.surroundings = now;
            }
            worth
        };
        if worth {
            self.tell(Event::Surroundings(now));
        }
    }

    async fn prints_two_sided(&self) -> bool {
        let Some(printer) = self.registry.printer() else {
            return false;
        };
        // A printer that cannot be asked now can still do what it could before.
        match timeout(PATIENCE, printer.status()).await {
            Ok(Ok(status)) => status.duplex,
            _ => self.state().surroundings.prints_two_sided,
        }
    }

    async fn power(&self) -> Option<PowerView> {
        let source = self.registry.power()?;
        let state = timeout(PATIENCE, source.state()).await.ok()?.ok()?;
        Some(power_view(state))
    }

    async fn network(&self) -> Option<NetworkView> {
        let watch = self.registry.network()?;
        let state = timeout(PATIENCE, watch.state()).await.ok()?.ok()?;
        Some(network_view(state))
    }
}

fn power_view(state: PowerState) -> PowerView {
    PowerView {
        percent: state.percent,
        on_mains: state.on_mains,
        minutes_left: state.minutes_left,
    }
}

fn network_view(state: NetworkState) -> NetworkView {
    NetworkView {
        kind: state.kind.filter(|_| state.connected),
        signal_percent: state.signal_percent.filter(|_| state.connected),
    }
}

/// Whether a person would notice the difference.
fn worth_telling(before: &Surroundings, now: &Surroundings) -> bool {
    let without_noise = |all: &Surroundings| Surroundings {
        power: all.power.map(|power| PowerView {
            minutes_left: None,
            ..power
        }),
        network: all.network.map(|network| NetworkView {
            signal_percent: None,
            ..network
        }),
        ..*all
    };
    let signal = |all: &Surroundings| all.network.and_then(|network| network.signal_percent);
    let minutes = |all: &Surroundings| all.power.and_then(|power| power.minutes_left);
    let signal_changed = match (signal(before), signal(now)) {
        (Some(before), Some(now)) => before.abs_diff(now) >= NOISE_PERCENT,
        (before, now) => before != now,
    };
    // Minutes change with every per cent of the battery; in between only whether they are known.
    let minutes_changed = minutes(before).is_some() != minutes(now).is_some();
    without_noise(before) != without_noise(now) || signal_changed || minutes_changed
}

#[cfg(test)]
mod tests {
    use super::{NetworkView, PowerView, Surroundings, network_view, worth_telling};
    use crate::devices::network::NetworkState;
    use amtskoffer_contract::bridge::NetworkKind;

    fn surroundings(percent: u8, minutes: Option<u32>, signal: Option<u8>) -> Surroundings {
        Surroundings {
            power: Some(PowerView {
                percent: Some(percent),
                on_mains: Some(false),
                minutes_left: minutes,
            }),
            network: Some(NetworkView {
                kind: Some(NetworkKind::Lte),
                signal_percent: signal,
            }),
            prints_two_sided: false,
        }
    }

    #[test]
    fn noise_is_not_told() {
        let before = surroundings(50, Some(90), Some(60));
        for (now, worth) in [
            (before, false),
            (surroundings(50, Some(88), Some(69)), false),
            (surroundings(49, Some(88), Some(60)), true),
            (surroundings(50, None, Some(60)), true),
            (surroundings(50, Some(90), Some(50)), true),
            (surroundings(50, Some(90), None), true),
            (Surroundings::default(), true),
        ] {
            assert_eq!(worth_telling(&before, &now), worth, "{now:?}");
        }
    }

    #[test]
    fn a_network_that_leads_nowhere_is_none() {
        let state = NetworkState {
            connected: false,
            kind: Some(NetworkKind::Wifi),
            signal_percent: Some(90),
            obstacle: None,
        };
        assert_eq!(network_view(state), NetworkView::default());
    }
}
