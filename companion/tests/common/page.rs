//! A page in miniature.

use std::collections::VecDeque;
use std::io::{Read, Write};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::sync::Arc;

use amtskoffer_companion::relay::greeting;
use amtskoffer_contract::BRIDGE_VERSIONS;
use amtskoffer_contract::bridge::transfer::Sender;
use amtskoffer_contract::bridge::{
    CompanionHello, Event, Failure, FromCompanion, PageHello, Reply, Request, ToCompanion,
};
use amtskoffer_contract::frame::{Deframer, TO_BROWSER_LIMIT, frame};

use super::office::Office;

pub struct Page {
    from: Box<dyn Read + Send>,
    to: Box<dyn Write + Send>,
    deframer: Deframer,
    events: VecDeque<Event>,
    heard: Vec<Event>,
    last_id: u32,
    /// Whose clerks may sign in here.
    pub office: Option<Arc<Office>>,
}

impl Page {
    pub fn over(from: impl Read + Send + 'static, to: impl Write + Send + 'static) -> Self {
        Self {
            from: Box::new(from),
            to: Box::new(to),
            deframer: Deframer::new(TO_BROWSER_LIMIT),
            events: VecDeque::new(),
            heard: Vec::new(),
            last_id: 0,
            office: None,
        }
    }

    pub fn at_socket(socket: &Path) -> Self {
        let stream = UnixStream::connect(socket).expect("companion listens");
        stream
            .set_read_timeout(Some(super::PATIENCE))
            .expect("valid");
        Self::over(stream.try_clone().expect("cloned"), stream)
    }

    pub fn greet_as_relay(&mut self, origin: &str) {
        self.send_bytes(&greeting(origin).expect("short"));
    }

    pub fn greet(&mut self) -> CompanionHello {
        let hello = PageHello {
            build: "test".to_owned(),
            versions: BRIDGE_VERSIONS,
        };
        self.send(&ToCompanion::Hello(hello));
        match self.next() {
            Some(FromCompanion::Hello(hello)) => hello,
            other => panic!("expected the hello, got {other:?}"),
        }
    }

    pub fn send(&mut self, message: &ToCompanion) {
        let json = serde_json::to_vec(message).expect("plain data");
        self.send_bytes(&frame(&json).expect("short"));
    }

    pub fn send_text(&mut self, json: &str) {
        self.send_bytes(&frame(json.as_bytes()).expect("short"));
    }

    pub fn send_bytes(&mut self, bytes: &[u8]) {
        self.to.write_all(bytes).expect("companion reads");
        self.to.flush().expect("companion reads");
    }

    /// The next message, or nothing at the end.
    pub fn next(&mut self) -> Option<FromCompanion> {
        loop {
            if let Some(message) = self.deframer.next_message().expect("within limits") {
                return Some(serde_json::from_slice(&message).expect("of the agreed form"));
            }
            let mut buffer = [0; 4096];
            match self.from.read(&mut buffer) {
                Ok(0) => return None,
                Ok(read) => self.deframer.push(&buffer[..read]),
                Err(error) if error.kind() == std::io::ErrorKind::ConnectionReset => return None,
                Err(error) => panic!("nothing came: {error}; heard before: {:#?}", self.heard),
            }
        }
    }

    /// The next message that is no event; events are kept.
    pub fn next_answer(&mut self) -> Option<FromCompanion> {
        loop {
            match self.next()? {
                FromCompanion::Event { event } => self.events.push_back(event),
                other => return Some(other),
            }
        }
    }

    /// The first event, kept or new, from which something can be made; those before are dropped.
    pub fn event<T>(&mut self, mut wanted: impl FnMut(&Event) -> Option<T>) -> T {
        loop {
            while let Some(event) = self.events.pop_front() {
                self.heard.push(event.clone());
                if let Some(found) = wanted(&event) {
                    return found;
                }
            }
            match self.next() {
                Some(FromCompanion::Event { event }) => self.events.push_back(event),
                other => panic!("expected an event, got {other:?}"),
            }
        }
    }

    pub fn begin(&mut self, body: Request) -> u32 {
        self.last_id += 1;
        self.send(&ToCompanion::Request {
            id: self.last_id,
            body,
        });
        self.last_id
    }

    pub fn outcome_of(&mut self, wanted: u32) -> Result<Reply, Failure> {
        match self.next_answer() {
            Some(FromCompanion::Reply { id, outcome }) if id == wanted => outcome,
            other => panic!("expected the reply to {wanted}, got {other:?}"),
        }
    }

    pub fn ask(&mut self, body: Request) -> Result<Reply, Failure> {
        let id = self.begin(body);
        self.outcome_of(id)
    }

    /// Sends bytes as a transfer and gives its number.
    pub fn transfer(&mut self, bytes: Vec<u8>) -> u32 {
        let length = u32::try_from(bytes.len()).expect("small");
        let Ok(Reply::Transfer { transfer }) = self.ask(Request::BeginTransfer { bytes: length })
        else {
            panic!("a transfer opens");
        };
        let mut sender = Sender::new(transfer, bytes);
        while !sender.is_finished() {
            while let Some(chunk) = sender.next_chunk() {
                self.send(&ToCompanion::Chunk(chunk));
            }
            match self.next_answer() {
                Some(FromCompanion::Ack { received, .. }) => {
                    sender.acknowledge(received).expect("was sent");
                }
                other => panic!("expected an acknowledgement, got {other:?}"),
            }
        }
        transfer
    }

    /// The failure with which the companion ends the connection.
    pub fn refusal(&mut self) -> Failure {
        let Some(FromCompanion::Refused { failure }) = self.next_answer() else {
            panic!("expected a refusal");
        };
        assert_eq!(self.next(), None, "nothing follows a refusal");
        failure
    }

    pub fn overview(&mut self) -> amtskoffer_contract::bridge::Overview {
        match self.ask(Request::Overview) {
            Ok(Reply::Overview(overview)) => overview,
            other => panic!("expected the overview, got {other:?}"),
        }
    }

    /// The usual clerk signs in, if nobody has, and names the place.
    pub fn begin_visit(&mut self) {
        if self.overview().desk.clerks.is_empty() {
            self.sign_in();
        }
        let visit = Request::BeginVisit {
            place: "Haus Abendrot".to_owned(),
        };
        assert!(matches!(self.ask(visit), Ok(Reply::Overview(_))));
    }
}
