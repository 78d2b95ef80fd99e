//! The services of the town. The page brings the files of its host to the companion, which says what is
//! in force; screens and rules read that.

use std::cell::Cell;

use amtskoffer_contract::catalogue::{Bundle, INDEX, SIGNATURE, read_index};
use amtskoffer_domain::catalogue::{Catalogue, Service};
use amtskoffer_domain::map_of;

use crate::browser::{fetch_text, fetch_texts};

/// Whether the services are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Services {
    /// On their way.
    Loading,
    /// Neither the host nor the companion has files that are in order.
    Missing,
    /// Known; see [`in_force`].
    Ready {
        /// Why the files of the host are not those in force: file, line and reason.
        refused: Option<String>,
    },
}

thread_local! {
    static IN_FORCE: Cell<Option<&'static Catalogue>> = const { Cell::new(None) };
}

/// The catalogue in force; nothing before [`Services::Ready`].
pub fn in_force() -> Option<&'static Catalogue> {
    IN_FORCE.get()
}

/// A service in force.
pub fn service(key: &str) -> Option<&'static Service> {
    in_force()?.service(key).map(|service| &**service)
}

/// Lets a catalogue come into force. It stays for the life of the page, so that every screen may hold
/// on to its services; a page sees a new one only when the admin has published one meanwhile.
pub fn bring_into_force(catalogue: Catalogue) {
    IN_FORCE.set(Some(Box::leak(Box::new(catalogue))));
}

/// The files on the host; nothing when one of them cannot be had.
pub async fn published() -> Option<Bundle> {
    let index = fetch_text(INDEX).await?;
    let read = read_index(INDEX, &index).ok()?;
    let paths: Vec<String> = read.files.into_iter().map(|file| file.path).collect();
    let texts = fetch_texts(&paths).await?;
    let signature = if read.signed {
        fetch_text(SIGNATURE).await
    } else {
        None
    };
    Some(Bundle {
        signature,
        index,
        files: map_of(paths.into_iter().zip(texts)),
    })
}

#[cfg(test)]
pub mod tests;
