//! The same over a serial line: a pseudo terminal, and behind it a converter that frames what the
//! stand-in says over TCP, with noise on request.

use std::fs::File;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use amtskoffer_companion::devices::payment::PaymentTerminal;
use amtskoffer_companion::devices::payment::zvt::Address;
use amtskoffer_contract::bridge::DeviceCause;
use amtskoffer_domain::device::Seen;
use amtskoffer_domain::payment::Outcome;
use amtskoffer_simulators::payment_zvt::Fault;
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};

use super::terminals::{charge, charges, stand_in, with_address};

const DLE: u8 = 0x10;
const ACK: u8 = 0x06;
const NAK: u8 = 0x15;

/// One serial line with a converter to a port of this machine.
struct Line {
    path: PathBuf,
    /// How many frames of the terminal arrive damaged from now on.
    damaged: Arc<AtomicUsize>,
    /// Held open, so that the line does not hang up when the driver closes it.
    _held: File,
}

impl Line {
    fn to(port: u16) -> Self {
        let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("a pseudo terminal");
        grantpt(&master).expect("granted");
        unlockpt(&master).expect("unlocked");
        let path = ptsname(&master, Vec::new()).expect("a name");
        let path = PathBuf::from(path.to_str().expect("plain letters"));
        let held = File::options().read(true).write(true).open(&path);
        let damaged = Arc::new(AtomicUsize::new(0));
        let master = File::from(master);
        let tcp = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).expect("the stand-in");
        let (acknowledged, acknowledgements) = channel();
        from_till(
            master.try_clone().expect("a handle"),
            tcp.try_clone().expect("a handle"),
            acknowledged,
        );
        to_till(tcp, master, Arc::clone(&damaged), acknowledgements);
        Self {
            path,
            damaged,
            _held: held.expect("opened"),
        }
    }

    fn driver(&self) -> Arc<dyn PaymentTerminal> {
        with_address(Address::Serial {
            path: self.path.clone(),
            baud: 9_600,
        })
    }
}

/// Till → terminal: takes frames apart, acknowledges them, passes the messages on.
fn from_till(mut line: File, mut tcp: TcpStream, acknowledged: Sender<bool>) {
    thread::spawn(move || {
        let mut message = Vec::new();
        let mut inside = false;
        while let Some(byte) = one(&mut line) {
            match (byte, inside) {
                (DLE, _) => match one(&mut line) {
                    Some(0x02) => {
                        inside = true;
                        message.clear();
                    }
                    Some(0x03) => {
                        inside = false;
                        let sum = [one(&mut line), one(&mut line)].map(Option::unwrap_or_default);
                        assert_eq!(u16::from_le_bytes(sum), check_sum(&message));
                        line.write_all(&[ACK]).expect("written");
                        if tcp.write_all(&message).is_err() {
                            return;
                        }
                    }
                    Some(DLE) => message.push(DLE),
                    other => panic!("no control character: {other:02x?}"),
                },
                // A converter that has ended asks for no acknowledgement.
                (ACK | NAK, false) => drop(acknowledged.send(byte == ACK)),
                (_, false) => {}
                (byte, true) => message.push(byte),
            }
        }
    });
}

/// Terminal → till: frames every message, damages some, and sends each until it has arrived.
fn to_till(
    mut tcp: TcpStream,
    mut line: File,
    damaged: Arc<AtomicUsize>,
    acknowledgements: Receiver<bool>,
) {
    thread::spawn(move || {
        let mut head = [0; 3];
        while tcp.read_exact(&mut head).is_ok() {
            let mut message = head.to_vec();
            let mut length = usize::from(head[2]);
            if head[2] == 0xff {
                let mut long = [0; 2];
                tcp.read_exact(&mut long).expect("a length");
                message.extend(long);
                length = usize::from(u16::from_le_bytes(long));
            }
            let mut data = vec![0; length];
            tcp.read_exact(&mut data).expect("the data");
            message.extend(data);
            let frame = framed(&message);
            let mut spoiled = frame.clone();
            let spoil = damaged.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| {
                left.checked_sub(1)
            });
            if spoil.is_ok() {
                spoiled[3] ^= 0x40;
            }
            let mut sent = line.write_all(&spoiled);
            // One frame at a time, until it has arrived.
            while sent.is_ok() && !acknowledgements.recv().unwrap_or(true) {
                sent = line.write_all(&frame);
            }
            if sent.is_err() {
                return;
            }
        }
    });
}

fn one(line: &mut File) -> Option<u8> {
    let mut byte = [0];
    line.read_exact(&mut byte).ok()?;
    Some(byte[0])
}

fn framed(message: &[u8]) -> Vec<u8> {
    let doubled = message.iter().flat_map(|byte| match *byte {
        DLE => vec![DLE, DLE],
        byte => vec![byte],
    });
    let [low, high] = check_sum(message).to_le_bytes();
    [DLE, 0x02]
        .into_iter()
        .chain(doubled)
        .chain([DLE, 0x03, low, high])
        .collect()
}

/// CRC-16/KERMIT by the book, over the message and the closing character.
fn check_sum(message: &[u8]) -> u16 {
    let bits = message
        .iter()
        .chain(&[0x03])
        .flat_map(|byte| (0..8).map(move |bit| u16::from(byte >> bit & 1)));
    bits.fold(0, |sum, bit| {
        let carry = (sum & 1) ^ bit;
        (sum >> 1) ^ (carry * 0x8408)
    })
}

#[tokio::test]
async fn a_payment_goes_over_a_serial_line() {
    let running = stand_in(Fault::None).await;
    let line = Line::to(running.port);
    let terminal = line.driver();
    assert_eq!(terminal.look().await.seen, Seen::Fine);
    let ran = charge(&terminal, 5_200).await;
    assert!(
        matches!(ran.outcome, Outcome::Made(Some(_))),
        "{:?}",
        ran.outcome
    );
    assert_eq!(charges(&running), 1);
}

#[tokio::test]
async fn damaged_frames_are_sent_again_and_charge_once() {
    let running = stand_in(Fault::None).await;
    let line = Line::to(running.port);
    let terminal = line.driver();
    assert_eq!(terminal.look().await.seen, Seen::Fine);
    line.damaged.store(7, Ordering::SeqCst);
    let ran = charge(&terminal, 5_200).await;
    assert!(
        matches!(ran.outcome, Outcome::Made(Some(_))),
        "{:?}",
        ran.outcome
    );
    assert_eq!(line.damaged.load(Ordering::SeqCst), 0);
    assert_eq!(charges(&running), 1);
}

#[tokio::test]
async fn a_port_that_is_not_there_is_told() {
    let terminal = with_address(Address::Serial {
        path: "/dev/no-such-port".into(),
        baud: 9_600,
    });
    let looked = terminal.look().await;
    assert_eq!(looked.seen, Seen::Fails(DeviceCause::NotFound));
}
