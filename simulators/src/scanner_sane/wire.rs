//! How values travel (SANE standard 5.1): words of four bytes, big endian; a text is a word with its
//! length including the zero at its end; a pointer is a word that is 1 for none, or 0 and the value.

use std::io;

use tokio::io::{AsyncRead, AsyncReadExt};

/// Longest text or value that a client may send.
const LIMIT: usize = 64 * 1024;

/// Reads a word.
///
/// # Errors
/// What the connection says.
pub async fn word(from: &mut (impl AsyncRead + Unpin)) -> io::Result<i32> {
    from.read_i32().await
}

/// Reads a text; an absent one is empty.
///
/// # Errors
/// What the connection says, and `InvalidData` for a text beyond all bounds.
pub async fn text(from: &mut (impl AsyncRead + Unpin)) -> io::Result<String> {
    let bytes = bytes(from).await?;
    let end = bytes.iter().position(|byte| *byte == 0);
    let text = &bytes[..end.unwrap_or(bytes.len())];
    Ok(String::from_utf8_lossy(text).into_owned())
}

/// Reads a word with a length, and so many bytes.
///
/// # Errors
/// As [`text`].
pub async fn bytes(from: &mut (impl AsyncRead + Unpin)) -> io::Result<Vec<u8>> {
    let length = length(word(from).await?, LIMIT)?;
    let mut bytes = vec![0; length];
    from.read_exact(&mut bytes).await?;
    Ok(bytes)
}

/// Reads a word with a number, and so many words.
///
/// # Errors
/// As [`text`].
pub async fn words(from: &mut (impl AsyncRead + Unpin)) -> io::Result<Vec<i32>> {
    let count = length(word(from).await?, LIMIT / 4)?;
    let mut words = Vec::with_capacity(count);
    for _ in 0..count {
        words.push(word(from).await?);
    }
    Ok(words)
}

fn length(word: i32, limit: usize) -> io::Result<usize> {
    let length = usize::try_from(word).ok().filter(|length| *length <= limit);
    length.ok_or_else(|| io::ErrorKind::InvalidData.into())
}

/// An answer being written.
#[derive(Default)]
pub struct Answer(pub Vec<u8>);

impl Answer {
    /// Adds a word.
    pub fn word(mut self, word: i32) -> Self {
        self.0.extend_from_slice(&word.to_be_bytes());
        self
    }

    /// Adds a text.
    pub fn text(self, text: &str) -> Self {
        let mut with_zero = text.as_bytes().to_vec();
        with_zero.push(0);
        self.bytes(&with_zero)
    }

    /// Adds a text that is not there.
    pub fn no_text(self) -> Self {
        self.word(0)
    }

    /// Adds a length and bytes.
    pub fn bytes(mut self, bytes: &[u8]) -> Self {
        self = self.count(bytes.len());
        self.0.extend_from_slice(bytes);
        self
    }

    /// Adds the number of the elements that follow.
    pub fn count(self, count: usize) -> Self {
        self.word(i32::try_from(count).unwrap_or(i32::MAX))
    }

    /// Says that a pointer has a value, which follows.
    pub fn some(self) -> Self {
        self.word(0)
    }

    /// Says that a pointer has none.
    pub fn none(self) -> Self {
        self.word(1)
    }
}
