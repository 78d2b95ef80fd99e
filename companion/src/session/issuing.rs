//! What every paper says besides its case, and the code by which it can be checked.

use std::sync::Arc;

use amtskoffer_contract::bridge::Failure;
use amtskoffer_contract::catalogue::Papers;
use amtskoffer_contract::issued::{CheckAddress, IssuedPaper};

use super::Session;
use crate::clock;
use crate::papers::{Issue, Paper};

/// Most letters of an address in a code; a longer one would not be read from paper.
const LONGEST_ADDRESS: usize = 200;

impl Session {
    /// What every paper says besides the case.
    pub(super) fn issue(&self) -> Result<Issue, Failure> {
        let visit = self.visit()?;
        let authority = self.state().authority.clone().ok_or(Failure::LineDown)?;
        // Each by itself: a guard of the shelf that lives on would wait for itself.
        let catalogue = Arc::clone(self.shelf().catalogue());
        let papers = self.papers();
        Ok(Issue {
            authority,
            visit,
            now: clock::local_now(),
            catalogue,
            papers,
        })
    }

    /// The templates in use.
    pub(super) fn papers(&self) -> Arc<Papers> {
        Arc::clone(self.shelf().papers())
    }

    /// Makes a paper known at the gateway and puts the address into its code. Without a line it has no
    /// code: one that leads to "not known" would be worse.
    pub(super) async fn make_checkable(&self, paper: &mut Paper) {
        let Some((sha256, kind)) = paper.to_be_checked() else {
            return;
        };
        match self.link.issued(&IssuedPaper { sha256, kind }).await {
            Ok(CheckAddress {
                address: Some(address),
            }) if is_usable(&address) => paper.set_check_address(address),
            Ok(_) => {}
            Err(error) => tracing::warn!("a paper has no code: {error}"),
        }
    }
}

fn is_usable(address: &str) -> bool {
    address.len() <= LONGEST_ADDRESS
        && address.starts_with("http")
        && address.bytes().all(|byte| byte.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::is_usable;

    #[test]
    fn only_an_address_that_fits_into_a_code_is_printed() {
        assert!(is_usable("https://pruefen.amt.example/check/00"));
        for bad in [
            "",
            "javascript:x",
            "https://a b",
            &format!("https://{}", "a".repeat(200)),
        ] {
            assert!(!is_usable(bad), "{bad}");
        }
    }
}
