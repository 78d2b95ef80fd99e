//! Packets on their way, handed over when they are due and in the order in which they are due.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::time::{Instant, sleep_until};

/// The end at which packets are put in; it never waits.
pub(super) struct Entrance {
    to: UnboundedSender<Due>,
}

/// The end at which they come out.
pub(super) struct Exit {
    from: UnboundedReceiver<Due>,
    waiting: BinaryHeap<Reverse<Due>>,
    taken: u64,
}

/// Both ends of a new queue.
pub(super) fn queue() -> (Entrance, Exit) {
    let (to, from) = unbounded_channel();
    let exit = Exit {
        from,
        waiting: BinaryHeap::new(),
        taken: 0,
    };
    (Entrance { to }, exit)
}

impl Entrance {
    /// Puts a packet in that is due at `at`. Without an exit it is lost.
    pub(super) fn put(&self, at: Instant, packet: Vec<u8>) {
        let _ = self.to.send(Due {
            at,
            number: 0,
            packet,
        });
    }
}

impl Exit {
    /// Waits for the next packet that is due; nothing once the entrance is gone.
    pub(super) async fn next(&mut self) -> Option<Vec<u8>> {
        loop {
            let due = self.waiting.peek().map(|Reverse(due)| due.at);
            if due.is_some_and(|at| at <= Instant::now()) {
                return self.waiting.pop().map(|Reverse(due)| due.packet);
            }
            tokio::select! {
                coming = self.from.recv() => self.take(coming?),
                () = sleep_until(due.unwrap_or_else(Instant::now)), if due.is_some() => {}
            }
        }
    }

    fn take(&mut self, mut due: Due) {
        due.number = self.taken;
        self.taken += 1;
        self.waiting.push(Reverse(due));
    }
}

struct Due {
    at: Instant,
    /// Decides between two that are due at once.
    number: u64,
    packet: Vec<u8>,
}

impl Ord for Due {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.at, self.number).cmp(&(other.at, other.number))
    }
}

impl PartialOrd for Due {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Due {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Due {}

#[cfg(test)]
mod tests {
    use super::queue;
    use std::time::Duration;
    use tokio::time::Instant;

    #[tokio::test]
    async fn packets_come_out_as_they_are_due_and_those_due_at_once_as_they_came() {
        let (entrance, mut exit) = queue();
        let soon = Instant::now() + Duration::from_millis(20);
        entrance.put(soon + Duration::from_millis(5), vec![200]);
        for number in 0..100 {
            entrance.put(soon, vec![number]);
        }
        for number in (0..100).chain([200]) {
            assert_eq!(exit.next().await, Some(vec![number]));
        }
        assert!(Instant::now() >= soon + Duration::from_millis(5));
        drop(entrance);
        assert_eq!(exit.next().await, None);
    }
}
