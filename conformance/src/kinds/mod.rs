//! The points, one file per kind of device; those of [`common`] hold for every kind.

mod camera;
mod card;
mod change_terminal;
mod common;
mod eid_client;
mod fingerprint;
mod network;
mod payment;
mod power;
mod printer;
mod scanner;
mod signature;

use amtskoffer_contract::bridge::DeviceKind;

use crate::point::Point;

/// Where our own expectations of every driver are written down.
const CONTRACT: &str = "Amtskoffer driver contract";

/// Every point of a kind: the common ones first, what a person must do last.
pub fn points(kind: DeviceKind) -> Vec<Point> {
    let own = match kind {
        DeviceKind::Printer => printer::points(),
        DeviceKind::DocumentScanner => scanner::points(),
        DeviceKind::CardReader => card::points(),
        DeviceKind::EidClient => eid_client::points(),
        DeviceKind::ChangeTerminal => change_terminal::points(),
        DeviceKind::FingerprintScanner => fingerprint::points(),
        DeviceKind::SignaturePad => signature::points(),
        DeviceKind::PaymentTerminal => payment::points(),
        DeviceKind::Camera => camera::points(),
        DeviceKind::Power => power::points(),
        DeviceKind::Network => network::points(),
    };
    let mut all = common::points();
    all.extend(own);
    // Battery and network have no plug of their own: their points ask for mains and cable instead.
    if !matches!(kind, DeviceKind::Power | DeviceKind::Network) {
        all.extend(common::plugging());
    }
    all
}

#[cfg(test)]
mod tests {
    use super::points;
    use amtskoffer_contract::bridge::DeviceKind;
    use std::collections::BTreeSet;

    #[test]
    fn every_kind_has_points_of_its_own_and_no_id_twice() {
        for kind in DeviceKind::ALL {
            let points = points(kind);
            let ids: BTreeSet<_> = points.iter().map(|point| point.id).collect();
            assert_eq!(ids.len(), points.len(), "{kind:?}");
            let own = ids.iter().filter(|id| !id.starts_with("device."));
            assert!(own.count() >= 6, "{kind:?}");
            for point in &points {
                assert!(point.what.ends_with('.'), "{}: no sentence", point.id);
                assert!(!point.source.is_empty(), "{}: no source", point.id);
            }
        }
    }
}
