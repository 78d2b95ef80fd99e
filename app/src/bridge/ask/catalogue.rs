//! The services in force.

use amtskoffer_contract::bridge::{CatalogueRequest, CatalogueView, Reply, Request};
use amtskoffer_contract::catalogue::Bundle;

use super::{Asked, Bridge};

impl Bridge {
    /// Offers the files of the host and asks what is in force.
    pub async fn catalogue(self, offer: Option<Bundle>) -> Asked<CatalogueView> {
        let request = Request::Catalogue(CatalogueRequest { offer });
        self.ask(request, |reply| match reply {
            Reply::Catalogue(view) => Some(*view),
            _ => None,
        })
        .await
    }
}
