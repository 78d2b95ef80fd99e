//! What can go wrong.

use thiserror::Error;

/// Why a part cannot be sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SealError {
    /// The text is longer than any part may be.
    #[error("the part is longer than 64 MiB: make it smaller")]
    TooLong,
    /// The name is empty, too long or has other characters than `a-z`, `0-9` and `_`.
    #[error("the part's name is not one: use 1 to 40 of a-z, 0-9 and _")]
    BadName,
    /// A key is not one of the agreed kind.
    #[error("the key is no P-256 key: fetch it anew")]
    BadKey,
    /// The cipher or the source of random numbers failed.
    #[error("the cipher failed: restart the suitcase")]
    Cipher,
}

/// Why a sealed part is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum OpenError {
    /// It does not begin like a sealed part, or ends before its head does.
    #[error("these bytes are no sealed part: have it sent again")]
    NotSealed,
    /// Sealed with other ciphers than the agreed ones.
    #[error("the part is sealed with ciphers that are not agreed: update this program")]
    OtherSuite,
    /// Sealed to another department key.
    #[error("the part is sealed to another key: use the key that its head names")]
    OtherRecipient,
    /// Another suitcase signed than the one whose key was given.
    #[error("the part was signed by another suitcase than said")]
    OtherDevice,
    /// The signature does not fit.
    #[error("the part's signature is wrong: it was changed on its way; have it sent again")]
    WrongSignature,
    /// More or fewer bytes than the head says.
    #[error("the part is not as long as its head says: have it sent again")]
    WrongLength,
    /// A chunk does not open: changed, out of place, or sealed to another key of the same name.
    #[error("the part does not open: it was changed, or the key is the wrong one")]
    DoesNotOpen,
}
