//! Commands as a card reads them, and data objects as it writes them. A card's own view: it knows
//! no more than it needs.

/// One command, taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Command {
    /// Class, instruction, parameters.
    pub head: [u8; 4],
    /// Data.
    pub data: Vec<u8>,
    /// Whether an answer is expected.
    pub wants_answer: bool,
}

impl Command {
    /// Reads a command of short or extended form; `None` when its lengths do not fit.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let head: [u8; 4] = bytes.get(..4)?.try_into().ok()?;
        let rest = &bytes[4..];
        let (data, tail) = match rest {
            [] | [_] => (&[][..], rest),
            [0, high, low, more @ ..] => {
                let length = usize::from(*high) << 8 | usize::from(*low);
                if more.is_empty() {
                    (&[][..], rest)
                } else {
                    (more.get(..length)?, &more[length..])
                }
            }
            [length, more @ ..] => {
                let length = usize::from(*length);
                (more.get(..length)?, &more[length..])
            }
        };
        (tail.len() <= 3).then(|| Self {
            head,
            data: data.to_vec(),
            wants_answer: !tail.is_empty(),
        })
    }

    /// More commands of the same chain follow.
    pub fn is_chained(&self) -> bool {
        self.head[0] & 0x10 != 0
    }

    /// It is encrypted.
    pub fn is_sealed(&self) -> bool {
        self.head[0] & 0x0C == 0x0C
    }
}

/// Data objects side by side; `None` when they are cut off. Lengths up to 255 are enough here.
pub fn objects(mut bytes: &[u8]) -> Option<Vec<(u16, Vec<u8>)>> {
    let mut found = Vec::new();
    while let Some((first, after)) = bytes.split_first() {
        let (tag, after) = if first & 0x1F == 0x1F {
            let (second, after) = after.split_first()?;
            (u16::from(*first) << 8 | u16::from(*second), after)
        } else {
            (u16::from(*first), after)
        };
        let (length, after) = match after {
            [0x81, length, after @ ..] | [length @ 0..=0x7F, after @ ..] => {
                (usize::from(*length), after)
            }
            _ => return None,
        };
        found.push((tag, after.get(..length)?.to_vec()));
        bytes = &after[length..];
    }
    Some(found)
}

/// The value of an object.
pub fn object(bytes: &[u8], tag: u16) -> Option<Vec<u8>> {
    let found = objects(bytes)?.into_iter().find(|(known, _)| *known == tag);
    found.map(|(_, value)| value)
}

/// One object.
pub fn wrapped(tag: u8, value: &[u8]) -> Vec<u8> {
    let mut bytes = vec![tag];
    if value.len() > 0x7F {
        bytes.push(0x81);
    }
    bytes.push(value.len().to_le_bytes()[0]);
    bytes.extend_from_slice(value);
    bytes
}
