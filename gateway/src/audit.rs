//! The audit log: who did what when, for which file number. No payload, and nothing is ever changed.
//!
//! Every entry is bound to the one before it by SHA-256, so that a log that was tampered with does not
//! check out any more. The data-protection officer gets it as lines of JSON, with the hashes, and
//! can check it herself.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::fingerprint::sha256_hex;
use crate::store::stamp;

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// The register was searched (BMG § 40).
    Searched,
    /// A person's record was fetched (BMG § 40).
    RecordFetched,
    /// A case was handed in.
    CaseHandedIn,
    /// A case was discarded.
    CaseDiscarded,
    /// The department has opened a case.
    CaseOpened,
    /// A clerk was made known.
    ClerkEnrolled,
    /// A clerk was shut out.
    ClerkRevoked,
    /// A clerk signed in.
    SignedIn,
    /// A clerk's session ended.
    SignedOut,
    /// A second clerk approved a case.
    Approved,
    /// An approval was refused, e.g. because it came from the same person.
    ApprovalRefused,
    /// A suitcase was made known.
    SuitcaseEnrolled,
    /// A suitcase was shut out.
    SuitcaseRevoked,
    /// A cash desk was closed.
    CashClosed,
    /// A paper was issued that can be checked.
    PaperIssued,
    /// Somebody who holds a paper has checked it.
    PaperChecked,
    /// A photo came from the photo cloud; behind the case stands who made it (PAuswV § 5c).
    PhotoFetched,
    /// The log was handed out.
    Exported,
}

impl Act {
    /// The word in the table and in the export.
    pub fn key(self) -> &'static str {
        match self {
            Self::Searched => "searched",
            Self::RecordFetched => "record_fetched",
            Self::CaseHandedIn => "case_handed_in",
            Self::CaseDiscarded => "case_discarded",
            Self::CaseOpened => "case_opened",
            Self::ClerkEnrolled => "clerk_enrolled",
            Self::ClerkRevoked => "clerk_revoked",
            Self::SignedIn => "signed_in",
            Self::SignedOut => "signed_out",
            Self::Approved => "approved",
            Self::ApprovalRefused => "approval_refused",
            Self::SuitcaseEnrolled => "suitcase_enrolled",
            Self::SuitcaseRevoked => "suitcase_revoked",
            Self::CashClosed => "cash_closed",
            Self::PaperIssued => "paper_issued",
            Self::PaperChecked => "paper_checked",
            Self::PhotoFetched => "photo_fetched",
            Self::Exported => "exported",
        }
    }
}

/// One entry before it is written down.
#[derive(Clone, Copy, Debug)]
pub struct Event<'a> {
    /// When.
    pub at: Timestamp,
    /// What.
    pub act: Act,
    /// Name of the suitcase; empty for acts at the gateway itself.
    pub suitcase: &'a str,
    /// Who; empty for acts of the gateway itself.
    pub clerk: &'a str,
    /// Aktenzeichen; empty where there is none.
    pub file_number: &'a str,
    /// What it was done to: a case, a record's key, a clerk's number; never a person's name.
    pub subject: &'a str,
}

/// One entry as it stands in the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Running number from 1.
    pub number: u64,
    /// RFC 3339 in UTC.
    pub at: String,
    /// Word of the [`Act`].
    pub act: String,
    /// Name of the suitcase.
    pub suitcase: String,
    /// Who.
    pub clerk: String,
    /// Aktenzeichen.
    pub file_number: String,
    /// What it was done to.
    pub subject: String,
    /// SHA-256 over the hash before and all of the above, lower-case hexadecimal.
    pub hash: String,
}

/// The log does not check out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ChainError {
    /// A number is missing or stands twice.
    #[error("entry {0} is missing or stands twice: the log was tampered with")]
    Gap(u64),
    /// A hash does not follow from the entry and the one before.
    #[error("entry {0} or the one before it was changed: the log was tampered with")]
    Broken(u64),
}

impl Event<'_> {
    /// The entry that follows the one with this number and hash.
    pub fn entry(&self, number: u64, hash_before: &str) -> Entry {
        let mut entry = Entry {
            number: number + 1,
            at: stamp(self.at),
            act: self.act.key().to_owned(),
            suitcase: self.suitcase.to_owned(),
            clerk: self.clerk.to_owned(),
            file_number: self.file_number.to_owned(),
            subject: self.subject.to_owned(),
            hash: String::new(),
        };
        entry.hash = hash(hash_before, &entry);
        entry
    }
}

/// A check that takes the entries one after the other.
#[derive(Clone, Debug)]
pub struct Check {
    number: u64,
    hash: String,
}

impl Check {
    /// Begins after the entry with this number and hash; 0 and nothing for the whole log.
    pub fn after(number: u64, hash: &str) -> Self {
        Self {
            number,
            hash: hash.to_owned(),
        }
    }

    /// Checks the next entry.
    ///
    /// # Errors
    /// [`ChainError`]; what comes after it cannot be trusted either.
    pub fn next(&mut self, entry: &Entry) -> Result<(), ChainError> {
        if entry.number != self.number + 1 {
            return Err(ChainError::Gap(self.number + 1));
        }
        if entry.hash != hash(&self.hash, entry) {
            return Err(ChainError::Broken(entry.number));
        }
        self.number = entry.number;
        self.hash.clone_from(&entry.hash);
        Ok(())
    }

    /// Number of the last entry that was right.
    pub fn number(&self) -> u64 {
        self.number
    }
}

/// Lengths keep apart what would otherwise run together.
fn hash(before: &str, entry: &Entry) -> String {
    let number = entry.number.to_string();
    let fields = [
        before,
        &number,
        &entry.at,
        &entry.act,
        &entry.suitcase,
        &entry.clerk,
        &entry.file_number,
        &entry.subject,
    ];
    let text: String = fields
        .iter()
        .map(|field| format!("{}:{field},", field.len()))
        .collect();
    sha256_hex(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::{Act, ChainError, Check, Entry, Event};
    use jiff::Timestamp;
    use proptest::prelude::*;

    fn log(count: u64) -> Vec<Entry> {
        let mut entries: Vec<Entry> = Vec::new();
        for number in 0..count {
            let subject = format!("case {number}");
            let event = Event {
                at: Timestamp::UNIX_EPOCH,
                act: Act::Approved,
                suitcase: "koffer-1",
                clerk: "Groß",
                file_number: "112-04/2026",
                subject: &subject,
            };
            let before = entries.last().map_or("", |entry| entry.hash.as_str());
            let entry = event.entry(number, before);
            entries.push(entry);
        }
        entries
    }

    fn check(entries: &[Entry]) -> Result<u64, ChainError> {
        let mut check = Check::after(0, "");
        for entry in entries {
            check.next(entry)?;
        }
        Ok(check.number())
    }

    #[test]
    fn an_untouched_log_checks_out_also_from_the_middle() {
        let entries = log(5);
        assert_eq!(check(&entries), Ok(5));
        let mut rest = Check::after(2, &entries[1].hash);
        assert!(entries[2..].iter().all(|entry| rest.next(entry).is_ok()));
    }

    #[test]
    fn fields_do_not_run_together() {
        let mut entries = log(1);
        entries[0].clerk = "Gro".to_owned();
        entries[0].file_number = "ß112-04/2026".to_owned();
        assert_eq!(check(&entries), Err(ChainError::Broken(1)));
    }

    proptest! {
        #[test]
        fn whatever_is_taken_out_swapped_or_changed_shows(what in 0..3_u8, at in 0..9_usize) {
            let mut entries = log(10);
            match what {
                0 => { entries.remove(at); }
                1 => entries.swap(at, at + 1),
                _ => entries[at].subject.push('x'),
            }
            prop_assert!(check(&entries).is_err());
        }
    }
}
