//! Bytes that grow without leaving copies of themselves behind.

use zeroize::Zeroizing;

/// Room of one block.
const BLOCK: usize = 256 * 1024;

/// Blocks that are filled one after another, and wiped when they are done with.
#[derive(Debug, Default)]
pub struct Growing {
    blocks: Vec<Zeroizing<Vec<u8>>>,
    length: usize,
}

impl Growing {
    /// Adds bytes at the end.
    pub fn add(&mut self, bytes: &[u8]) {
        let mut rest = bytes;
        while !rest.is_empty() {
            let space = self.blocks.last().map_or(0, |last| BLOCK - last.len());
            let (now, later) = rest.split_at(space.min(rest.len()));
            if let Some(last) = self.blocks.last_mut() {
                last.extend_from_slice(now);
            }
            if !later.is_empty() {
                self.blocks.push(Zeroizing::new(Vec::with_capacity(BLOCK)));
            }
            rest = later;
        }
        self.length += bytes.len();
    }

    /// How many bytes it holds.
    pub fn len(&self) -> usize {
        self.length
    }

    /// What it holds, in one piece without spare room.
    pub fn into_bytes(self) -> Zeroizing<Vec<u8>> {
        let mut exact = Zeroizing::new(Vec::with_capacity(self.length));
        for block in self.blocks {
            exact.extend_from_slice(&block);
        }
        exact
    }
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, Growing};

    #[test]
    fn all_that_was_added_is_there() {
        for piece in [1, 100, BLOCK - 1, BLOCK, 2 * BLOCK + 7] {
            let piece: Vec<u8> = (0..=255).cycle().take(piece).collect();
            let mut growing = Growing::default();
            for _ in 0..3 {
                growing.add(&piece);
            }
            growing.add(&[]);
            assert_eq!(growing.len(), piece.len() * 3);
            let bytes = growing.into_bytes();
            assert_eq!(bytes.len(), bytes.capacity());
            assert!(*bytes == piece.repeat(3));
        }
    }

    #[test]
    fn no_block_moves() {
        let mut growing = Growing::default();
        for _ in 0..BLOCK / 50 {
            growing.add(&[7; 100]);
        }
        assert!(growing.blocks.iter().all(|block| block.capacity() == BLOCK));
    }
}
