//! The conformance kit: what our drivers expect of a kind of device, point by point, run against a real
//! device with the very driver of the companion. A maker or a town gets a report that says which points
//! hold, which do not and why, with the place in the standard.
//!
//! A point may cost paper or a card's attention, but never money and never a try of a PIN, unless a
//! person stands by ([`Person`]) and agrees.

mod device;
mod html;
pub mod kinds;
mod person;
mod point;
mod report;

pub use device::{Address, AddressError};
pub use person::{Absent, Person, Terminal};
pub use point::{Bench, Outcome, Point};
pub use report::{Report, Row, SCHEMA, Sum};

use amtskoffer_companion::devices::registry::Registry;
use amtskoffer_contract::bridge::DeviceKind;
use tokio::time::{Duration, Instant, timeout};

/// No point takes longer, the slowest scanner's page included.
const PATIENCE: Duration = Duration::from_secs(150);

/// Runs every point of a kind, one after the other: a device does one thing at a time.
pub async fn run(address: &Address, registry: &Registry, person: &dyn Person) -> Report {
    let bench = Bench { registry, person };
    // So that the name is known; the points tell what else is to be seen.
    registry.look(0).await;
    let mut rows = Vec::new();
    for point in kinds::points(address.kind) {
        let begun = Instant::now();
        let ran = timeout(PATIENCE, (point.run)(&bench)).await;
        let outcome = ran.unwrap_or_else(|_| {
            Outcome::Fail(format!("it took longer than {} s", PATIENCE.as_secs()))
        });
        rows.push(Row::of(&point, outcome, begun.elapsed()));
    }
    let name = name(registry, address.kind);
    Report::new(address, name, rows)
}

fn name(registry: &Registry, kind: DeviceKind) -> String {
    let views = registry.views().into_iter();
    let mut of_kind = views.filter(|view| view.kind == kind);
    of_kind.next().map(|view| view.name).unwrap_or_default()
}
