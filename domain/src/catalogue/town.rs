//! What a town adds to the catalogue and changes in it.

use super::book::BookProblem;
use super::service::Service;
use crate::fees::FeeRow;
use crate::keys::{check_municipality_key, check_postcode};
use thiserror::Error;

/// A town, or an Amt of several municipalities, and its word about the services.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Town {
    /// Name of the authority as documents show it.
    pub name: String,
    /// Behördenkennzahl for serial numbers: 4 signs; nothing until the authority has one.
    pub authority_code: Option<String>,
    /// Address lines for papers.
    pub address: Vec<String>,
    /// Municipalities it works for.
    pub municipalities: Vec<Municipality>,
    /// Fees by local by-law.
    pub fees: Vec<FeeRow>,
    /// Names of the rules of `fees`: rule and German text.
    pub fee_texts: Vec<(String, String)>,
    /// Other names of services: id and name.
    pub names: Vec<(String, String)>,
    /// Other summaries of services: id and summary.
    pub summaries: Vec<(String, String)>,
    /// Services that the town does not offer: ids.
    pub not_offered: Vec<String>,
}

/// A municipality.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Municipality {
    /// Official name.
    pub name: String,
    /// Amtlicher Gemeindeschlüssel, 8 digits.
    pub key: String,
    /// Postcodes.
    pub postcodes: Vec<String>,
}

/// Why a municipality or a code is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TownProblem {
    /// Correct the key: 8 digits, beginning with a Land.
    #[error("the municipality key is not 8 digits that begin with a Land (01 to 16)")]
    MunicipalityKey,
    /// Correct the postcode: 5 digits.
    #[error("the postcode is not 5 digits")]
    Postcode,
    /// Correct the code: 4 signs of the serial alphabet.
    #[error("the authority code is not 4 signs of the alphabet of serial numbers")]
    AuthorityCode,
}

/// Signs of an authority code (PAuswV Anlage 3 Nr. 9).
const CODE_ALPHABET: &str = "CFGHJKLMNPRTVWXYZ0123456789";

impl Municipality {
    /// Checks key and postcodes.
    ///
    /// # Errors
    /// [`TownProblem`].
    pub fn check(&self) -> Result<(), TownProblem> {
        check_municipality_key(&self.key).map_err(|_| TownProblem::MunicipalityKey)?;
        for postcode in &self.postcodes {
            check_postcode(postcode).map_err(|_| TownProblem::Postcode)?;
        }
        Ok(())
    }
}

impl Town {
    /// Checks an authority code.
    ///
    /// # Errors
    /// [`TownProblem::AuthorityCode`].
    pub fn check_code(code: &str) -> Result<(), TownProblem> {
        let fits = code.len() == 4 && code.chars().all(|sign| CODE_ALPHABET.contains(sign));
        if fits {
            Ok(())
        } else {
            Err(TownProblem::AuthorityCode)
        }
    }

    /// Changes the services as the town wishes.
    pub(super) fn apply(&self, services: &mut [Service]) -> Result<(), BookProblem> {
        for (id, name) in &self.names {
            find(services, id, "names")?.name.clone_from(name);
        }
        for (id, summary) in &self.summaries {
            find(services, id, "summaries")?.summary.clone_from(summary);
        }
        for id in &self.not_offered {
            find(services, id, "not_offered")?;
        }
        Ok(())
    }
}

fn find<'a>(
    services: &'a mut [Service],
    id: &str,
    key: &str,
) -> Result<&'a mut Service, BookProblem> {
    let found = services.iter_mut().find(|service| service.id == id);
    found.ok_or_else(|| BookProblem {
        service: None,
        path: vec![key.to_owned()],
        reason: format!("there is no service {id}"),
    })
}
