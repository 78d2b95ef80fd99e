//! Whether everything that was ever acknowledged is still here: the chain of receipts, the cases behind
//! them with every byte of their parts, and the audit log.
//!
//! A case that was taken out shows by the number that its receipt leaves free; receipts that were cut off at the
//! end show by the audit log, which names their cases, too.

use std::collections::BTreeSet;

use amtskoffer_contract::ingest::{Manifest, ReceiptAct, ReceiptBody};
use thiserror::Error;

use crate::audit::{Act, ChainError};
use crate::config::Config;
use crate::fingerprint::sha256_hex;
use crate::ingest::{Blobs, IngestError, Signer};
use crate::store::{CaseHashes, KeptReceipt, NO_RECEIPT, Store, StoreError, word};

/// Something that is not as it was acknowledged.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Finding {
    /// A number is missing.
    #[error("receipt {0} is missing: a case was taken out")]
    ReceiptMissing(u64),
    /// A receipt does not name the one before it.
    #[error("receipt {0} does not follow from the one before: one of both was changed")]
    ChainBroken(u64),
    /// The signature of a receipt is not ours.
    #[error("receipt {0} was not signed with the gateway's key")]
    NotSigned(u64),
    /// The row of a receipt says something else than its signed text.
    #[error("the row of receipt {0} says something else than what was signed")]
    RowChanged(u64),
    /// The case of a receipt is not here.
    #[error("the case of receipt {0} is missing")]
    CaseMissing(u64),
    /// A case has no receipt.
    #[error("case number {0} has no receipt")]
    CaseWithoutReceipt(u64),
    /// The manifest of a case is not the one that was acknowledged.
    #[error("the manifest of receipt {0} is not the one that was acknowledged")]
    ManifestChanged(u64),
    /// A part of a case is missing.
    #[error("part {part} of receipt {number} is missing")]
    PartMissing {
        /// Number of the receipt.
        number: u64,
        /// Name of the part.
        part: String,
    },
    /// A part of a case is not the one that was acknowledged.
    #[error("part {part} of receipt {number} is not the one that was acknowledged")]
    PartChanged {
        /// Number of the receipt.
        number: u64,
        /// Name of the part.
        part: String,
    },
    /// The audit log names a case that has no receipt.
    #[error("the audit log names case {0}, which has no receipt: receipts were cut off at the end")]
    ReceiptsCutOff(String),
    /// The audit log was tampered with.
    #[error("audit log: {0}")]
    Audit(ChainError),
}

/// What was looked at, and what was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Receipts that were looked at.
    pub receipts: u64,
    /// Entries of the audit log that were looked at.
    pub entries: u64,
    /// What is wrong; nothing when all is whole.
    pub findings: Vec<Finding>,
}

/// Looks at everything.
///
/// # Errors
/// [`IngestError`] when folder, key or database cannot be used.
pub async fn verify(config: &Config) -> Result<Report, IngestError> {
    let signer = Signer::load(&config.receipts.key)?;
    let blobs = Blobs::open(&config.blobs).map_err(|cause| IngestError::Blobs {
        path: config.blobs.clone(),
        cause,
    })?;
    let store = Store::open(&config.database).await?;
    let report = look(&store, &blobs, &signer).await;
    store.close().await;
    Ok(report?)
}

async fn look(store: &Store, blobs: &Blobs, signer: &Signer) -> Result<Report, StoreError> {
    let mut chain = Chain::new();
    loop {
        let page = store.receipts_after(chain.last).await?;
        for kept in &page {
            let findings = &mut chain.findings;
            if !signer.has_signed(&kept.receipt) {
                findings.push(Finding::NotSigned(kept.number));
            }
            if kept.act == word(ReceiptAct::HandedIn) {
                match store.case_hashes(kept.number).await? {
                    Some(case) => look_at_case(blobs, kept, &case, findings).await,
                    None => findings.push(Finding::CaseMissing(kept.number)),
                }
            }
            chain.next(kept);
        }
        if page.is_empty() {
            break;
        }
    }
    let Chain {
        mut findings,
        count,
        cases,
        ..
    } = chain;
    let without = store.cases_without_receipt().await?;
    findings.extend(without.into_iter().map(Finding::CaseWithoutReceipt));
    let checked = store.check_audit().await?;
    findings.extend(checked.broken.map(Finding::Audit));
    let closed = audited(store).await?;
    findings.extend(
        closed
            .difference(&cases)
            .cloned()
            .map(Finding::ReceiptsCutOff),
    );
    Ok(Report {
        receipts: count,
        entries: checked.entries,
        findings,
    })
}

/// The chain as far as it was looked at.
struct Chain {
    last: u64,
    hash: String,
    count: u64,
    cases: BTreeSet<String>,
    findings: Vec<Finding>,
}

impl Chain {
    fn new() -> Self {
        Self {
            last: 0,
            hash: NO_RECEIPT.to_owned(),
            count: 0,
            cases: BTreeSet::new(),
            findings: Vec::new(),
        }
    }

    /// Takes the next receipt by its number.
    fn next(&mut self, kept: &KeptReceipt) {
        let missing = self.last + 1..kept.number;
        let follows = missing.is_empty();
        self.findings.extend(missing.map(Finding::ReceiptMissing));
        match serde_json::from_str::<ReceiptBody>(&kept.receipt.body) {
            Ok(body) => {
                if follows && body.previous != self.hash {
                    self.findings.push(Finding::ChainBroken(kept.number));
                }
                let same = body.number == kept.number
                    && body.case.to_string() == kept.case
                    && word(body.act) == kept.act
                    && body.manifest_sha256 == kept.manifest_sha256;
                if !same {
                    self.findings.push(Finding::RowChanged(kept.number));
                }
            }
            Err(_) => self.findings.push(Finding::RowChanged(kept.number)),
        }
        self.last = kept.number;
        self.hash = sha256_hex(kept.receipt.body.as_bytes());
        self.count += 1;
        self.cases.insert(kept.case.clone());
    }
}

async fn look_at_case(
    blobs: &Blobs,
    kept: &KeptReceipt,
    case: &CaseHashes,
    findings: &mut Vec<Finding>,
) {
    let number = kept.number;
    let manifest = serde_json::from_slice::<Manifest>(&case.manifest);
    let (true, Ok(manifest)) = (sha256_hex(&case.manifest) == kept.manifest_sha256, manifest)
    else {
        findings.push(Finding::ManifestChanged(number));
        return;
    };
    for named in manifest.parts {
        let row = case.parts.iter().find(|(name, ..)| *name == named.name);
        let bytes = match row {
            Some((_, blob, _)) => blobs.read(*blob).await.ok(),
            None => None,
        };
        let part = named.name;
        let (Some((_, _, announced)), Some(bytes)) = (row, bytes) else {
            findings.push(Finding::PartMissing { number, part });
            continue;
        };
        if *announced != named.sha256 || sha256_hex(&bytes) != named.sha256 {
            findings.push(Finding::PartChanged { number, part });
        }
    }
}

/// The cases that the audit log calls closed.
async fn audited(store: &Store) -> Result<BTreeSet<String>, StoreError> {
    let closing = [Act::CaseHandedIn.key(), Act::CaseDiscarded.key()];
    let mut cases = BTreeSet::new();
    let mut after = 0;
    loop {
        let page = store.audit_after(after).await?;
        let Some(last) = page.last() else {
            return Ok(cases);
        };
        after = last.number;
        let closed = page
            .into_iter()
            .filter(|entry| closing.contains(&entry.act.as_str()));
        cases.extend(closed.map(|entry| entry.subject));
    }
}
