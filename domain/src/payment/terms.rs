//! What the machine of a transaction is told, and what it says.

/// What is to be done at the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Take money from a card.
    Charge {
        /// How much.
        cents: i64,
    },
    /// Give it back.
    Reversal {
        /// How much was taken.
        cents: i64,
        /// Trace number of the charge.
        trace: u32,
        /// Receipt number of the charge.
        receipt: u32,
    },
}

/// A transaction as the terminal has it in its journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Trace number, which grows with every transaction until it starts anew.
    pub trace: u32,
    /// Receipt number.
    pub receipt: u32,
    /// Amount.
    pub cents: i64,
    /// False when it was declined.
    pub approved: bool,
    /// Trace number of the charge, if this is the reversal of one and the terminal says so.
    pub reverses: Option<u32>,
}

/// The last receipt that a terminal has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Last {
    /// It has none.
    Nothing,
    /// Of this transaction.
    Entry(Entry),
    /// Of something else, e.g. the closing of the day; with its number.
    Other(u32),
    /// It prints one, but does not say of what.
    NotTold,
}

/// What is to be done next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Connect to the terminal and register there.
    Connect,
    /// Ask for the last receipt.
    AskLast,
    /// Send the order. Given once.
    Start,
    /// Wait for what the terminal tells of the transaction.
    Listen,
    /// Wait, then go on.
    Wait {
        /// How long.
        millis: u64,
    },
    /// The terminal cannot clear it up: a person must look.
    AskPerson,
    /// It is over.
    Over(Outcome),
}

/// How a transaction ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Made. The entry is missing when a person said so.
    Made(Option<Entry>),
    /// Not made.
    NotMade(NotMade),
}

/// Why a transaction was not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotMade {
    /// The clerk gave up before it was sent.
    GivenUp,
    /// The terminal could not be reached before it was sent.
    Unreachable,
    /// The terminal declined, aborted or refused it.
    Declined,
    /// The answer was lost, and the terminal has no such entry.
    NotInJournal,
    /// A person looked and said so.
    PersonSaid,
}

/// What came of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happened {
    /// Connected and registered.
    Connected,
    /// The last receipt.
    LastIs(Last),
    /// The terminal is busy and did not do what was asked.
    Busy,
    /// The terminal told the entry of the transaction.
    Told(Entry),
    /// The terminal says that the command is finished.
    Completed,
    /// The terminal refused or aborted the command.
    Refused,
    /// No connection, or it broke, or no answer in time, or one that makes no sense.
    Lost,
    /// The wait is over.
    Waited,
    /// The clerk gives up. After the start only the terminal can do so.
    GiveUp,
    /// The clerk wants the terminal to be asked once more.
    AskAgain,
    /// A person looked into the terminal's journal.
    PersonSays {
        /// Whether the transaction is there.
        made: bool,
    },
}
