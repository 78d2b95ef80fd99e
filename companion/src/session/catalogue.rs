//! The services: what the page brings, and what is in force.

use std::sync::{Arc, MutexGuard};

use amtskoffer_contract::bridge::{CatalogueRequest, CatalogueView, Failure};
use amtskoffer_domain::catalogue::Service;

use super::Session;
use crate::catalogue::Shelf;
use crate::lock;

impl Session {
    /// Takes over a catalogue that is offered, if it is in order, and says which is in force. Reading
    /// it takes some time of computing.
    pub(super) async fn catalogue(
        &self,
        request: CatalogueRequest,
    ) -> Result<Box<CatalogueView>, Failure> {
        let mut shelf = self.shelf().clone();
        let (shelf, view) = self
            .compute(move || {
                let view = shelf.offered(request.offer);
                Ok((shelf, view))
            })
            .await?;
        *self.shelf() = shelf;
        Ok(Box::new(view))
    }

    /// A service in force.
    ///
    /// # Errors
    /// [`Failure::ServiceUnknown`].
    pub(super) fn service(&self, key: &str) -> Result<Arc<Service>, Failure> {
        self.shelf().service(key).ok_or(Failure::ServiceUnknown)
    }

    pub(super) fn shelf(&self) -> MutexGuard<'_, Shelf> {
        lock(&self.shelf)
    }
}
