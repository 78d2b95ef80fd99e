//! What a scanner sees while it captures. Only the last picture is kept: who looks more slowly than the
//! scanner sees misses pictures, and nothing queues up.

use std::sync::Arc;

use tokio::sync::watch;
use zeroize::Zeroizing;

/// One picture as the scanner gives it; wiped when nobody holds it any more.
pub enum Seen {
    /// A JPEG, not checked yet.
    Jpeg(Zeroizing<Vec<u8>>),
    /// Grey pixels, row by row.
    Grey {
        /// Exactly `width × height` bytes.
        pixels: Zeroizing<Vec<u8>>,
        /// Pixels to the right.
        width: usize,
        /// Pixels down.
        height: usize,
    },
}

/// Where the scanner puts what it sees.
#[derive(Clone)]
pub struct Live(watch::Sender<Option<Arc<Seen>>>);

/// Where it is looked at.
#[derive(Clone)]
pub struct Viewer(watch::Receiver<Option<Arc<Seen>>>);

/// Both ends.
pub fn live() -> (Live, Viewer) {
    let (sender, receiver) = watch::channel(None);
    (Live(sender), Viewer(receiver))
}

impl Live {
    /// Replaces what was seen before.
    pub fn show(&self, seen: Seen) {
        self.0.send_replace(Some(Arc::new(seen)));
    }
}

impl Viewer {
    /// Waits for a picture that this viewer has not seen; nothing when the capture is over.
    pub async fn next(&mut self) -> Option<Arc<Seen>> {
        self.0.changed().await.ok()?;
        self.0.borrow_and_update().clone()
    }
}

#[cfg(test)]
mod tests {
    use super::{Seen, live};
    use zeroize::Zeroizing;

    fn jpeg(byte: u8) -> Seen {
        Seen::Jpeg(Zeroizing::new(vec![byte]))
    }

    #[tokio::test]
    async fn a_slow_viewer_sees_the_last_picture_only() {
        let (live, mut viewer) = live();
        for byte in 1..=3 {
            live.show(jpeg(byte));
        }
        let seen = viewer.next().await;
        assert!(matches!(seen.as_deref(), Some(Seen::Jpeg(bytes)) if bytes[..] == [3]));
        let mut second = viewer.clone();
        live.show(jpeg(4));
        assert!(second.next().await.is_some());
        drop(live);
        assert!(
            viewer.next().await.is_some(),
            "the last one can still be looked at"
        );
        assert!(viewer.next().await.is_none());
    }
}
