//! Commands to a card and its answers (ISO/IEC 7816-3 section 12, 7816-4 section 5).

use std::fmt;

use zeroize::Zeroizing;

use super::ProtocolError;

/// Most data bytes in a command of short form, and in one piece of a chain.
pub const SHORT_DATA: usize = 255;
/// Most answer bytes that a command of short form can ask for.
pub const SHORT_ANSWER: u32 = 256;
/// Not the last command of a chain (7816-4 section 5.4.1).
pub const CHAINED: u8 = 0x10;

/// One command. Its data may hold a PIN: they are wiped, and `Debug` hides them.
#[derive(Clone, PartialEq, Eq)]
pub struct Command {
    /// Class byte.
    pub class: u8,
    /// Instruction byte.
    pub instruction: u8,
    /// First and second parameter.
    pub parameters: [u8; 2],
    /// Data to the card.
    pub data: Zeroizing<Vec<u8>>,
    /// Most bytes wanted back, 1–65536; none when only the status is wanted.
    pub expected: Option<u32>,
}

/// How commands are put into bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coding {
    /// Lengths of one byte; under T=0 a command with data cannot say what it expects.
    ShortT0,
    /// Lengths of one byte.
    Short,
    /// Lengths of three bytes where one byte is not enough.
    Extended,
}

/// What a card answers.
#[derive(Clone, PartialEq, Eq)]
pub struct Response {
    /// Data from the card.
    pub data: Zeroizing<Vec<u8>>,
    /// Status word, e.g. `0x9000`.
    pub status: u16,
}

impl Command {
    /// A command of class 0.
    pub fn new(instruction: u8, parameters: [u8; 2], data: &[u8], expected: Option<u32>) -> Self {
        Self {
            class: 0,
            instruction,
            parameters,
            data: Zeroizing::new(data.to_vec()),
            expected,
        }
    }

    /// The four bytes before the lengths.
    pub fn header(&self) -> [u8; 4] {
        let [first, second] = self.parameters;
        [self.class, self.instruction, first, second]
    }

    /// The bytes on the wire.
    ///
    /// # Errors
    /// [`ProtocolError::CommandTooLong`] when the lengths do not fit into the coding.
    pub fn encode(&self, coding: Coding) -> Result<Zeroizing<Vec<u8>>, ProtocolError> {
        let is_short = self.data.len() <= SHORT_DATA
            && self.expected.is_none_or(|count| count <= SHORT_ANSWER);
        if !is_short && coding != Coding::Extended || self.data.len() > usize::from(u16::MAX) {
            return Err(ProtocolError::CommandTooLong);
        }
        let mut bytes = Zeroizing::new(Vec::with_capacity(self.data.len() + 9));
        bytes.extend(self.header());
        if is_short {
            self.put_short(&mut bytes, coding);
        } else {
            self.put_extended(&mut bytes);
        }
        Ok(bytes)
    }

    /// The same command in pieces that fit into the short form (7816-4 section 5.4.1).
    pub fn pieces(&self) -> Vec<Command> {
        let chunks: Vec<&[u8]> = self.data.chunks(SHORT_DATA).collect();
        let Some((last, before)) = chunks.split_last() else {
            return vec![self.clone()];
        };
        let piece = |class, data: &&[u8], expected| Command {
            class,
            data: Zeroizing::new(data.to_vec()),
            expected,
            ..*self
        };
        let mut pieces: Vec<Command> = before
            .iter()
            .map(|data| piece(self.class | CHAINED, data, None))
            .collect();
        pieces.push(piece(self.class, last, self.expected));
        pieces
    }

    #[allow(
        clippy::cast_possible_truncation,
        reason = "at most 255 data; 256 expected is written as 0"
    )]
    fn put_short(&self, bytes: &mut Vec<u8>, coding: Coding) {
        if !self.data.is_empty() {
            bytes.push(self.data.len() as u8);
            bytes.extend_from_slice(&self.data);
        }
        match self.expected {
            Some(_) if coding == Coding::ShortT0 && !self.data.is_empty() => {}
            Some(count) => bytes.push(count as u8),
            // Under T=0 the fifth byte is always there.
            None if coding == Coding::ShortT0 && self.data.is_empty() => bytes.push(0),
            None => {}
        }
    }

    #[allow(
        clippy::cast_possible_truncation,
        reason = "at most 65535 data; 65536 expected is written as 0"
    )]
    fn put_extended(&self, bytes: &mut Vec<u8>) {
        bytes.push(0);
        if !self.data.is_empty() {
            bytes.extend((self.data.len() as u16).to_be_bytes());
            bytes.extend_from_slice(&self.data);
        }
        if let Some(count) = self.expected {
            bytes.extend((count as u16).to_be_bytes());
        }
    }
}

impl fmt::Debug for Command {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Command({:02X?}, …)", self.header())
    }
}

impl Response {
    /// Reads the bytes of an answer.
    ///
    /// # Errors
    /// [`ProtocolError::NoStatus`] when not even the status word is there.
    pub fn decode(bytes: &[u8]) -> Result<Self, ProtocolError> {
        let (data, status) = bytes.split_last_chunk().ok_or(ProtocolError::NoStatus)?;
        Ok(Self {
            data: Zeroizing::new(data.to_vec()),
            status: u16::from_be_bytes(*status),
        })
    }

    /// The data if all went well.
    ///
    /// # Errors
    /// [`ProtocolError::Status`].
    pub fn fine(self) -> Result<Zeroizing<Vec<u8>>, ProtocolError> {
        if self.status != 0x9000 {
            return Err(ProtocolError::Status(self.status));
        }
        Ok(self.data)
    }
}

impl fmt::Debug for Response {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Response({:04X}, …)", self.status)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn bytes(data: &[u8], expected: Option<u32>, coding: Coding) -> Vec<u8> {
        let command = Command::new(0xB0, [1, 2], data, expected);
        command.encode(coding).unwrap().to_vec()
    }

    #[test]
    fn the_four_cases_in_short_form() {
        let short = Coding::Short;
        assert_eq!(bytes(&[], None, short), [0, 0xB0, 1, 2]);
        assert_eq!(bytes(&[], Some(256), short), [0, 0xB0, 1, 2, 0]);
        assert_eq!(bytes(&[7], None, short), [0, 0xB0, 1, 2, 1, 7]);
        assert_eq!(bytes(&[7], Some(9), short), [0, 0xB0, 1, 2, 1, 7, 9]);
    }

    #[test]
    fn under_t0_data_and_expectation_exclude_each_other() {
        assert_eq!(bytes(&[], None, Coding::ShortT0), [0, 0xB0, 1, 2, 0]);
        assert_eq!(bytes(&[], Some(8), Coding::ShortT0), [0, 0xB0, 1, 2, 8]);
        assert_eq!(bytes(&[7], Some(9), Coding::ShortT0), [0, 0xB0, 1, 2, 1, 7]);
    }

    #[test]
    fn the_extended_form_is_used_where_it_must() {
        let extended = Coding::Extended;
        assert_eq!(bytes(&[7], Some(9), extended), [0, 0xB0, 1, 2, 1, 7, 9]);
        let long = bytes(&[7; 256], Some(65_536), extended);
        assert_eq!(long[..7], [0, 0xB0, 1, 2, 0, 1, 0]);
        assert_eq!(long[263..], [0, 0]);
        assert_eq!(
            bytes(&[], Some(300), extended),
            [0, 0xB0, 1, 2, 0, 0x01, 0x2C]
        );
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let long = Command::new(0xB0, [0, 0], &[0; 256], None);
        assert_eq!(
            long.encode(Coding::Short),
            Err(ProtocolError::CommandTooLong)
        );
        let huge = Command::new(0xB0, [0, 0], &vec![0; 65_536], None);
        assert_eq!(
            huge.encode(Coding::Extended),
            Err(ProtocolError::CommandTooLong)
        );
    }

    #[test]
    fn pieces_of_a_chain() {
        let command = Command::new(0xDA, [1, 2], &[5; 600], Some(16));
        let pieces = command.pieces();
        let seen: Vec<_> = pieces
            .iter()
            .map(|piece| (piece.class, piece.data.len(), piece.expected))
            .collect();
        assert_eq!(
            seen,
            [(0x10, 255, None), (0x10, 255, None), (0, 90, Some(16))]
        );
        let empty = Command::new(0xB0, [0, 0], &[], Some(1));
        assert_eq!(empty.pieces(), [empty]);
    }

    #[test]
    fn answers_need_a_status() {
        assert_eq!(Response::decode(&[0x90]), Err(ProtocolError::NoStatus));
        let answer = Response::decode(&[1, 0x62, 0x82]).unwrap();
        assert_eq!((answer.status, &answer.data[..]), (0x6282, &[1][..]));
        assert_eq!(answer.fine(), Err(ProtocolError::Status(0x6282)));
    }

    #[test]
    fn debug_hides_the_data() {
        let command = Command::new(0x2C, [2, 3], b"123456", None);
        assert_eq!(format!("{command:?}"), "Command([00, 2C, 02, 03], …)");
        let answer = Response::decode(b"secret\x90\x00").unwrap();
        assert_eq!(format!("{answer:?}"), "Response(9000, …)");
    }

    proptest! {
        #[test]
        fn a_chain_loses_nothing(data in proptest::collection::vec(any::<u8>(), 0..2000)) {
            let pieces = Command::new(1, [0, 0], &data, None).pieces();
            let joined: Vec<u8> = pieces.iter().flat_map(|piece| piece.data.to_vec()).collect();
            prop_assert_eq!(joined, data);
            prop_assert!(pieces.iter().all(|piece| piece.encode(Coding::Short).is_ok()));
        }
    }
}
