//! One client: its calls (SANE standard 5.2), answered one after another.

use std::io;
use std::net::Ipv4Addr;
use std::sync::Arc;

use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use super::controls::{RELOAD_PARAMETERS, Settings, Value, describe, is_of_words, is_text};
use super::fault::Fault;
use super::machine::{Machine, status};
use super::pages;
use super::wire::{self, Answer};

/// The device's name behind the host's address.
pub const DEVICE: &str = "amtskoffer";
/// Version of the protocol: 1.0, build 3.
const VERSION: i32 = 0x0100_0003;
const HANDLE: i32 = 1;
/// Samples of more than one byte would be little endian.
const BYTE_ORDER: i32 = 0x1234;

const INIT: i32 = 0;
const GET_DEVICES: i32 = 1;
const OPEN: i32 = 2;
const CLOSE: i32 = 3;
const GET_DESCRIPTORS: i32 = 4;
const CONTROL_OPTION: i32 = 5;
const GET_PARAMETERS: i32 = 6;
const START: i32 = 7;
const CANCEL: i32 = 8;
const EXIT: i32 = 10;

const GET_VALUE: i32 = 0;
const SET_VALUE: i32 = 1;
const SET_AUTOMATIC: i32 = 2;

/// One client.
pub struct Client {
    stream: TcpStream,
    host: Ipv4Addr,
    machine: Arc<Machine>,
    settings: Settings,
    is_open: bool,
    page: Option<JoinHandle<()>>,
}

impl Client {
    /// A client that has just connected to `host`.
    pub fn new(stream: TcpStream, host: Ipv4Addr, machine: Arc<Machine>) -> Self {
        Self {
            stream,
            host,
            machine,
            settings: Settings::default(),
            is_open: false,
            page: None,
        }
    }

    /// Answers until the client goes away or the cable is pulled.
    pub async fn serve(mut self) {
        let mut faults = self.machine.faults();
        tokio::select! {
            // A client that goes away or talks nonsense is nothing to report.
            _ = self.answer_all() => {}
            _ = faults.wait_for(|fault| *fault == Fault::Unplugged) => {}
        }
    }

    async fn answer_all(&mut self) -> io::Result<()> {
        loop {
            let call = wire::word(&mut self.stream).await?;
            if call == EXIT {
                return Ok(());
            }
            let answer = self.answer(call).await?;
            self.send(answer.0).await?;
        }
    }

    async fn send(&mut self, mut answer: Vec<u8>) -> io::Result<()> {
        match self.machine.fault_now() {
            Fault::Garbage => answer.fill(0x5A),
            Fault::HalfAnswer => {
                answer.truncate(answer.len() / 2);
                self.stream.write_all(&answer).await?;
                return Err(io::ErrorKind::ConnectionAborted.into());
            }
            _ => {}
        }
        self.stream.write_all(&answer).await
    }

    async fn answer(&mut self, call: i32) -> io::Result<Answer> {
        let answer = Answer::default();
        match call {
            INIT => {
                wire::word(&mut self.stream).await?;
                wire::text(&mut self.stream).await?;
                Ok(answer.word(status::GOOD).word(VERSION))
            }
            GET_DEVICES => {
                let answer = answer.word(status::GOOD).count(2).some();
                let answer = answer.text(DEVICE).text("Amtskoffer").text("Stand-in");
                Ok(answer.text("sheetfed scanner").none())
            }
            OPEN => {
                let name = wire::text(&mut self.stream).await?;
                let status = self.open(&name);
                Ok(answer.word(status).word(HANDLE).no_text())
            }
            CONTROL_OPTION => self.control().await,
            GET_DESCRIPTORS | CLOSE | GET_PARAMETERS | START | CANCEL => {
                wire::word(&mut self.stream).await?;
                self.with_handle(call, answer).await
            }
            _ => Err(io::ErrorKind::InvalidData.into()),
        }
    }

    async fn with_handle(&mut self, call: i32, answer: Answer) -> io::Result<Answer> {
        match call {
            GET_DESCRIPTORS => Ok(describe(answer)),
            GET_PARAMETERS => Ok(self.parameters(answer.word(status::GOOD))),
            START => self.start().await,
            CLOSE => {
                self.close();
                Ok(answer.word(0))
            }
            _ => {
                self.end_page();
                self.machine.end_run();
                Ok(answer.word(0))
            }
        }
    }

    fn open(&mut self, name: &str) -> i32 {
        if !name.is_empty() && name != DEVICE {
            return status::INVALID;
        }
        if !self.is_open && !self.machine.take() {
            return status::BUSY;
        }
        self.is_open = true;
        status::GOOD
    }

    fn close(&mut self) {
        self.end_page();
        if std::mem::take(&mut self.is_open) {
            self.machine.give_back();
        }
    }

    fn end_page(&mut self) {
        if let Some(page) = self.page.take() {
            page.abort();
        }
    }

    async fn control(&mut self) -> io::Result<Answer> {
        let from = &mut self.stream;
        wire::word(from).await?;
        let option = wire::word(from).await?;
        let action = wire::word(from).await?;
        if action == SET_AUTOMATIC {
            let answer = Answer::default().word(status::INVALID).word(0);
            return Ok(answer.word(1).word(0).count(0).no_text());
        }
        let kind = wire::word(from).await?;
        let size = wire::word(from).await?;
        let value = match kind {
            kind if is_of_words(kind) => Value::Words(wire::words(from).await?),
            kind if is_text(kind) => Value::Text(wire::bytes(from).await?),
            // Buttons and groups have an empty value.
            _ => Value::Words(wire::words(from).await?),
        };
        let (status, info, value) = match action {
            GET_VALUE => match self.settings.get(option) {
                Some(now) => (status::GOOD, 0, now),
                None => (status::INVALID, 0, value),
            },
            SET_VALUE if self.settings.set(option, &value) => {
                (status::GOOD, RELOAD_PARAMETERS, value)
            }
            _ => (status::INVALID, 0, value),
        };
        let answer = Answer::default()
            .word(status)
            .word(info)
            .word(kind)
            .word(size);
        let answer = match value {
            Value::Words(words) => words
                .iter()
                .fold(answer.count(words.len()), |answer, word| answer.word(*word)),
            Value::Text(mut bytes) => {
                bytes.resize(usize::try_from(size).unwrap_or(0).min(4096), 0);
                answer.bytes(&bytes)
            }
        };
        Ok(answer.no_text())
    }

    fn parameters(&self, answer: Answer) -> Answer {
        let (width, height) = self.settings.size();
        let format = i32::from(self.settings.colour);
        let channels = if self.settings.colour { 3 } else { 1 };
        let line = match self.machine.fault_now() {
            Fault::LyingLength => 7,
            _ => width * channels,
        };
        answer
            .word(format)
            .word(1)
            .word(line)
            .word(width)
            .word(height)
            .word(8)
    }

    async fn start(&mut self) -> io::Result<Answer> {
        self.end_page();
        let page = match self.machine.next_page(self.settings.source) {
            Ok(page) => page,
            Err(status) => {
                return Ok(Answer::default()
                    .word(status)
                    .word(0)
                    .word(BYTE_ORDER)
                    .no_text());
            }
        };
        let listener = TcpListener::bind((self.host, 0)).await?;
        let port = listener.local_addr()?.port();
        let machine = Arc::clone(&self.machine);
        let settings = self.settings.clone();
        self.page = Some(tokio::spawn(pages::send(listener, page, settings, machine)));
        let answer = Answer::default().word(status::GOOD).word(port.into());
        Ok(answer.word(BYTE_ORDER).no_text())
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        self.close();
    }
}
