//! One talk with a card: commands in, answers out, with all that may lie in between (chains, answers
//! in pieces, secure messaging). A card that floods or goes round in circles ends the talk.

use zeroize::Zeroizing;

use super::apdu::{Coding, Command, Response, SHORT_ANSWER};
use super::secure_messaging::SecureMessaging;
use super::{CardError, ProtocolError};

/// Carries the bytes of one command to the card and those of its answer back.
pub trait Wire {
    /// One exchange.
    ///
    /// # Errors
    /// Whatever the reader says.
    fn transmit(&mut self, command: &[u8]) -> Result<Zeroizing<Vec<u8>>, CardError>;
}

/// No answer that we ask for is longer, not even in pieces.
const ANSWER_LIMIT: usize = 8 * 1024;
/// Most exchanges for one command.
const ROUNDS: usize = 64;
const GET_RESPONSE: u8 = 0xC0;

/// One talk with a card.
pub struct Channel<W> {
    wire: W,
    coding: Coding,
    secured: Option<SecureMessaging>,
}

impl<W: Wire> Channel<W> {
    /// A talk in the clear.
    pub fn new(wire: W, coding: Coding) -> Self {
        Self {
            wire,
            coding,
            secured: None,
        }
    }

    /// From now on everything is encrypted with these keys.
    pub fn secure(&mut self, keys: SecureMessaging) {
        self.secured = Some(keys);
    }

    /// One command and its whole answer.
    ///
    /// # Errors
    /// [`CardError::Protocol`] when the card does not keep to the rules, else what the reader says.
    pub fn send(&mut self, command: &Command) -> Result<Response, CardError> {
        let Some(secured) = &mut self.secured else {
            return self.in_the_clear(command);
        };
        let hidden = secured.protect(command)?;
        let answer = exchange(&mut self.wire, self.coding, hidden)?;
        Ok(secured.reveal(&answer)?)
    }

    fn in_the_clear(&mut self, command: &Command) -> Result<Response, CardError> {
        if self.coding == Coding::Extended {
            return exchange(&mut self.wire, self.coding, command.clone());
        }
        let mut pieces = command.pieces();
        let last = pieces.pop().ok_or(ProtocolError::CommandTooLong)?;
        for piece in pieces {
            exchange(&mut self.wire, self.coding, piece)?.fine()?;
        }
        exchange(&mut self.wire, self.coding, last)
    }
}

/// One command as it is, its answer put together.
fn exchange(
    wire: &mut impl Wire,
    coding: Coding,
    mut command: Command,
) -> Result<Response, CardError> {
    let mut data = Zeroizing::new(Vec::new());
    for _ in 0..ROUNDS {
        let answer = Response::decode(&wire.transmit(&command.encode(coding)?)?)?;
        data.extend_from_slice(&answer.data);
        if data.len() > ANSWER_LIMIT {
            return Err(ProtocolError::AnswerTooLong.into());
        }
        let [kind, count] = answer.status.to_be_bytes();
        match kind {
            // So many bytes wait; 0 stands for 256 or more.
            0x61 => command = Command::new(GET_RESPONSE, [0, 0], &[], Some(wanted(count))),
            // Ask again for just so many bytes.
            0x6C => command.expected = Some(wanted(count)),
            _ => {
                return Ok(Response {
                    data,
                    status: answer.status,
                });
            }
        }
    }
    Err(ProtocolError::AnswerEndless.into())
}

fn wanted(count: u8) -> u32 {
    if count == 0 {
        SHORT_ANSWER
    } else {
        u32::from(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Answers by a list; asked for more it repeats the last.
    struct Script {
        answers: Vec<Vec<u8>>,
        heard: Vec<Vec<u8>>,
    }

    impl Wire for &mut Script {
        fn transmit(&mut self, command: &[u8]) -> Result<Zeroizing<Vec<u8>>, CardError> {
            let turn = self.heard.len().min(self.answers.len() - 1);
            self.heard.push(command.to_vec());
            Ok(Zeroizing::new(self.answers[turn].clone()))
        }
    }

    fn run(
        coding: Coding,
        command: &Command,
        answers: &[&[u8]],
    ) -> (Result<Response, CardError>, Vec<Vec<u8>>) {
        let mut script = Script {
            answers: answers.iter().map(|answer| answer.to_vec()).collect(),
            heard: Vec::new(),
        };
        let answer = Channel::new(&mut script, coding).send(command);
        (answer, script.heard)
    }

    fn read() -> Command {
        Command::new(0xB0, [0, 0], &[], Some(256))
    }

    fn protocol(answer: Result<Response, CardError>) -> ProtocolError {
        match answer {
            Err(CardError::Protocol(error)) => error,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn an_answer_in_pieces_is_put_together() {
        let (answer, heard) = run(
            Coding::ShortT0,
            &read(),
            &[&[1, 2, 0x61, 2], &[3, 4, 0x90, 0]],
        );
        assert_eq!(answer.unwrap().data[..], [1, 2, 3, 4]);
        assert_eq!(heard[1], [0, 0xC0, 0, 0, 2]);
    }

    #[test]
    fn the_right_length_is_asked_for_again() {
        let (answer, heard) = run(Coding::Short, &read(), &[&[0x6C, 1], &[9, 0x90, 0]]);
        assert_eq!(answer.unwrap().data[..], [9]);
        assert_eq!(heard[1], [0, 0xB0, 0, 0, 1]);
    }

    #[test]
    fn a_long_command_goes_in_a_chain() {
        let command = Command::new(0xDA, [0, 0], &[7; 300], None);
        let (answer, heard) = run(Coding::Short, &command, &[&[0x90, 0]]);
        assert_eq!(answer.unwrap().status, 0x9000);
        assert_eq!((heard[0][0], heard[1][0]), (0x10, 0));
        let (_, heard) = run(Coding::Extended, &command, &[&[0x90, 0]]);
        assert_eq!(heard.len(), 1);
    }

    #[test]
    fn a_chain_ends_where_the_card_refuses() {
        let command = Command::new(0xDA, [0, 0], &[7; 300], None);
        let (answer, heard) = run(Coding::Short, &command, &[&[0x68, 0x84]]);
        assert_eq!(protocol(answer), ProtocolError::Status(0x6884));
        assert_eq!(heard.len(), 1);
    }

    #[test]
    fn a_card_that_never_ends_is_left() {
        for answer in [&[0x61, 0x00][..], &[0x6C, 0x05], &[1, 0x61, 0x01]] {
            let (outcome, heard) = run(Coding::Short, &read(), &[answer]);
            assert_eq!(protocol(outcome), ProtocolError::AnswerEndless);
            assert_eq!(heard.len(), ROUNDS);
        }
    }

    #[test]
    fn a_card_that_floods_is_left() {
        let mut flood = vec![0xAA; 4000];
        flood.extend([0x61, 0x00]);
        let (outcome, heard) = run(Coding::Short, &read(), &[&flood]);
        assert_eq!(protocol(outcome), ProtocolError::AnswerTooLong);
        assert_eq!(heard.len(), 3);
    }

    #[test]
    fn an_empty_answer_is_an_error() {
        let (outcome, _) = run(Coding::Short, &read(), &[&[]]);
        assert_eq!(protocol(outcome), ProtocolError::NoStatus);
    }
}
