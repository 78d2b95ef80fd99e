//! Bytes of a case in pages of their own: locked in memory, left out of core dumps, overwritten when
//! dropped.

use std::fmt;
use std::ops::Deref;
use std::sync::Once;

use memmap2::{Advice, MmapMut};
use zeroize::{Zeroize, Zeroizing};

static NOT_LOCKED: Once = Once::new();

/// Personal bytes that do not change any more.
pub struct Locked(Store);

enum Store {
    Pages(MmapMut),
    /// The system gives no pages of their own: no bytes at all, or too many pieces already.
    Heap(Zeroizing<Vec<u8>>),
}

impl Locked {
    /// Takes bytes over; where they lay before is overwritten.
    pub fn new(bytes: Zeroizing<Vec<u8>>) -> Self {
        let Ok(mut pages) = MmapMut::map_anon(bytes.len()) else {
            return Self(Store::Heap(bytes));
        };
        // Before anything personal is in them.
        if let Err(error) = pages.lock() {
            NOT_LOCKED.call_once(|| {
                tracing::warn!("memory of a case cannot be locked ({error}): set LimitMEMLOCK");
            });
        }
        // Without it the process makes no core dump either.
        let _ = pages.advise(Advice::DontDump);
        pages.copy_from_slice(&bytes);
        Self(Store::Pages(pages))
    }
}

impl From<Vec<u8>> for Locked {
    fn from(bytes: Vec<u8>) -> Self {
        Self::new(Zeroizing::new(bytes))
    }
}

impl From<Zeroizing<Vec<u8>>> for Locked {
    fn from(bytes: Zeroizing<Vec<u8>>) -> Self {
        Self::new(bytes)
    }
}

impl Deref for Locked {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match &self.0 {
            Store::Pages(pages) => pages,
            Store::Heap(bytes) => bytes,
        }
    }
}

impl Drop for Locked {
    fn drop(&mut self) {
        if let Store::Pages(pages) = &mut self.0 {
            pages.zeroize();
        }
    }
}

impl fmt::Debug for Locked {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} bytes", self.len())
    }
}

#[cfg(test)]
mod tests {
    use super::Locked;

    #[test]
    fn what_goes_in_is_there_and_is_not_told() {
        let bytes = Locked::from(b"Erika".to_vec());
        assert_eq!(&*bytes, b"Erika");
        assert_eq!(format!("{bytes:?}"), "5 bytes");
        assert!(Locked::from(Vec::new()).is_empty());
    }
}
