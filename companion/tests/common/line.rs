//! The line between suitcase and data centre, which a test can cut after so many bytes.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

/// A forwarder of TCP connections on the loopback. Its threads end with the test's process.
pub struct Line {
    pub port: u16,
    state: Arc<State>,
}

struct State {
    to: Mutex<SocketAddr>,
    down: AtomicBool,
    /// Bytes that may still go up before the line is cut.
    left: AtomicI64,
    /// Pieces that may still go up before the line is cut, and whether the last one arrives.
    pieces_left: AtomicI64,
    last_arrives: AtomicBool,
    carried_up: AtomicU64,
    open: Mutex<Vec<TcpStream>>,
}

impl Line {
    pub fn to(address: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("bound").port();
        let state = Arc::new(State {
            to: Mutex::new(address),
            down: AtomicBool::new(false),
            left: AtomicI64::new(i64::MAX),
            pieces_left: AtomicI64::new(i64::MAX),
            last_arrives: AtomicBool::new(false),
            carried_up: AtomicU64::new(0),
            open: Mutex::new(Vec::new()),
        });
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let state = Arc::clone(&shared);
                thread::spawn(move || state.carry(stream));
            }
        });
        Self { port, state }
    }

    /// Cuts the line for good once so many more bytes have gone up.
    pub fn cut_after(&self, bytes: i64) {
        self.state.left.store(bytes, Ordering::SeqCst);
    }

    /// Cuts the line for good at this piece, counted from 1: before it is carried, or behind it, so
    /// that only its answer is lost.
    pub fn cut_at_piece(&self, piece: i64, arrives: bool) {
        self.state.last_arrives.store(arrives, Ordering::SeqCst);
        self.state.pieces_left.store(piece, Ordering::SeqCst);
    }

    pub fn cut(&self) {
        self.state.cut();
    }

    pub fn is_cut(&self) -> bool {
        self.state.down.load(Ordering::SeqCst)
    }

    /// The line works again, perhaps to another address.
    pub fn mend(&self, to: SocketAddr) {
        *self.state.to.lock().expect("unpoisoned") = to;
        self.state.left.store(i64::MAX, Ordering::SeqCst);
        self.state.pieces_left.store(i64::MAX, Ordering::SeqCst);
        self.state.down.store(false, Ordering::SeqCst);
    }

    /// Bytes that went up so far.
    pub fn carried_up(&self) -> u64 {
        self.state.carried_up.load(Ordering::SeqCst)
    }
}

impl State {
    fn carry(self: Arc<Self>, from: TcpStream) {
        if self.down.load(Ordering::SeqCst) {
            return;
        }
        let to = *self.to.lock().expect("unpoisoned");
        let Ok(to) = TcpStream::connect(to) else {
            return;
        };
        let both = [&from, &to].map(|stream| stream.try_clone().expect("cloned"));
        self.open.lock().expect("unpoisoned").extend(both);
        let (mut up_from, mut up_to) = (
            from.try_clone().expect("cloned"),
            to.try_clone().expect("cloned"),
        );
        let this = Arc::clone(&self);
        let up = thread::spawn(move || this.pump_up(&mut up_from, &mut up_to));
        let (mut down_from, mut down_to) = (to, from);
        let _ = std::io::copy(&mut down_from, &mut down_to);
        let _ = down_to.shutdown(Shutdown::Both);
        let _ = up.join();
    }

    fn pump_up(&self, from: &mut TcpStream, to: &mut TcpStream) {
        let mut buffer = [0; 16 * 1024];
        while let Ok(read @ 1..) = from.read(&mut buffer) {
            let bytes = i64::try_from(read).expect("small");
            if self.left.fetch_sub(bytes, Ordering::SeqCst) < bytes {
                self.cut();
                return;
            }
            let is_last = self.pieces_left.fetch_sub(1, Ordering::SeqCst) == 1;
            if is_last {
                if self.last_arrives.load(Ordering::SeqCst) {
                    let _ = to.write_all(&buffer[..read]);
                }
                self.cut();
                return;
            }
            self.carried_up.fetch_add(read as u64, Ordering::SeqCst);
            if to.write_all(&buffer[..read]).is_err() {
                break;
            }
        }
        let _ = to.shutdown(Shutdown::Both);
    }

    fn cut(&self) {
        self.down.store(true, Ordering::SeqCst);
        for stream in self.open.lock().expect("unpoisoned").drain(..) {
            let _ = stream.shutdown(Shutdown::Both);
        }
    }
}
