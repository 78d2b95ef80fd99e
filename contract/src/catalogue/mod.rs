//! The files of the catalogue (`public/catalogue/`) and of the town (`public/town/`): read, checked
//! against each other, and refused with file, line and reason.
//!
//! The same reading serves page, companion, gateway and the admin's command. What the files mean is in
//! `amtskoffer_domain::catalogue`.

mod bundle;
mod condition;
mod index;
mod paper;
mod place;
mod refused;
mod service;
mod shape;
mod streets;
mod town;
mod values;

#[cfg(test)]
mod tests;

pub use bundle::{Bundle, INDEX, MAX_BUNDLE_BYTES, SIGNATURE, TOWN};
pub use index::{Index, IndexedFile, read_index, sha256_hex};
pub use paper::{BadPaperKey, PAPERS, PaperKey, Papers, read_paper, read_papers};
pub use refused::Refused;
pub use service::read_service;
pub use streets::{STREETS, read_streets, streets_of};
pub use town::read_town;

use amtskoffer_domain::catalogue::{BookProblem, Catalogue, Town};

/// Most bytes that a file of the catalogue may have.
pub const MAX_FILE_BYTES: usize = 256 * 1024;

/// A file of the catalogue: its name, for people, and its text.
#[derive(Clone, Copy, Debug)]
pub struct CatalogueFile<'a> {
    /// Name as the index has it, `identity-card.json`.
    pub name: &'a str,
    /// Its text.
    pub text: &'a str,
}

/// Reads the files of all services and of the town, and checks them against each other.
///
/// # Errors
/// The first reason for which the files are no catalogue, with file and line.
pub fn read_catalogue(
    services: &[CatalogueFile],
    town: CatalogueFile,
) -> Result<Catalogue, Refused> {
    let mut read = Vec::with_capacity(services.len());
    for file in services {
        read.push(read_service(file.name, file.text)?);
    }
    let ids: Vec<String> = read.iter().map(|service| service.id.clone()).collect();
    let read_town: Town = read_town(town.name, town.text)?;
    Catalogue::new(read, read_town).map_err(|problem| {
        let BookProblem {
            service,
            path,
            reason,
        } = problem;
        // The last file with the id is the one that came too late.
        let at = service.and_then(|id| ids.iter().rposition(|known| *known == id));
        let file = at.and_then(|at| services.get(at)).copied().unwrap_or(town);
        Refused::at(file.name, file.text, &path, reason)
    })
}
