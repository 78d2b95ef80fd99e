//! One direction of the line, without sockets or clock: which packet arrives when.

use std::time::Duration;

use tokio::time::Instant;

/// How good a direction is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quality {
    /// Bits per second; 0 for no limit.
    pub rate_bits: u64,
    /// Bytes that may wait before the rate; what is more is dropped.
    pub queue_bytes: usize,
    /// Time on the way.
    pub delay: Duration,
    /// Most extra time, evenly spread. Packets keep their order, as in the radio's own protocol (3GPP
    /// TS 38.322): a late one holds back those behind it.
    pub jitter: Duration,
    /// Share of packets that are lost, 0–1.
    pub loss: f64,
    /// Share of packets that come later than those after them, 0–1.
    pub reorder: f64,
}

/// How much later a packet out of order comes.
const LATE: Duration = Duration::from_millis(5);

/// Nanoseconds of a second.
const NANOS: u128 = 1_000_000_000;

/// One direction.
pub(super) struct Road {
    quality: Quality,
    /// When the last packet will have been put on the line.
    busy_until: Option<Instant>,
    /// When the last packet in order arrives.
    last_arrival: Option<Instant>,
    random: u64,
}

impl Road {
    pub(super) fn new(quality: &Quality, seed: u64) -> Self {
        Self {
            quality: *quality,
            busy_until: None,
            last_arrival: None,
            random: seed ^ 0x9e37_79b9_7f4a_7c15,
        }
    }

    /// When a packet arrives that cannot start before `from`; nothing when it is lost or the queue is
    /// full. In the queue are those that start after `from`, too.
    pub(super) fn arrival(&mut self, from: Instant, bytes: usize) -> Option<Instant> {
        let start = self.busy_until.map_or(from, |busy| busy.max(from));
        if self.waiting_bytes(start.saturating_duration_since(from)) > self.quality.queue_bytes {
            return None;
        }
        let sent = start + self.time_for(bytes);
        self.busy_until = Some(sent);
        if self.chance() < self.quality.loss {
            return None;
        }
        let arrival = sent + self.quality.delay + self.quality.jitter.mul_f64(self.chance());
        let arrival = self.last_arrival.map_or(arrival, |last| last.max(arrival));
        if self.chance() < self.quality.reorder {
            return Some(arrival + LATE);
        }
        self.last_arrival = Some(arrival);
        Some(arrival)
    }

    fn time_for(&self, bytes: usize) -> Duration {
        let bits = u128::from(bytes as u64) * 8;
        let nanos = (bits * NANOS).checked_div(u128::from(self.quality.rate_bits));
        Duration::from_nanos(nanos.and_then(|nanos| nanos.try_into().ok()).unwrap_or(0))
    }

    fn waiting_bytes(&self, wait: Duration) -> usize {
        let bytes = wait.as_nanos() * u128::from(self.quality.rate_bits) / (8 * NANOS);
        bytes.try_into().unwrap_or(usize::MAX)
    }

    /// Evenly spread over 0–1; the same for the same seed.
    fn chance(&mut self) -> f64 {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        let upper_half = u32::try_from(self.random >> 32).unwrap_or(u32::MAX);
        f64::from(upper_half) / f64::from(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::{LATE, Quality, Road};
    use std::time::Duration;
    use tokio::time::Instant;

    const GOOD: Quality = Quality {
        rate_bits: 8_000_000,
        queue_bytes: 10_000,
        delay: Duration::from_millis(50),
        jitter: Duration::ZERO,
        loss: 0.0,
        reorder: 0.0,
    };

    #[test]
    fn packets_take_their_time_and_wait_for_each_other() {
        let now = Instant::now();
        let mut road = Road::new(&GOOD, 1);
        // A thousand bytes take a millisecond at 8 Mbit/s.
        for packet in 1..=5 {
            let due = now + Duration::from_millis(50 + packet);
            assert_eq!(road.arrival(now, 1000), Some(due));
        }
    }

    #[test]
    fn a_full_queue_drops_and_a_freeze_holds_back() {
        let now = Instant::now();
        let mut road = Road::new(&GOOD, 1);
        let taken = (0..100)
            .filter(|_| road.arrival(now, 1000).is_some())
            .count();
        assert_eq!(taken, 11);
        let mut road = Road::new(&GOOD, 1);
        let thawed = now + Duration::from_secs(8);
        let due = thawed + Duration::from_millis(51);
        assert_eq!(road.arrival(thawed, 1000), Some(due));
        let waits = (0..100).filter(|_| road.arrival(thawed, 1000).is_some());
        assert_eq!(waits.count(), 10);
    }

    #[test]
    fn loss_and_disorder_have_their_share() {
        let now = Instant::now();
        let lossy = Quality {
            rate_bits: 0,
            loss: 0.1,
            reorder: 0.5,
            ..GOOD
        };
        let mut road = Road::new(&lossy, 7);
        let arrived: Vec<Instant> = (0..10_000).filter_map(|_| road.arrival(now, 100)).collect();
        assert!((8_800..9_200).contains(&arrived.len()), "{}", arrived.len());
        let late = arrived
            .iter()
            .filter(|at| **at >= now + GOOD.delay + LATE)
            .count();
        assert!((4_000..5_000).contains(&late), "{late}");
    }

    #[test]
    fn jitter_delays_but_keeps_the_order() {
        let begun = Instant::now();
        let shaky = Quality {
            rate_bits: 0,
            jitter: Duration::from_millis(20),
            ..GOOD
        };
        let mut road = Road::new(&shaky, 3);
        let sent = |packet: u32| begun + Duration::from_millis(packet.into());
        let arrived: Vec<Instant> = (0..1_000)
            .filter_map(|packet| road.arrival(sent(packet), 100))
            .collect();
        assert!(arrived.is_sorted());
        let late = (0..1_000)
            .zip(&arrived)
            .filter(|(packet, at)| **at > sent(*packet) + GOOD.delay + Duration::from_millis(10));
        assert!(late.count() > 500);
    }
}
