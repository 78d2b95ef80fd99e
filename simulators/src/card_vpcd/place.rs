//! The card's place: on the reader or not. Speaks vpcd's own protocol: two bytes of length, then a
//! command, or a single byte for switching on and off.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use hyper::Method;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::Notify;
use tokio::time::sleep;

use super::chip::Chip;
use super::crypto::random;
use super::fault::Fault;
use super::memory::Memory;
use super::options::Options;
use crate::control::Controlled;

/// Answer to reset of a German card.
const ATR: [u8; 15] = [
    0x3B, 0x8A, 0x80, 0x01, 0x80, 0x31, 0xF8, 0x73, 0xF7, 0x41, 0xE0, 0x82, 0x90, 0x00, 0x75,
];
/// vpcd's single bytes.
const OFF: u8 = 0;
const ON: u8 = 1;
const RESET: u8 = 2;
const GET_ATR: u8 = 4;
/// How long a slow card takes.
const SLOWNESS: Duration = Duration::from_millis(1500);
/// Until vpcd is tried anew.
const RETRY: Duration = Duration::from_millis(200);
/// The instruction with which a secret is shown.
const AUTHENTICATE: u8 = 0x86;

/// The card and where it lies.
pub struct Place {
    options: Options,
    state: Mutex<State>,
    moved: Notify,
}

struct State {
    fault: Fault,
    is_on_reader: bool,
    memory: Memory,
}

impl Place {
    /// A card as the options say, put on unless they say otherwise.
    pub fn new(options: &Options) -> Self {
        Self {
            state: Mutex::new(State {
                fault: options.fault,
                is_on_reader: options.fault != Fault::NoCard,
                memory: Memory::new(options, options.fault),
            }),
            options: options.clone(),
            moved: Notify::new(),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn put(&self, is_on_reader: bool) {
        self.state().is_on_reader = is_on_reader;
        self.moved.notify_one();
    }

    fn is_on_reader(&self) -> bool {
        self.state().is_on_reader
    }
}

impl Controlled for Place {
    fn fault(&self) -> &'static str {
        self.state().fault.name()
    }

    fn set_fault(&self, name: &str) -> bool {
        let Some(fault) = Fault::named(name) else {
            return false;
        };
        let mut state = self.state();
        state.fault = fault;
        // These are ways in which a card comes, not ways in which it behaves.
        if matches!(
            fault,
            Fault::None | Fault::Blocked | Fault::Suspended | Fault::TransportPin | Fault::Off
        ) {
            state.memory = Memory::new(&self.options, fault);
        }
        drop(state);
        self.put(fault != Fault::NoCard);
        true
    }

    fn command(&self, method: &Method, path: &str, _body: &[u8]) -> Option<String> {
        match (method, path) {
            (&Method::GET, "/card") => {}
            (&Method::PUT, "/card") => self.put(true),
            (&Method::DELETE, "/card") => self.put(false),
            _ => return None,
        }
        let state = self.state();
        let mut told = state.memory.describe();
        told["on_reader"] = json!(state.is_on_reader);
        Some(told.to_string())
    }
}

/// Lives until the process ends: on the reader while it is told to be there.
pub async fn live(place: &Place, vpcd: &str) {
    loop {
        if !place.is_on_reader() {
            place.moved.notified().await;
            continue;
        }
        if let Ok(stream) = TcpStream::connect(vpcd).await {
            tokio::select! {
                _ = serve(place, stream) => {}
                () = taken_away(place) => {}
            }
        }
        sleep(RETRY).await;
    }
}

async fn taken_away(place: &Place) {
    while place.is_on_reader() {
        place.moved.notified().await;
    }
}

async fn serve(place: &Place, mut stream: TcpStream) -> std::io::Result<()> {
    let mut chip = Chip::default();
    let mut secrets = 0;
    loop {
        let length = stream.read_u16().await?;
        let mut command = vec![0; usize::from(length)];
        stream.read_exact(&mut command).await?;
        let answer = match command[..] {
            [OFF | ON | RESET] => {
                chip = Chip::default();
                continue;
            }
            [GET_ATR] => ATR.to_vec(),
            _ => {
                let fault = place.state().fault;
                if fault == Fault::RemovedInTheMiddle && command.get(1) == Some(&AUTHENTICATE) {
                    secrets += 1;
                    if secrets == 3 {
                        place.put(false);
                        return Ok(());
                    }
                }
                answer(place, &mut chip, fault, &command).await
            }
        };
        let length = u16::try_from(answer.len()).unwrap_or(u16::MAX);
        stream.write_u16(length).await?;
        stream.write_all(&answer).await?;
    }
}

async fn answer(place: &Place, chip: &mut Chip, fault: Fault, command: &[u8]) -> Vec<u8> {
    let mut answer = chip.answer(&mut place.state().memory, fault, command);
    match fault {
        Fault::Slow => sleep(SLOWNESS).await,
        Fault::Mute => std::future::pending().await,
        Fault::Garbage => answer = random::<40>().to_vec(),
        Fault::HalfAnswer => answer.truncate(answer.len() / 2),
        Fault::Flood => {
            answer = vec![0xAA; 256];
            answer.extend([0x61, 0x00]);
        }
        Fault::LyingLength if answer.len() > 3 => answer[1] = 0x7F,
        _ => {}
    }
    answer
}
