//! The town's list of streets, fetched when an address is asked for the first time.

use std::sync::Arc;

use amtskoffer_contract::catalogue::{STREETS, streets_of};
use amtskoffer_domain::streets::StreetList;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::fetch_text;

/// The list, shared by all screens; an empty one until it is there, or if there is none.
#[derive(Clone, Copy)]
pub struct Streets {
    list: RwSignal<Arc<StreetList>>,
    asked: StoredValue<bool>,
}

impl Streets {
    /// Nothing is fetched yet.
    pub fn provide() {
        provide_context(Self {
            list: RwSignal::new(Arc::default()),
            asked: StoredValue::new(false),
        });
    }

    /// The list; the first call fetches it.
    pub fn list(self) -> RwSignal<Arc<StreetList>> {
        if !self.asked.get_value() {
            self.asked.set_value(true);
            spawn_local(async move {
                let text = fetch_text(STREETS).await;
                match text.as_deref().and_then(streets_of) {
                    Some(streets) => self.list.set(Arc::new(streets)),
                    // Tried again with the next address.
                    None => self.asked.set_value(false),
                }
            });
        }
        self.list
    }
}
