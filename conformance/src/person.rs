//! Who stands by: some points need a hand.

use std::io::{self, BufRead, Write};

/// Somebody who does what the kit asks for.
pub trait Person {
    /// Asks for something to be done; true when it was done, false when it cannot be done or nobody
    /// stands by.
    fn asked(&self, what: &str) -> bool;
}

/// Nobody stands by.
#[derive(Clone, Copy, Debug)]
pub struct Absent;

impl Person for Absent {
    fn asked(&self, _what: &str) -> bool {
        false
    }
}

/// Somebody at the terminal, who presses Enter when it is done or types `no`.
#[derive(Clone, Copy, Debug)]
pub struct Terminal;

impl Person for Terminal {
    fn asked(&self, what: &str) -> bool {
        let mut prompt = io::stderr();
        if writeln!(prompt, "\n>> {what}\n>> Press Enter when done, or type no:").is_err() {
            return false;
        }
        let mut answer = String::new();
        match io::stdin().lock().read_line(&mut answer) {
            Ok(0) | Err(_) => false,
            Ok(_) => !answer.trim().eq_ignore_ascii_case("no"),
        }
    }
}
