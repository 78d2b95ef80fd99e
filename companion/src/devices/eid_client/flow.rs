//! A PIN change with the eID client as a pure machine: its messages go in, our commands come out.
//!
//! The client's own flag of success is not believed by itself: `AusweisApp2` 1.26.2 was seen to report
//! success without having asked for any PIN. Only a run in which both PINs were asked for and
//! answered counts as [`CardOutcome::PinChanged`]; otherwise it is [`CardOutcome::NotConfirmed`].

#[cfg(test)]
mod tests;

use amtskoffer_contract::bridge::{CardOutcome, CardSeen, PinState};

use super::{ClientError, Words};

/// What the client tells, as far as it matters here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// The change was begun.
    Begun,
    /// A card is wanted.
    InsertCard,
    /// A reader changed.
    Reader(Reader),
    /// A word is wanted of the reader named.
    Enter(Word, Reader),
    /// The change has ended.
    Ended {
        /// The client's own opinion.
        success: bool,
    },
    /// A command was not possible.
    BadState,
    /// Anything else.
    Other,
}

/// A reader of the client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    /// Its name.
    pub name: String,
    /// It has keys of its own.
    pub keypad: bool,
    /// The client can lay its built-in card on it: no real reader.
    pub simulated: bool,
    /// The card on it.
    pub card: Option<ReaderCard>,
}

/// A card on a reader of the client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReaderCard {
    /// Tries left, 0–3; nothing for a card without the online function.
    pub tries: Option<u8>,
    /// The online function is off.
    pub deactivated: bool,
    /// It does not work any more.
    pub inoperative: bool,
}

impl ReaderCard {
    /// How it stands, as the page knows cards.
    pub fn seen(self) -> CardSeen {
        let pin = match (self.inoperative, self.deactivated, self.tries) {
            (true, _, _) => return CardSeen::Unreadable,
            (_, _, None) => return CardSeen::NoEid,
            (_, true, _) => PinState::Off,
            (_, _, Some(0)) => PinState::Blocked,
            (_, _, Some(1)) => PinState::CanNeeded,
            (_, _, Some(tries)) => PinState::Usable {
                tries_left: tries.min(3),
            },
        };
        CardSeen::Eid { pin }
    }
}

/// A word that the client asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// The number on the card's front.
    Can,
    /// The PIN that is still valid.
    Pin,
    /// The new PIN.
    NewPin,
    /// The number of the PIN letter that unblocks.
    Puk,
}

/// What the client is to be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Lay the client's built-in card on its built-in reader.
    SetCard,
    /// Here is the word, or, with a keypad, let it be typed there.
    Give(Word),
    /// Stop.
    Cancel,
    /// Nothing.
    Wait,
    /// It is over.
    End(Result<CardOutcome, ClientError>),
}

/// A change under way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flow {
    asked_pin: bool,
    asked_new: bool,
    asked_can: bool,
    /// Why it was cancelled; told when the client says that it has ended.
    stopped: Option<Result<CardOutcome, ClientError>>,
}

impl Flow {
    /// Takes what the client told; gives what to tell it. `simulated` is the built-in reader, when the
    /// configuration allows it.
    pub fn on(&mut self, told: &Told, words: &Words, simulated: bool) -> Command {
        match told {
            Told::Begun | Told::Other => Command::Wait,
            Told::BadState => Command::End(Err(ClientError::Occupied)),
            Told::Ended { success } => Command::End(self.ended(*success)),
            _ if self.stopped.is_some() => Command::Wait,
            Told::InsertCard if simulated => Command::SetCard,
            Told::InsertCard | Told::Reader(_) => Command::Wait,
            Told::Enter(word, reader) => self.asked(*word, reader, words),
        }
    }

    /// The clerk does not want to wait any longer.
    pub fn cancel(&mut self, why: ClientError) -> Command {
        self.stop(Err(why))
    }

    fn asked(&mut self, word: Word, reader: &Reader, words: &Words) -> Command {
        let state = reader.card.map(ReaderCard::seen);
        if let Some(CardSeen::Eid { pin: PinState::Off }) = state {
            return self.stop(Ok(CardOutcome::PinOff));
        }
        let (given, again) = match word {
            Word::Can => (
                words.can.is_some(),
                std::mem::replace(&mut self.asked_can, true),
            ),
            Word::Pin => (
                words.old.is_some(),
                std::mem::replace(&mut self.asked_pin, true),
            ),
            Word::NewPin => (
                words.new.is_some(),
                std::mem::replace(&mut self.asked_new, true),
            ),
            Word::Puk => return self.stop(Ok(CardOutcome::PinBlocked)),
        };
        // A word that is asked for again was wrong. At a keypad the holder may try again; we have
        // only the one.
        if reader.keypad || (given && !again) {
            return Command::Give(word);
        }
        self.stop(match (word, again) {
            (Word::Can, true) => Ok(CardOutcome::WrongCan),
            (Word::Can, false) => Ok(CardOutcome::CanNeeded),
            (Word::Pin, true) => Ok(CardOutcome::WrongPin),
            (Word::Pin | Word::NewPin | Word::Puk, _) => Err(ClientError::Refused),
        })
    }

    fn stop(&mut self, why: Result<CardOutcome, ClientError>) -> Command {
        self.stopped.get_or_insert(why);
        Command::Cancel
    }

    fn ended(self, success: bool) -> Result<CardOutcome, ClientError> {
        let both_asked = self.asked_pin && self.asked_new;
        match (self.stopped, success, both_asked) {
            (Some(_), true, _) | (None, true, false) => Ok(CardOutcome::NotConfirmed),
            (None, true, true) => Ok(CardOutcome::PinChanged),
            (Some(why), false, _) => why,
            (None, false, _) => Err(ClientError::Refused),
        }
    }
}
