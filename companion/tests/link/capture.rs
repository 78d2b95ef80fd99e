//! What leaves the suitcase and comes in, as tcpdump sees it on the outer interface.

use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};
use std::sync::{Arc, Mutex};

use super::world::{OUTSIDE, command, until};

/// A capture under way.
pub struct Capture {
    child: Child,
    lines: Arc<Mutex<Vec<String>>>,
}

impl Capture {
    /// Begins, and waits until packets are seen.
    pub fn begin() -> Self {
        let line = format!("tcpdump -n -t -l --immediate-mode -Z root -i {OUTSIDE} ip or ip6");
        let mut child = command(&line)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("tcpdump is installed");
        let errors = BufReader::new(child.stderr.take().expect("piped"));
        let ready = errors.lines().map_while(Result::ok);
        assert!(ready.into_iter().any(|line| line.contains("listening on")));
        let out = BufReader::new(child.stdout.take().expect("piped"));
        let lines = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&lines);
        std::thread::spawn(move || {
            for line in out.lines().map_while(Result::ok) {
                seen.lock().expect("kept").push(line);
            }
        });
        Self { child, lines }
    }

    /// Packets so far whose line holds a text.
    pub fn seen(&self, text: &str) -> usize {
        let lines = self.lines.lock().expect("kept");
        lines.iter().filter(|line| line.contains(text)).count()
    }

    /// Fails unless every packet so far went to or came from one of the places, as tcpdump writes them
    /// (`10.9.0.2.51820`). Neighbour discovery of IPv6 is nobody's traffic.
    pub fn only(&self, places: &[&str]) {
        let lines = self.lines.lock().expect("kept");
        let foreign = lines.iter().find(|line| {
            !line.starts_with("IP6") && !places.iter().any(|place| line.contains(place))
        });
        assert_eq!(foreign, None, "a packet outside the tunnel");
        assert!(!lines.is_empty(), "nothing was seen at all");
    }

    /// The test of the test: a client that leaks is seen. `leak` sends to `gateway` without a tunnel.
    pub fn sees(&self, gateway: &str, leak: impl FnOnce()) {
        let before = self.seen(gateway);
        leak();
        until("the capture sees a leak", || {
            (self.seen(gateway) > before).then_some(())
        });
    }
}

impl Drop for Capture {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
