//! The sensor behind the service: whose finger lies on it, how well, and what is broken today.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::time::{Instant, sleep};
use wsq_codec::EncodeOptions;

use super::answers::{BUSY, NO_FINGER, NOT_CONNECTED, NOT_READY, Refusal};
use super::fault::Fault;
use super::random::Random;
use super::ridges::{HEIGHT, PPI, Ridges, WIDTH};
use super::touch;
use crate::control::Controlled;

/// From this score on the next touch of the finger counts as a first one again.
const GOOD_SCORE: u8 = 40;
/// What a finger that gives no good print reaches at most: too little for every finger (TR-03121-3.2: ring finger 10).
const POOR_SCORE: u8 = 9;
/// A file may have so many bytes (TR-03121: 18 kB).
const WSQ_LIMIT: usize = 18_000;
const LOOK_INTERVAL: Duration = Duration::from_millis(20);

impl Controlled for Sensor {
    fn fault(&self) -> &'static str {
        Sensor::fault(self).name()
    }

    fn set_fault(&self, name: &str) -> bool {
        let known = Fault::named(name);
        if let Some(fault) = known {
            Sensor::set_fault(self, fault);
        }
        known.is_some()
    }
}

/// One touch of the glass.
#[derive(Clone, Debug)]
pub struct Touch {
    /// Sensor's score 0–100.
    pub score: u8,
    /// Grey picture, `WIDTH` × `HEIGHT`.
    pub grey: Vec<u8>,
}

/// The sensor; shared by all connections.
pub struct Sensor {
    seed: u64,
    settling: Duration,
    fault: Mutex<Fault>,
    attempts: Mutex<HashMap<u8, u8>>,
    masters: Mutex<HashMap<u8, Arc<Ridges>>>,
    glass: Semaphore,
    /// Pictures of the live stream, once they were drawn.
    pub(super) film: OnceLock<Vec<Vec<u8>>>,
}

impl Sensor {
    /// A sensor on which the fingers of the person `seed` are laid; a touch takes `settling`.
    pub fn new(seed: u64, settling: Duration, fault: Fault) -> Self {
        Self {
            seed,
            settling,
            fault: Mutex::new(fault),
            attempts: Mutex::default(),
            masters: Mutex::default(),
            glass: Semaphore::new(1),
            film: OnceLock::new(),
        }
    }

    /// What is broken now.
    pub fn fault(&self) -> Fault {
        *locked(&self.fault)
    }

    /// Breaks something from now on, also for a capture that runs.
    pub fn set_fault(&self, fault: Fault) {
        *locked(&self.fault) = fault;
    }

    /// Whether no capture runs.
    pub fn is_free(&self) -> bool {
        self.glass.available_permits() > 0
    }

    /// Waits for a finger, at most `patience`, and reads it.
    ///
    /// # Errors
    /// The code of the interface's list: busy, not ready, unplugged meanwhile, no finger.
    pub async fn read(self: &Arc<Self>, finger: u8, patience: Duration) -> Result<Touch, Refusal> {
        let Ok(_glass) = self.glass.try_acquire() else {
            return Err(BUSY);
        };
        match self.fault() {
            Fault::Busy => return Err(BUSY),
            Fault::Unplugged => return Err(NOT_READY),
            _ => {}
        }
        self.settle(patience).await?;
        let (sensor, score) = (Arc::clone(self), self.next_score(finger));
        let grey = tokio::task::spawn_blocking(move || sensor.picture(finger, score)).await;
        let grey = grey.map_err(|_| NOT_CONNECTED)?;
        Ok(Touch { score, grey })
    }

    /// The finger as it looks with a score, for the live picture.
    pub fn preview(&self, finger: u8, score: u8) -> Vec<u8> {
        self.picture(finger, score)
    }

    async fn settle(&self, patience: Duration) -> Result<(), Refusal> {
        let begun = Instant::now();
        loop {
            match self.fault() {
                Fault::Unplugged => return Err(NOT_CONNECTED),
                Fault::NoFinger | Fault::Restless if begun.elapsed() >= patience => {
                    return Err(NO_FINGER);
                }
                Fault::NoFinger | Fault::Restless => {}
                _ if begun.elapsed() >= self.settling => return Ok(()),
                _ if begun.elapsed() >= patience => return Err(NO_FINGER),
                _ => {}
            }
            sleep(LOOK_INTERVAL).await;
        }
    }

    fn next_score(&self, finger: u8) -> u8 {
        let mut attempts = locked(&self.attempts);
        let attempt = attempts.entry(finger).or_insert(0);
        *attempt = attempt.saturating_add(1);
        if self.fault() == Fault::PoorQuality {
            return touch::score(self.seed, finger, *attempt).min(POOR_SCORE);
        }
        let score = touch::score(self.seed, finger, *attempt);
        if score >= GOOD_SCORE {
            *attempt = 0;
        }
        score
    }

    fn picture(&self, finger: u8, score: u8) -> Vec<u8> {
        let master = locked(&self.masters).get(&finger).cloned();
        let master = master.unwrap_or_else(|| {
            let grown = Arc::new(Ridges::grow(self.seed, finger));
            locked(&self.masters).insert(finger, Arc::clone(&grown));
            grown
        });
        touch::picture(
            &master,
            score,
            Random::new(&[self.seed, u64::from(finger), 99]),
        )
    }
}

/// Compresses to WSQ, at 0.75 bit a pixel or as much less as fits into 18 kB.
pub fn compressed(grey: &[u8]) -> Vec<u8> {
    let encode = |bitrate| {
        let options = EncodeOptions::default()
            .with_bitrate(bitrate)
            .with_ppi(Some(u32::from(PPI)));
        wsq_codec::encode(grey, WIDTH, HEIGHT, &options).unwrap_or_default()
    };
    let mut bitrate = 0.75;
    let mut wsq = encode(bitrate);
    while wsq.len() > WSQ_LIMIT && bitrate > 0.3 {
        bitrate *= 0.94;
        wsq = encode(bitrate);
    }
    wsq
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
