//! Bytes that grow without leaving copies of themselves behind.

use zeroize::Zeroizing;

const FIRST: usize = 256 * 1024;

/// A buffer that wipes its old place whenever it moves to a larger one.
#[derive(Default)]
pub struct Growing(Zeroizing<Vec<u8>>);

impl Growing {
    /// Adds bytes at the end.
    pub fn add(&mut self, bytes: &[u8]) {
        let needed = self.0.len() + bytes.len();
        if needed > self.0.capacity() {
            let room = needed.max(self.0.capacity() * 2).max(FIRST);
            let mut larger = Zeroizing::new(Vec::with_capacity(room));
            larger.extend_from_slice(&self.0);
            self.0 = larger;
        }
        self.0.extend_from_slice(bytes);
    }

    /// What it holds, without spare room.
    pub fn into_bytes(self) -> Zeroizing<Vec<u8>> {
        let mut exact = Zeroizing::new(Vec::with_capacity(self.0.len()));
        exact.extend_from_slice(&self.0);
        exact
    }
}

#[cfg(test)]
mod tests {
    use super::{FIRST, Growing};

    #[test]
    fn all_that_was_added_is_there() {
        let mut growing = Growing::default();
        let piece: Vec<u8> = (0..=255).collect();
        for _ in 0..FIRST / 100 {
            growing.add(&piece);
        }
        let bytes = growing.into_bytes();
        assert_eq!(bytes.len(), bytes.capacity());
        assert!(*bytes == piece.repeat(FIRST / 100));
    }
}
