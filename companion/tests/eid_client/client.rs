//! Debian's `AusweisApp2` in a folder of its own, and a wire-tap between it and the driver.

use std::path::PathBuf;
use std::process::Stdio;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::process::{Child, Command};
use tokio::task::JoinHandle;
use tokio::time::sleep;

/// A running client; it ends when this is dropped.
pub struct Client {
    /// Port of its interface.
    pub port: u16,
    process: Child,
    folder: PathBuf,
}

impl Client {
    /// Starts it, without a screen, and waits until it listens.
    pub async fn start() -> Self {
        let folder = std::env::temp_dir().join(format!("amtskoffer-eid-{}", uuid::Uuid::new_v4()));
        std::fs::create_dir(&folder).expect("a temporary folder");
        let free = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let port = free.local_addr().expect("bound").port();
        drop(free);
        let process = Command::new("AusweisApp2")
            .args(["--ui", "websocket", "--no-logfile", "--no-proxy", "--port"])
            .arg(port.to_string())
            .env("QT_QPA_PLATFORM", "offscreen")
            .env("HOME", &folder)
            .env("XDG_RUNTIME_DIR", &folder)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .expect("AusweisApp2 is missing: apt-get install ausweisapp2");
        for _ in 0..600 {
            if TcpStream::connect(("127.0.0.1", port)).await.is_ok() {
                return Self {
                    port,
                    process,
                    folder,
                };
            }
            sleep(Duration::from_millis(50)).await;
        }
        panic!("AusweisApp2 does not listen");
    }

    /// Ends it at once.
    pub async fn kill(&mut self) {
        self.process.kill().await.expect("was running");
    }

    /// Takes its only place, as another program would.
    pub async fn occupy(&self) -> TcpStream {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))
            .await
            .expect("it listens");
        let hello = format!(
            "GET /eID-Kernel HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nUpgrade: websocket\r\n\
             Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\
             Sec-WebSocket-Version: 13\r\n\r\n",
            self.port
        );
        stream.write_all(hello.as_bytes()).await.expect("sent");
        let mut answer = [0; 12];
        stream.read_exact(&mut answer).await.expect("answered");
        assert_eq!(&answer, b"HTTP/1.1 101");
        stream
    }

    /// A tap: what goes through it is kept.
    pub async fn watched(&self) -> Tap {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let port = listener.local_addr().expect("bound").port();
        let told = Arc::new(Mutex::new(Vec::new()));
        let sent = Arc::new(Mutex::new(Vec::new()));
        let client = self.port;
        let (keep_told, keep_sent) = (Arc::clone(&told), Arc::clone(&sent));
        let task = tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                let far = TcpStream::connect(("127.0.0.1", client)).await;
                let (near_in, near_out) = near.into_split();
                let (far_in, far_out) = far.expect("it listens").into_split();
                tokio::spawn(carry(near_in, far_out, Arc::clone(&keep_sent)));
                tokio::spawn(carry(far_in, near_out, Arc::clone(&keep_told)));
            }
        });
        Tap {
            port,
            told,
            sent,
            task,
        }
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        // It may still hold a file open; the folder is temporary anyway.
        let _ = self.process.start_kill();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

type Kept = Arc<Mutex<Vec<u8>>>;

/// See [`Client::watched`].
pub struct Tap {
    /// Port to be used instead of the client's.
    pub port: u16,
    told: Kept,
    sent: Kept,
    task: JoinHandle<()>,
}

impl Tap {
    /// The questions that the client asked since the last call, in order.
    pub fn take_questions(&self) -> Vec<&'static str> {
        let told = std::mem::take(&mut *self.told.lock().expect("whole"));
        let told = String::from_utf8_lossy(&told).into_owned();
        let mut found: Vec<(usize, &'static str)> = Vec::new();
        for question in ["ENTER_PIN", "ENTER_NEW_PIN", "ENTER_CAN", "ENTER_PUK"] {
            let message = format!("\"msg\":\"{question}\"");
            found.extend(told.match_indices(&message).map(|(at, _)| (at, question)));
        }
        found.sort_unstable();
        found.into_iter().map(|(_, question)| question).collect()
    }

    /// Everything that was sent, unmasked as far as text goes.
    pub fn sent(&self) -> String {
        let sent = self.sent.lock().expect("whole");
        unmasked(&sent)
    }
}

impl Drop for Tap {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn carry(
    mut from: impl AsyncReadExt + Unpin,
    mut to: impl AsyncWriteExt + Unpin,
    kept: Kept,
) {
    let mut buffer = vec![0; 16 * 1024];
    while let Ok(count @ 1..) = from.read(&mut buffer).await {
        kept.lock()
            .expect("whole")
            .extend_from_slice(&buffer[..count]);
        if to.write_all(&buffer[..count]).await.is_err() {
            return;
        }
    }
    // The other side may be gone already.
    let _ = to.shutdown().await;
}

/// Short masked text frames behind each handshake (RFC 6455 section 5.2).
fn unmasked(bytes: &[u8]) -> String {
    let mut text = String::new();
    let mut rest = bytes;
    while let Some(place) = rest.windows(4).position(|four| four == b"\r\n\r\n") {
        rest = &rest[place + 4..];
        while let [0x81 | 0x88, length, a, b, c, d, payload @ ..] = rest {
            let length = usize::from(length & 0x7F).min(payload.len());
            let mask = [a, b, c, d];
            let plain = payload[..length].iter().zip(mask.iter().cycle());
            let plain: Vec<u8> = plain.map(|(sign, mask)| sign ^ **mask).collect();
            text.push_str(&String::from_utf8_lossy(&plain));
            rest = &payload[length..];
        }
    }
    assert!(
        text.contains("RUN_CHANGE_PIN"),
        "the tap understands nothing"
    );
    text
}
