//! The live stream's form: JPEG pictures one after the other in an endless multipart answer
//! (`multipart/x-mixed-replace`, RFC 2046). Total and bounded: any bytes give pictures or a fault.
//!
//! Services differ in how they write the boundary, so its first line is taken for what it is.

use thiserror::Error;
use zeroize::Zeroizing;

/// Longest picture that is taken.
pub const PICTURE_LIMIT: usize = 512 * 1024;
const HEAD_LIMIT: usize = 2048;
const LINE_END: &[u8] = b"\r\n";
const HEAD_END: &[u8] = b"\r\n\r\n";

/// Why no picture can be told from the next any more; the stream is closed then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum StreamFault {
    /// A part does not begin with a boundary and a short head.
    #[error("the live stream is not in parts: update the scanner's service")]
    NotInParts,
    /// A picture is longer than any honest one.
    #[error("a picture of the live stream is longer than {PICTURE_LIMIT} bytes: lower its quality")]
    TooLong,
}

/// Cuts the stream into pictures as its bytes come in. What was cut off is wiped.
#[derive(Default)]
pub struct Pictures {
    buffer: Zeroizing<Vec<u8>>,
    ended: bool,
}

impl Pictures {
    /// Takes further bytes of the stream; nothing more once it has ended.
    pub fn push(&mut self, bytes: &[u8]) {
        if !self.ended {
            self.buffer.extend_from_slice(bytes);
        }
    }

    /// The next whole picture, if it is there already.
    ///
    /// # Errors
    /// [`StreamFault`]; the stream is of no use then.
    pub fn next_picture(&mut self) -> Result<Option<Zeroizing<Vec<u8>>>, StreamFault> {
        let begin = self
            .buffer
            .iter()
            .take_while(|byte| b"\r\n".contains(byte))
            .count();
        let Some(head_length) = position(&self.buffer[begin..], HEAD_END) else {
            self.ended |=
                self.buffer[begin..].starts_with(b"--") && self.buffer.ends_with(b"--\r\n");
            let too_long = self.buffer.len() > HEAD_LIMIT;
            return if too_long {
                Err(StreamFault::NotInParts)
            } else {
                Ok(None)
            };
        };
        let head = &self.buffer[begin..begin + head_length];
        let boundary = boundary(head).ok_or(StreamFault::NotInParts)?;
        let from = begin + head_length + HEAD_END.len();
        let body = &self.buffer[from..];
        let length = match content_length(head)? {
            Some(length) if length > body.len() => None,
            Some(length) => Some(length),
            None => position(body, &[LINE_END, boundary].concat()),
        };
        let Some(length) = length else {
            let too_long = body.len() > PICTURE_LIMIT;
            return if too_long {
                Err(StreamFault::TooLong)
            } else {
                Ok(None)
            };
        };
        let picture = Zeroizing::new(body[..length].to_vec());
        let rest = Zeroizing::new(body[length..].to_vec());
        self.buffer = rest;
        Ok(Some(picture))
    }
}

/// The part's first line.
fn boundary(head: &[u8]) -> Option<&[u8]> {
    let line = head.split(|byte| *byte == b'\r').next()?;
    (head.len() <= HEAD_LIMIT && line.len() > 2 && line.starts_with(b"--")).then_some(line)
}

fn content_length(head: &[u8]) -> Result<Option<usize>, StreamFault> {
    let text = str::from_utf8(head).map_err(|_| StreamFault::NotInParts)?;
    let mut fields = text.lines().filter_map(|line| line.split_once(':'));
    let field = fields.find(|(name, _)| name.trim().eq_ignore_ascii_case("content-length"));
    let Some((_, value)) = field else {
        return Ok(None);
    };
    let length = value.trim().parse().map_err(|_| StreamFault::NotInParts)?;
    if length > PICTURE_LIMIT {
        return Err(StreamFault::TooLong);
    }
    Ok(Some(length))
}

fn position(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes
        .windows(wanted.len())
        .position(|window| window == wanted)
}

/// For the corpus: reads any bytes as a stream, in two pieces.
pub fn read_any(bytes: &[u8]) {
    let mut pictures = Pictures::default();
    let (first, second) = bytes.split_at(bytes.len() / 2);
    for piece in [first, second] {
        pictures.push(piece);
        while let Ok(Some(_)) = pictures.next_picture() {}
    }
}

#[cfg(test)]
mod tests {
    use super::{HEAD_LIMIT, PICTURE_LIMIT, Pictures, StreamFault};
    use proptest::prelude::*;

    fn all(stream: &[u8], piece: usize) -> Result<Vec<Vec<u8>>, StreamFault> {
        let mut pictures = Pictures::default();
        let mut found = Vec::new();
        for piece in stream.chunks(piece) {
            pictures.push(piece);
            while let Some(picture) = pictures.next_picture()? {
                found.push(picture.to_vec());
            }
        }
        Ok(found)
    }

    fn part(head: &str, body: &[u8], tail: &str) -> Vec<u8> {
        [head.as_bytes(), b"\r\n\r\n", body, tail.as_bytes()].concat()
    }

    #[test]
    fn pictures_are_told_apart_by_their_length_or_by_the_boundary() {
        let body = b"\xff\xd8\r\n\r\n--\xff\xd9";
        for (head, tail) in [
            (
                "--Bound\r\nContent-Type: image/jpeg\r\nContent-Length: 10",
                "\r\n",
            ),
            (
                "--Bound\r\ncontent-type: image/jpeg\r\ncontent-length:10",
                "\r\n\r\n",
            ),
            ("--Bound\r\nContent-Type: image/jpeg", "\r\n"),
        ] {
            let stream = [
                part(head, body, tail),
                part(head, body, tail),
                b"--Bound--\r\n".into(),
            ];
            for piece in [1, 7, 1000] {
                assert_eq!(
                    all(&stream.concat(), piece).unwrap(),
                    [body, body],
                    "{head}"
                );
            }
        }
    }

    #[test]
    fn what_is_no_stream_is_refused() {
        assert_eq!(all(b"hello\r\n\r\n", 4), Err(StreamFault::NotInParts));
        assert_eq!(
            all(&[b'x'; HEAD_LIMIT + 1], 99),
            Err(StreamFault::NotInParts)
        );
        let wrong = part("--B\r\nContent-Length: ten", b"", "");
        assert_eq!(all(&wrong, 9), Err(StreamFault::NotInParts));
        let announced = part("--B\r\nContent-Length: 99999999", b"", "");
        assert_eq!(all(&announced, 9), Err(StreamFault::TooLong));
        let endless = part("--B\r\nX: y", &vec![0; PICTURE_LIMIT + 1], "");
        assert_eq!(all(&endless, 64 * 1024), Err(StreamFault::TooLong));
        assert_eq!(all(b"--\r\nX: y\r\n\r\n", 99), Err(StreamFault::NotInParts));
    }

    proptest! {
        #[test]
        fn any_bytes_give_pictures_or_a_fault(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let _ = all(&bytes, 13);
            let _ = all(&part("--B\r\nContent-Length: 3", &bytes, "\r\n"), 7);
        }
    }
}
