//! Client of an EAC-Box: the SOAP interface of TR-03131 version 1.2, section 4.1.
//!
//! All names of the interface are in [`names`], and nowhere else. Each call is one HTTP exchange on a
//! connection of its own: a call that is given up closes it. No call carries `password`: the guideline
//! forbids it for PIN and PUK, and the CAN is typed at the box as well.

mod answer;
mod entry;
mod names;
mod request;
#[cfg(test)]
mod tests;
mod xml;

use std::time::Duration;

use amtskoffer_domain::change_terminal::{Power, Role, Status};
use amtskoffer_domain::device::Seen;
use bytes::Bytes;
use http_body_util::Full;
use hyper::header::{CONTENT_TYPE, HeaderValue};
use hyper::{Method, Request, StatusCode, Uri};
use tokio::sync::Mutex;

pub use self::entry::from_entry;
pub use self::names::Interface;
use self::request::Call;
pub use self::request::every_message;
pub use self::xml::XmlError;
use super::{ChangeTerminal, Group, Info, Pending, TerminalError};
use crate::devices::{Device, Look, Looked, Test, TestResult};
use crate::http::{Connection, Target};
use amtskoffer_contract::bridge::{DeviceCause, PersonTask};

/// A box answers a plain question at once; more is a box that hangs.
const ANSWER_TIME: Duration = Duration::from_secs(3);
/// For work of the chip: reading twenty groups, writing one.
const CHIP_TIME: Duration = Duration::from_secs(30);
/// For what a person types at the box.
const PERSON_TIME: Duration = Duration::from_mins(3);
/// For the connection itself; the box is in the suitcase.
const CONNECT_TIME: Duration = Duration::from_secs(2);
/// No honest answer is longer: twenty groups of text, and base64.
const ANSWER_LIMIT: usize = 256 * 1024;

/// How long the box may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// For plain questions.
    pub answer: Duration,
    /// For work of the chip.
    pub chip: Duration,
    /// For what a person types.
    pub person: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            answer: ANSWER_TIME,
            chip: CHIP_TIME,
            person: PERSON_TIME,
        }
    }
}

/// One box.
#[derive(Debug)]
pub struct EacBox {
    target: Target,
    path: Uri,
    interface: Interface,
    patience: Patience,
    /// One call at a time: the box has one chip and one pair of hands before it.
    turn: Mutex<()>,
}

impl EacBox {
    /// A box at this address. Nothing is sent yet.
    pub fn new(target: Target, path: Uri, interface: Interface) -> Self {
        Self {
            target,
            path,
            interface,
            patience: Patience::default(),
            turn: Mutex::default(),
        }
    }

    /// Other bounds.
    #[must_use]
    pub fn with_patience(mut self, patience: Patience) -> Self {
        self.patience = patience;
        self
    }

    async fn called(
        &self,
        call: &Call<'_>,
        limit: Duration,
    ) -> Result<xml::Element, TerminalError> {
        let _turn = self.turn.lock().await;
        self.exchanged(call, limit).await
    }

    async fn exchanged(
        &self,
        call: &Call<'_>,
        limit: Duration,
    ) -> Result<xml::Element, TerminalError> {
        let connection = Connection::open_within(&self.target, CONNECT_TIME).await?;
        let reply = connection
            .with_reply_timeout(limit)
            .send(self.message(call), ANSWER_LIMIT)
            .await?;
        match reply.status() {
            // SOAP faults come with 500 (SOAP 1.1 section 6.2).
            StatusCode::OK | StatusCode::INTERNAL_SERVER_ERROR => {
                answer::of(call, reply.body(), &self.interface)
            }
            _ => Err(TerminalError::Fault),
        }
    }

    fn message(&self, call: &Call<'_>) -> Request<Full<Bytes>> {
        let body = request::envelope(call, &self.interface);
        let mut request = Request::new(Full::new(Bytes::from(body)));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = self.path.clone();
        let headers = request.headers_mut();
        let (media_type, action) = self.interface.headers();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
        if let Some((name, value)) = action {
            headers.insert(name, HeaderValue::from_static(value));
        }
        request
    }

    async fn done(&self, call: Call<'_>, limit: Duration) -> Result<(), TerminalError> {
        let answer = self.called(&call, limit).await?;
        answer::success(&call, &answer)
    }

    async fn read_info(&self) -> Result<Info, TerminalError> {
        let answer = self.called(&Call::GetInfo, self.patience.answer).await?;
        answer::info(&answer)
    }

    async fn read_groups(&self, groups: &[u8]) -> Result<Vec<Group>, TerminalError> {
        let call = Call::GetMultipleData(groups);
        let answer = self.called(&call, self.patience.chip).await?;
        answer::groups(&answer, groups)
    }

    async fn read_group(&self, group: u8) -> Result<Vec<Group>, TerminalError> {
        let answer = self
            .called(&Call::GetData(group), self.patience.chip)
            .await?;
        Ok(answer::group(&answer, group)?.into_iter().collect())
    }

    /// While a call is under way the box is at work for us, and is not asked.
    async fn looked(&self) -> Looked {
        let Ok(_turn) = self.turn.try_lock() else {
            return Looked {
                name: None,
                seen: Seen::Working,
            };
        };
        let answer = self.exchanged(&Call::GetInfo, self.patience.answer).await;
        match answer.and_then(|answer| answer::info(&answer)) {
            Ok(info) => Looked {
                seen: seen(info.status),
                name: Some(info.name),
            },
            Err(error) => Looked::failed(error.cause()),
        }
    }
}

impl Device for EacBox {
    fn look(&self) -> Look<'_> {
        Box::pin(self.looked())
    }

    fn self_test(&self) -> Test<'_> {
        Box::pin(async {
            match self.looked().await.seen {
                Seen::Fails(DeviceCause::TerminalLocked) => {
                    TestResult::NeedsPerson(PersonTask::ShowToken)
                }
                seen => TestResult::from(seen),
            }
        })
    }
}

impl ChangeTerminal for EacBox {
    fn info(&self) -> Pending<'_, Info> {
        Box::pin(self.read_info())
    }

    fn authenticate(&self, role: Role) -> Pending<'_, ()> {
        Box::pin(async move {
            let call = Call::Authenticate(role);
            let answer = self.called(&call, self.patience.person).await?;
            answer::success(&call, &answer)?;
            answer::authentic(&answer)
        })
    }

    fn select(&self) -> Pending<'_, ()> {
        Box::pin(self.done(Call::SelectApplication, self.patience.chip))
    }

    fn read<'a>(&'a self, groups: &'a [u8]) -> Pending<'a, Vec<Group>> {
        match groups {
            [one] => Box::pin(self.read_group(*one)),
            _ => Box::pin(self.read_groups(groups)),
        }
    }

    fn write<'a>(&'a self, group: u8, content: &'a [u8]) -> Pending<'a, ()> {
        if !(17..=20).contains(&group) {
            return Box::pin(async move { Err(TerminalError::NotWritable(group)) });
        }
        let call = Call::WriteDataGroup { group, content };
        Box::pin(self.done(call, self.patience.chip))
    }

    fn activate(&self) -> Pending<'_, ()> {
        Box::pin(self.done(Call::ActivateEid, self.patience.chip))
    }

    fn deactivate(&self) -> Pending<'_, ()> {
        Box::pin(self.done(Call::DeactivateEid, self.patience.chip))
    }

    fn change_pin(&self) -> Pending<'_, ()> {
        Box::pin(self.done(Call::ChangePin, self.patience.person))
    }
}

fn seen(status: Status) -> Seen<DeviceCause> {
    match (status.power, status.token) {
        (Power::Locked, _) => Seen::Fails(DeviceCause::TerminalLocked),
        (Power::Initialized, _) | (Power::Ready, true) => Seen::Fails(DeviceCause::TokenInserted),
        (Power::Ready, false) => Seen::Fine,
    }
}

/// Parses any bytes as every kind of answer; for tests with damaged input.
pub fn parse_any(bytes: &[u8]) {
    let interface = Interface::default();
    for call in request::every_call() {
        let Ok(answer) = answer::of(&call, bytes, &interface) else {
            continue;
        };
        let _ = answer::success(&call, &answer);
        let _ = answer::authentic(&answer);
        let _ = answer::info(&answer);
        let _ = answer::groups(&answer, &super::chip::GROUPS);
        if let Ok(Some(group)) = answer::group(&answer, 17) {
            super::chip::read(17, &group.content);
        }
    }
}
