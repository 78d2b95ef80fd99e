//! The support bundle of the running session: to be shown, and to be sent.

use amtskoffer_contract::bridge::{Failure, Reply};
use amtskoffer_contract::support::SupportBundle;

use super::Session;
use crate::clock;
use crate::support::{self, Facts};

impl Session {
    /// What the IT would be sent now. Takes nothing from cases, visit or register.
    pub fn support_bundle(&self) -> SupportBundle {
        let devices = self.registry.views();
        let state = self.state();
        let facts = Facts {
            started: self.started,
            app: state.app.clone(),
            origin: self.origin.clone(),
            writing: self.writing,
            most_cases: self.most_cases,
            configured: self.registry.configured().collect(),
            readiness: state.coach.view(&devices),
            devices,
            line: state.line.state,
            looks: state.quality.counts(),
            round_trip: state.quality.round_trip(),
            up_kbit_s: state.quality.speed(),
            openings: state.coach.openings(),
            errors: state.coach.errors(),
        };
        drop(state);
        support::bundle(facts, clock::now())
    }

    pub(super) async fn send_support_bundle(&self) -> Result<Reply, Failure> {
        let sent = self.link.support(&self.support_bundle()).await;
        let receipt = sent.map_err(|error| error.failure())?;
        Ok(Reply::SupportSent {
            number: receipt.number,
        })
    }
}
