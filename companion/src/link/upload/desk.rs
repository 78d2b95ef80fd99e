//! What a carrier has to carry.

use std::collections::BTreeMap;
use std::time::Instant;

use amtskoffer_contract::bridge::Failure;
use amtskoffer_contract::ingest::{
    Part, ReceiptBody, UPLOAD_CHUNK_BYTES, UPLOAD_PIECE_BYTES, part_path,
};
use amtskoffer_domain::upload::{
    Happened, News, Next, Pace, PartNumber, Progress as Known, Upload,
};
use bytes::Bytes;
use hyper::{Request, Response};
use uuid::Uuid;

use super::super::{LinkError, tus};
use super::{Carried, Progress};

#[derive(Debug)]
pub(super) struct Desk {
    pub(super) upload: Upload,
    pub(super) loads: BTreeMap<PartNumber, Load>,
    pub(super) notes: BTreeMap<Uuid, Bytes>,
    pub(super) manifests: BTreeMap<Uuid, (Bytes, String)>,
    pub(super) receipt: Option<ReceiptBody>,
    pub(super) failure: Option<Failure>,
    pub(super) pace: Pace,
    pub(super) begun: Instant,
    /// When the oldest piece under way became that.
    pub(super) oldest_since: Instant,
}

/// A part to be carried.
#[derive(Clone, Debug)]
pub(super) struct Load {
    pub(super) case: Uuid,
    pub(super) about: Part,
    /// Nothing when only the gateway has them.
    pub(super) bytes: Option<Bytes>,
    pub(super) location: Option<String>,
}

impl Load {
    /// Where it lies: as the gateway has said, or, behind its announcement, as it will.
    fn place(&self) -> String {
        let told = self.location.clone();
        told.unwrap_or_else(|| part_path(self.case, &self.about.name, &self.about.sha256))
    }

    fn bytes(&self, from: u64, bytes: u64) -> Option<Bytes> {
        let whole = self.bytes.as_ref()?;
        let first = usize::try_from(from).ok()?;
        let last = first.checked_add(usize::try_from(bytes).ok()?)?;
        (last <= whole.len()).then(|| whole.slice(first..last))
    }
}

impl Desk {
    pub(super) fn new() -> Self {
        Self {
            upload: Upload::new(UPLOAD_CHUNK_BYTES as u64, UPLOAD_PIECE_BYTES as u64),
            loads: BTreeMap::new(),
            notes: BTreeMap::new(),
            manifests: BTreeMap::new(),
            receipt: None,
            failure: None,
            pace: Pace::default(),
            begun: Instant::now(),
            oldest_since: Instant::now(),
        }
    }

    pub(super) fn progress(&mut self, case: Uuid) -> Progress {
        let Known { sent, total, ahead } = self.upload.progress(case.as_u128());
        let waiting = self.upload.is_waiting();
        let now = u64::try_from(self.begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        let seconds_left = if waiting || sent == total {
            None
        } else {
            self.pace.seconds_left(ahead, now)
        };
        Progress {
            sent,
            total,
            waiting,
            seconds_left,
        }
    }

    pub(super) fn load(
        &mut self,
        number: PartNumber,
        case: Uuid,
        about: Part,
        bytes: Option<Bytes>,
    ) {
        let location = None;
        let load = Load {
            case,
            about,
            bytes,
            location,
        };
        self.loads.insert(number, load);
    }

    /// The request for a step that may go in line; nothing for a part that is not here.
    pub(super) fn request(&self, step: Next) -> Result<Option<Request<Bytes>>, LinkError> {
        match step {
            Next::Create(part) => {
                let load = self.loads.get(&part);
                load.map(|load| tus::create(load.case, &load.about, Bytes::new()))
                    .transpose()
            }
            Next::Begin { part, bytes } => {
                let load = self.loads.get(&part);
                let beginning = load.and_then(|load| Some((load, load.bytes(0, bytes)?)));
                beginning
                    .map(|(load, beginning)| tus::create(load.case, &load.about, beginning))
                    .transpose()
            }
            Next::Send {
                part,
                offset,
                bytes,
            } => {
                let load = self.loads.get(&part);
                let piece = load.and_then(|load| Some((load, load.bytes(offset, bytes)?)));
                piece
                    .map(|(load, piece)| tus::send(&load.place(), offset, piece))
                    .transpose()
            }
            _ => Ok(None),
        }
    }

    /// The request for a step before which nothing is under way.
    pub(super) fn begin(&mut self, step: Next) -> Result<Option<Request<Bytes>>, LinkError> {
        self.oldest_since = Instant::now();
        self.request(step)
    }

    /// What may go behind everything that is under way.
    pub(super) fn ahead(&mut self) -> Option<Request<Bytes>> {
        let (upload, loads) = (&mut self.upload, &self.loads);
        let next = upload.ahead(|step| match step {
            Next::Create(part) => loads.contains_key(&part),
            Next::Begin { part, bytes } => loads
                .get(&part)
                .is_some_and(|load| load.bytes(0, bytes).is_some()),
            Next::Send {
                part,
                offset,
                bytes,
            } => loads
                .get(&part)
                .is_some_and(|load| load.bytes(offset, bytes).is_some()),
            _ => false,
        })?;
        self.request(next).ok().flatten()
    }

    /// Notes what the gateway answers to a step that may go in line.
    pub(super) fn answered(
        &mut self,
        step: Next,
        answer: &Response<Bytes>,
    ) -> Result<Happened, LinkError> {
        let (since, now) = (self.oldest_since, Instant::now());
        self.oldest_since = now;
        let millis = now.saturating_duration_since(since).as_millis();
        let millis = u64::try_from(millis).unwrap_or(u64::MAX);
        match step {
            Next::Create(part) | Next::Begin { part, .. } => {
                let announced = tus::announced(answer)?;
                self.upload.in_line(announced.in_line);
                if let Next::Begin { bytes, .. } = step {
                    self.pace.piece(bytes, millis);
                }
                if let Some(load) = self.loads.get_mut(&part) {
                    load.location = Some(announced.location);
                }
                Ok(Happened::Created {
                    offset: announced.offset,
                })
            }
            Next::Send { bytes, .. } => {
                let accepted = tus::accepted(answer)?;
                self.pace.piece(bytes, millis);
                Ok(accepted)
            }
            _ => Err(LinkError::Unformed),
        }
    }

    /// Whether parts are missing that are not here to be sent again.
    pub(super) fn lacks(&self, step: Next, names: &[String]) -> bool {
        let Next::PutManifest(case) = step else {
            return false;
        };
        let mut loads = self.loads.values();
        loads.any(|load| {
            let is_named = names.contains(&load.about.name);
            load.case.as_u128() == case && is_named && load.bytes.is_none()
        })
    }

    pub(super) fn told(&mut self) -> Vec<Carried> {
        let mut told = Vec::new();
        while let Some(news) = self.upload.news() {
            let failure = self.failure.clone().unwrap_or(Failure::GatewayGarbled);
            told.extend(match news {
                News::HandedIn(case) => {
                    let case = Uuid::from_u128(case);
                    self.tidy(case);
                    self.receipt
                        .take()
                        .map(|receipt| Carried::HandedIn(case, receipt))
                }
                News::Refused(case) => Some(Carried::Refused(Uuid::from_u128(case), failure)),
                News::PutOff(case) => Some(Carried::PutOff(Uuid::from_u128(case), failure)),
                News::Discarded(case) => Some(Carried::Discarded(Uuid::from_u128(case))),
                News::DiscardRefused(case) => {
                    Some(Carried::DiscardRefused(Uuid::from_u128(case), failure))
                }
            });
        }
        let upload = &self.upload;
        self.loads.retain(|part, _| upload.has(*part));
        told
    }

    pub(super) fn tidy(&mut self, case: Uuid) {
        self.loads.retain(|_, load| load.case != case);
        self.notes.remove(&case);
        self.manifests.remove(&case);
    }
}
