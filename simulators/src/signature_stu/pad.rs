//! The pad itself: its settings, its screen and the pen on it.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use hyper::Method;
use tokio::sync::{Notify, watch};
use tokio::time::{interval, timeout};

use super::fault::Fault;
use super::hand;
use super::model::Model;
use super::reports::{self, Pen};
use super::screen::Screen;
use crate::control::Controlled;

/// Reports that wait for the host; older ones are lost, as on the real bus.
const QUEUE: usize = 64;
/// The hand waits so long for a host that does not fetch what it wrote.
const HAND_WAITS: Duration = Duration::from_secs(5);

/// The pad; shared by all connections.
pub struct Pad {
    /// Which pad.
    pub model: Model,
    fault: watch::Sender<Fault>,
    state: Mutex<State>,
    /// There is a report to fetch.
    pub(super) wrote: Notify,
    /// A report was fetched.
    fetched: Notify,
}

struct State {
    screen: Screen,
    ink: bool,
    /// Left, upper, right, lower edge in pixels.
    ink_area: [u16; 4],
    with_time: bool,
    last_result: u8,
    began: Instant,
    count: u16,
    queue: VecDeque<Vec<u8>>,
    held_back: Option<Vec<u8>>,
    imported: bool,
    sent: u64,
    /// Hands that write or tap now.
    hands: u32,
}

impl Pad {
    /// A pad, just plugged in.
    pub fn new(model: Model, fault: Fault) -> Self {
        Self {
            model,
            fault: watch::Sender::new(fault),
            state: Mutex::new(State::new(model)),
            wrote: Notify::new(),
            fetched: Notify::new(),
        }
    }

    /// What is wrong now.
    pub fn fault(&self) -> Fault {
        *self.fault.borrow()
    }

    /// Changes of the fault.
    pub(super) fn faults(&self) -> watch::Receiver<Fault> {
        self.fault.subscribe()
    }

    /// Breaks or mends it.
    pub fn set_fault(&self, fault: Fault) {
        self.fault.send_replace(fault);
        self.wrote.notify_waiters();
    }

    /// Whether a host has imported it.
    pub fn is_imported(&self) -> bool {
        self.state().imported
    }

    /// Whether a hand still writes, or the host has not fetched all of it.
    pub fn is_writing(&self) -> bool {
        let state = self.state();
        state.hands > 0 || !state.queue.is_empty()
    }

    /// What the screen shows as plain PBM.
    pub fn screen(&self) -> String {
        self.state().screen.pbm(self.model)
    }

    /// A host takes it; false when another has it.
    pub(super) fn import(&self) -> bool {
        let mut state = self.state();
        !std::mem::replace(&mut state.imported, true)
    }

    /// The host gives it back.
    pub(super) fn release(&self) {
        self.state().renew(self.model, false);
        self.fetched.notify_waiters();
    }

    /// Answers a question for a setting; nothing when there is no such setting.
    pub(super) fn get(&self, number: u8) -> Option<Vec<u8>> {
        let state = self.state();
        let at_work = state.screen.is_receiving() || self.fault() == Fault::NeverReady;
        match number {
            reports::STATUS => Some(vec![number, u8::from(at_work), state.last_result, 0, 0]),
            reports::INFORMATION => Some(reports::information(self.model)),
            reports::CAPABILITY => Some(reports::capability(self.model)),
            reports::INK => Some(vec![number, u8::from(state.ink)]),
            reports::PEN_OPTION => Some(vec![number, if state.with_time { 3 } else { 0 }]),
            _ => None,
        }
    }

    /// Takes an order; false when there is no such order or it has not its length.
    pub(super) fn set(&self, report: &[u8]) -> bool {
        let Some((number, content)) = report.split_first() else {
            return false;
        };
        let known = reports::FEATURES.iter().find(|(known, _)| known == number);
        if known.is_none_or(|(_, length)| usize::from(*length) != content.len()) {
            return false;
        }
        let mut state = self.state();
        let result = match *number {
            reports::RESET => {
                let imported = state.imported;
                state.renew(self.model, imported);
                Ok(())
            }
            reports::CLEAR => {
                state.screen.clear();
                Ok(())
            }
            reports::INK => {
                state.ink = content[0] == 1;
                Ok(())
            }
            reports::PEN_OPTION => {
                state.with_time = content[0] == 3;
                Ok(())
            }
            reports::INK_AREA => state.set_ink_area(self.model, content),
            reports::PICTURE_BEGINS => state.screen.begin(self.model, content[0]),
            reports::PICTURE_BLOCK => state.screen.block(self.model, content),
            reports::PICTURE_ENDS if self.fault() == Fault::NoPicture => {
                state.screen.clear();
                Err(0x15)
            }
            reports::PICTURE_ENDS => state.screen.end(self.model),
            _ => return false,
        };
        state.last_result = result.err().unwrap_or_default();
        true
    }

    /// The next report of the pen.
    pub(super) fn next_report(&self) -> Option<Vec<u8>> {
        let mut state = self.state();
        let report = match self.fault() {
            Fault::Flood => Some(state.report(
                self.model,
                Pen {
                    x: 0.5,
                    y: 0.5,
                    pressure: 0.5,
                },
            )),
            _ => state.queue.pop_front(),
        };
        state.sent += u64::from(report.is_some());
        drop(state);
        self.fetched.notify_waiters();
        report
    }

    async fn write(self: Arc<Self>, pens: Vec<Pen>) {
        let mut beat = interval(Duration::from_secs(1) / hand::RATE);
        for pen in pens {
            beat.tick().await;
            self.room().await;
            if self.fault() == Fault::Unplugged {
                // Nobody writes on a dark pad.
                break;
            }
            self.move_pen(pen);
        }
        let mut state = self.state();
        // What was held back to be late comes in the end.
        let held_back = state.held_back.take();
        state.queue.extend(held_back);
        state.hands = state.hands.saturating_sub(1);
        drop(state);
        self.wrote.notify_waiters();
    }

    /// Waits while the host is behind, so that a machine under load loses nothing.
    async fn room(&self) {
        loop {
            let fetched = self.fetched.notified();
            let is_behind = {
                let state = self.state();
                state.imported && state.queue.len() >= QUEUE / 2
            };
            if !is_behind || timeout(HAND_WAITS, fetched).await.is_err() {
                return;
            }
        }
    }

    fn move_pen(&self, pen: Pen) {
        let mut state = self.state();
        let report = state.report(self.model, pen);
        let count = state.count;
        match self.fault() {
            Fault::Lost if count.is_multiple_of(3) => {}
            Fault::Doubled => state.queue.extend([report.clone(), report]),
            Fault::Late if state.held_back.is_none() => state.held_back = Some(report),
            Fault::Late => {
                let before = state.held_back.take();
                state.queue.push_back(report);
                state.queue.extend(before);
            }
            Fault::WrongReports => state.queue.push_back(report[..4].to_vec()),
            _ => state.queue.push_back(report),
        }
        while state.queue.len() > QUEUE {
            state.queue.pop_front();
        }
        drop(state);
        self.wrote.notify_waiters();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Makes the pen write, side by side with everything else. Needs a tokio runtime.
pub fn sign(pad: &Arc<Pad>) {
    let (width, height) = pad.model.screen();
    let [left, top, right, bottom] = pad.state().ink_area.map(f64::from);
    let (width, height) = (f64::from(width), f64::from(height));
    let area = [left / width, top / height, right / width, bottom / height];
    take_up(pad, hand::name(area));
}

/// Makes the pen tap, in shares of the screen. Needs a tokio runtime.
pub fn tap(pad: &Arc<Pad>, x: f64, y: f64) {
    take_up(pad, hand::tap(x, y));
}

fn take_up(pad: &Arc<Pad>, pens: Vec<Pen>) {
    pad.state().hands += 1;
    tokio::spawn(Arc::clone(pad).write(pens));
}

impl State {
    fn new(model: Model) -> Self {
        let (width, height) = model.screen();
        Self {
            screen: Screen::default(),
            ink: true,
            ink_area: [0, 0, width, height],
            with_time: false,
            last_result: 0,
            began: Instant::now(),
            count: 0,
            queue: VecDeque::new(),
            held_back: None,
            imported: false,
            sent: 0,
            hands: 0,
        }
    }

    /// As after plugging in; a hand that writes goes on.
    fn renew(&mut self, model: Model, imported: bool) {
        *self = Self {
            imported,
            hands: self.hands,
            ..Self::new(model)
        };
    }

    fn set_ink_area(&mut self, model: Model, content: &[u8]) -> Result<(), u8> {
        let edge = |place: usize| u16::from_le_bytes([content[2 * place], content[2 * place + 1]]);
        let area = [edge(0), edge(1), edge(2), edge(3)];
        let (width, height) = model.screen();
        if area[0] >= area[2] || area[1] >= area[3] || area[2] > width || area[3] > height {
            return Err(0x15);
        }
        self.ink_area = area;
        Ok(())
    }

    #[expect(clippy::cast_possible_truncation, reason = "the pad's clock wraps")]
    fn report(&mut self, model: Model, pen: Pen) -> Vec<u8> {
        self.count = self.count.wrapping_add(1);
        let time = self.began.elapsed().as_millis() as u16;
        let extra = self.with_time.then_some((time, self.count));
        reports::pen(model, pen, extra)
    }
}

/// The pad with its control port.
pub struct Person(pub Arc<Pad>);

impl Controlled for Person {
    fn fault(&self) -> &'static str {
        self.0.fault().name()
    }

    fn set_fault(&self, name: &str) -> bool {
        let known = Fault::named(name);
        if let Some(fault) = known {
            self.0.set_fault(fault);
        }
        known.is_some()
    }

    fn command(&self, method: &Method, path: &str, body: &[u8]) -> Option<String> {
        match (method.as_str(), path) {
            ("PUT", "/sign") => {
                sign(&self.0);
                Some(String::new())
            }
            ("PUT", "/tap") => {
                let (x, y) = str::from_utf8(body).ok()?.trim().split_once(' ')?;
                tap(&self.0, share(x)?, share(y)?);
                Some(String::new())
            }
            ("GET", "/screen") => Some(self.0.screen()),
            ("GET", "/state") => {
                let state = self.0.state();
                let told = serde_json::json!({
                    "imported": state.imported,
                    "ink": state.ink,
                    "sent": state.sent,
                });
                Some(told.to_string())
            }
            _ => None,
        }
    }
}

fn share(text: &str) -> Option<f64> {
    text.parse()
        .ok()
        .filter(|share| (0.0..=1.0).contains(share))
}
