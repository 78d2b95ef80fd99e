//! Carrying cases to the gateway: does what [`amtskoffer_domain::upload`] says, over one connection
//! that is kept warm.

mod desk;

use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use amtskoffer_contract::bridge::Failure;
use amtskoffer_contract::ingest::{Part, ReceiptBody, Refusal};
use amtskoffer_domain::upload::{Happened, Next, PartKind, PartNumber};
use bytes::Bytes;
use desk::Desk;
use tokio::sync::Notify;
use uuid::Uuid;

use super::warm::Warm;
use super::{Bearer, LinkError, LinkKeys, line, tus};
use crate::http::Target;
use crate::lock;

/// Without work for so long, the connection is used once, so that no radio and no router forgets it.
const WARM: Duration = Duration::from_secs(5);

/// How far a case is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Bytes that the gateway has.
    pub sent: u64,
    /// Bytes in all.
    pub total: u64,
    /// No line at the moment.
    pub waiting: bool,
    /// Seconds until all of it is there at the measured speed.
    pub seconds_left: Option<u32>,
}

/// What became of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Carried {
    /// The receipt over its manifest was verified.
    HandedIn(Uuid, ReceiptBody),
    /// The gateway refuses.
    Refused(Uuid, Failure),
    /// The gateway cannot take it now.
    PutOff(Uuid, Failure),
    /// The gateway has dropped it, and the receipt over that was verified.
    Discarded(Uuid),
    /// The gateway does not drop it.
    DiscardRefused(Uuid, Failure),
}

/// Carries cases, one piece after the other, over one connection.
#[derive(Debug)]
pub struct Carrier {
    warm: Warm,
    receipt_key: [u8; 32],
    desk: Mutex<Desk>,
    stirred: Notify,
    line_is_up: Notify,
    line_came_back: Notify,
    line_went: Mutex<Option<Instant>>,
}

impl Carrier {
    /// A carrier; nothing is connected yet.
    pub fn new(keys: &LinkKeys) -> Self {
        Self::to(Arc::clone(&keys.target), keys.receipt_key)
    }

    /// A carrier to a server whose receipts are signed with this key.
    pub fn to(target: Arc<Target>, receipt_key: [u8; 32]) -> Self {
        Self {
            warm: Warm::new(target),
            receipt_key,
            desk: Mutex::new(Desk::new()),
            stirred: Notify::new(),
            line_is_up: Notify::new(),
            line_came_back: Notify::new(),
            line_went: Mutex::new(None),
        }
    }

    /// The same on behalf of whoever works.
    #[must_use]
    pub fn on_behalf(mut self, bearer: &Bearer) -> Self {
        self.warm = self.warm.on_behalf(bearer);
        self
    }

    /// A part was accepted and leaves.
    pub fn accept(&self, case: Uuid, kind: PartKind, about: Part, bytes: Bytes) -> PartNumber {
        let number = {
            let mut desk = self.desk();
            let number = desk.upload.accept(case.as_u128(), kind, about.bytes);
            desk.load(number, case, about, Some(bytes));
            number
        };
        self.stirred.notify_one();
        number
    }

    /// A part that the gateway has whole from before.
    pub fn hold(&self, case: Uuid, kind: PartKind, about: Part) -> PartNumber {
        let mut desk = self.desk();
        let number = desk.upload.hold(case.as_u128(), kind, about.bytes);
        desk.load(number, case, about, None);
        number
    }

    /// A part is not wanted any more.
    pub fn withdraw(&self, part: PartNumber) {
        self.desk().upload.withdraw(part);
        self.stirred.notify_one();
    }

    /// Leaves a note of a case, sealed.
    pub fn note(&self, case: Uuid, sealed: Vec<u8>) {
        {
            let mut desk = self.desk();
            desk.notes.insert(case, sealed.into());
            desk.upload.note(case.as_u128());
        }
        self.stirred.notify_one();
    }

    /// Hands a case in: its manifest goes once its parts are there.
    pub fn hand_in(&self, case: Uuid, manifest: Bytes, sha256: String) {
        {
            let mut desk = self.desk();
            desk.manifests.insert(case, (manifest, sha256));
            desk.upload.hand_in(case.as_u128());
        }
        self.stirred.notify_one();
    }

    /// Throws a case away; at the gateway too, if something of it may lie there.
    pub fn discard(&self, case: Uuid, lies_there: bool) {
        {
            let mut desk = self.desk();
            desk.upload.discard(case.as_u128(), lies_there);
            desk.tidy(case);
        }
        self.stirred.notify_one();
    }

    /// Whether there is still something to do about a case.
    pub fn knows(&self, case: Uuid) -> bool {
        self.desk().upload.knows(case.as_u128())
    }

    /// Whether the gateway has the whole part.
    pub fn is_whole(&self, part: PartNumber) -> bool {
        self.desk().upload.is_whole(part)
    }

    /// How far a case is.
    pub fn progress(&self, case: Uuid) -> Progress {
        self.desk().progress(case)
    }

    /// The line works: who waits for it goes on at once.
    pub fn line_is_up(&self) {
        self.line_is_up.notify_waiters();
    }

    /// The line does not work any more.
    pub fn line_went(&self) {
        *lock(&self.line_went) = Some(Instant::now());
    }

    /// The line works again: what was under way when it went is given up, since its answer may never come.
    /// A connection on which the gateway was heard since lives, and keeps what is under way on it.
    pub fn line_came_back(&self) {
        let went = lock(&self.line_went).take();
        if went.is_some_and(|went| !self.warm.is_heard_since(went)) {
            self.line_came_back.notify_waiters();
        }
    }

    /// Does what is to be done next, and tells what became of cases. May be dropped at any time; the
    /// next call goes on where the gateway stands.
    pub async fn work(&self) -> Vec<Carried> {
        let next = self.desk().upload.next();
        if next == Next::Rest {
            self.rest().await;
            return Vec::new();
        }
        let happened = match self.step(next).await {
            Ok(happened) => happened,
            Err(error) => self.what_happened(next, &error),
        };
        let mut desk = self.desk();
        if happened == Happened::LineLost {
            desk.pace.anew();
        }
        desk.upload.take(happened);
        desk.told()
    }

    async fn rest(&self) {
        let stirred = tokio::time::timeout(WARM, self.stirred.notified());
        if stirred.await.is_ok() || !self.desk().upload.is_at_work() {
            return;
        }
        let used = tokio::time::timeout(line::PULSE_REPLY, tus::status(&self.warm));
        if !matches!(used.await, Ok(Ok(()))) {
            // The next part should find a connection that works.
            let _ = self.warm.connect().await;
        }
    }

    async fn step(&self, next: Next) -> Result<Happened, LinkError> {
        let doing = async {
            match next {
                Next::Rest => Ok(Happened::Waited),
                Next::Connect => {
                    self.warm.connect().await?;
                    Ok(Happened::Connected)
                }
                Next::Wait { millis } => {
                    let line = self.line_is_up.notified();
                    let _ = tokio::time::timeout(Duration::from_millis(millis), line).await;
                    Ok(Happened::Waited)
                }
                Next::Create(_) | Next::Begin { .. } | Next::Send { .. } => {
                    self.in_line(next).await
                }
                Next::AskOffset(part) => match self.location(part) {
                    Some(location) => tus::ask_offset(&self.warm, &location).await,
                    None => Ok(Happened::PartGone),
                },
                Next::Delete(part) => self.delete(part).await,
                Next::PutNote(case) => self.put_note(Uuid::from_u128(case)).await,
                Next::PutManifest(case) => self.put_manifest(Uuid::from_u128(case)).await,
                Next::Discard(case) => self.discard_there(Uuid::from_u128(case)).await,
            }
        };
        tokio::select! {
            biased;
            done = doing => done,
            () = self.line_came_back.notified() => Ok(Happened::LineLost),
        }
    }

    /// A step that may go in line, and whatever may go behind it already.
    async fn in_line(&self, step: Next) -> Result<Happened, LinkError> {
        let first = || self.desk().begin(step);
        let ahead = || self.desk().ahead();
        match self.warm.in_line(first, ahead).await? {
            Some(answer) => self.desk().answered(step, &answer),
            None => Ok(Happened::PartGone),
        }
    }

    async fn delete(&self, part: PartNumber) -> Result<Happened, LinkError> {
        if self.location(part).is_none() {
            // Announcing it again tells where it is.
            let Some(request) = self.desk().request(Next::Create(part))? else {
                return Ok(Happened::PartGone);
            };
            let answer = self.warm.call(request).await?;
            self.desk().answered(Next::Create(part), &answer)?;
        }
        match self.location(part) {
            Some(location) => tus::delete(&self.warm, &location).await,
            None => Ok(Happened::PartGone),
        }
    }

    async fn put_note(&self, case: Uuid) -> Result<Happened, LinkError> {
        let note = self.desk().notes.get(&case).cloned();
        match note {
            Some(note) => tus::put_note(&self.warm, case, note).await,
            None => Ok(Happened::NoteKept),
        }
    }

    async fn put_manifest(&self, case: Uuid) -> Result<Happened, LinkError> {
        let manifest = self.desk().manifests.get(&case).cloned();
        let (bytes, sha256) = manifest.ok_or(LinkError::Unformed)?;
        let key = &self.receipt_key;
        let answer = tus::put_manifest(&self.warm, key, case, bytes, &sha256).await?;
        Ok(self.believed(answer))
    }

    async fn discard_there(&self, case: Uuid) -> Result<Happened, LinkError> {
        let answer = tus::discard(&self.warm, &self.receipt_key, case).await?;
        Ok(self.believed(answer))
    }

    fn believed(&self, answer: Result<ReceiptBody, super::ReceiptError>) -> Happened {
        let mut desk = self.desk();
        match answer {
            Ok(body) => {
                desk.receipt = Some(body);
                Happened::ReceiptVerified
            }
            Err(error) => {
                tracing::error!("a receipt is not trusted: {error}");
                desk.failure = Some(Failure::ReceiptNotTrusted);
                Happened::Refused
            }
        }
    }

    fn what_happened(&self, step: Next, error: &LinkError) -> Happened {
        if error.is_line_loss() {
            return Happened::LineLost;
        }
        let mut desk = self.desk();
        if let LinkError::Refused { refusal, .. } = error {
            match refusal {
                Refusal::OffsetWrong { offset } => return Happened::OffsetIs(*offset),
                Refusal::ChecksumWrong => return Happened::PieceDamaged,
                Refusal::PartDamaged => return Happened::PartDamaged,
                Refusal::UploadUnknown => return Happened::PartGone,
                Refusal::PartsMissing { parts } if !desk.lacks(step, parts) => {
                    return Happened::PartsMissing;
                }
                _ => {}
            }
        }
        let failure = error.failure();
        let later = matches!(
            failure,
            Failure::NotSignedIn
                | Failure::GatewayStorage
                | Failure::GatewayFull
                | Failure::DepartmentAway
        );
        tracing::warn!("a request of an upload was refused: {error}");
        desk.failure = Some(failure);
        if later {
            Happened::NotNow
        } else {
            Happened::Refused
        }
    }

    fn location(&self, part: PartNumber) -> Option<String> {
        self.desk().loads.get(&part)?.location.clone()
    }

    fn desk(&self) -> MutexGuard<'_, Desk> {
        lock(&self.desk)
    }
}
