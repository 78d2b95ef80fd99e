//! Reads what the companion asks on a thread of its own, so that a cancel is seen while a page comes
//! and the end of the companion ends us, whatever the library does.

use std::io::{self, Read};
use std::process::exit;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use amtskoffer_companion::devices::scanner::sane::wire::{Ask, Frame, parse};

/// How long the library may take to let go of the device when the companion has gone away.
const LAST_WORDS: Duration = Duration::from_secs(3);

/// What the companion asks; the channel closes when it has gone away.
pub fn receive() -> io::Result<Receiver<Ask>> {
    let (sender, asks) = mpsc::channel();
    thread::Builder::new().name("asks".into()).spawn(move || {
        read(&sender);
        drop(sender);
        thread::sleep(LAST_WORDS);
        exit(1);
    })?;
    Ok(asks)
}

fn read(asks: &Sender<Ask>) {
    let mut input = io::stdin().lock();
    let (mut held, mut piece) = (Vec::new(), [0; 4096]);
    loop {
        match parse(&held) {
            Ok(Some((Frame::Message(ask), length))) => {
                held.drain(..length);
                if asks.send(ask).is_err() {
                    return;
                }
                continue;
            }
            Ok(None) => {}
            // Pictures never go this way.
            Ok(Some((Frame::Jpeg(_) | Frame::Preview(_), _))) | Err(_) => return,
        }
        match input.read(&mut piece) {
            Ok(0) | Err(_) => return,
            Ok(count) => held.extend_from_slice(&piece[..count]),
        }
    }
}
