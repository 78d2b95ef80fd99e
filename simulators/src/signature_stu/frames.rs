//! Frames of USB/IP on the side of the exporter. All numbers are big-endian.

use tokio::io::{self, AsyncRead, AsyncReadExt};

use super::descriptors;
use super::model::Model;

pub const BUS_ID: &str = "1-1";
const HEADER: usize = 48;
/// No honest host sends more at once.
const MAX_OUT: usize = 64 * 1024;

/// What a host asks before it has imported anything.
pub enum Operation {
    List,
    Import([u8; 32]),
}

/// What a host asks of an imported device.
#[derive(Clone, Debug)]
pub enum Urb {
    Submit {
        number: u32,
        towards_host: bool,
        endpoint: u32,
        length: u32,
        setup: [u8; 8],
        out: Vec<u8>,
    },
    Unlink {
        number: u32,
        taken_back: u32,
    },
}

pub async fn operation(stream: &mut (impl AsyncRead + Unpin)) -> io::Result<Operation> {
    let mut head = [0; 8];
    stream.read_exact(&mut head).await?;
    match u16::from_be_bytes([head[2], head[3]]) {
        0x8005 => Ok(Operation::List),
        0x8003 => {
            let mut bus_id = [0; 32];
            stream.read_exact(&mut bus_id).await?;
            Ok(Operation::Import(bus_id))
        }
        _ => Err(io::ErrorKind::InvalidData.into()),
    }
}

pub async fn urb(stream: &mut (impl AsyncRead + Unpin)) -> io::Result<Urb> {
    let mut head = [0; HEADER];
    stream.read_exact(&mut head).await?;
    let word = |place: usize| {
        u32::from_be_bytes([
            head[place],
            head[place + 1],
            head[place + 2],
            head[place + 3],
        ])
    };
    let number = word(4);
    match word(0) {
        1 => {
            let (towards_host, length) = (word(12) == 1, word(24));
            let mut setup = [0; 8];
            setup.copy_from_slice(&head[40..]);
            let expected = if towards_host { 0 } else { length as usize };
            if expected > MAX_OUT {
                return Err(io::ErrorKind::InvalidData.into());
            }
            let mut out = vec![0; expected];
            stream.read_exact(&mut out).await?;
            Ok(Urb::Submit {
                number,
                towards_host,
                endpoint: word(16),
                length,
                setup,
                out,
            })
        }
        2 => Ok(Urb::Unlink {
            number,
            taken_back: word(20),
        }),
        _ => Err(io::ErrorKind::InvalidData.into()),
    }
}

/// The list of what is exported.
pub fn list(model: Option<Model>) -> Vec<u8> {
    let mut frame = vec![
        0x01,
        0x11,
        0x00,
        0x05,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        u8::from(model.is_some()),
    ];
    if let Some(model) = model {
        frame.extend(device(model));
        // Its one interface: a human interface device.
        frame.extend([3, 0, 0, 0]);
    }
    frame
}

/// The answer to an import; a status other than 0 refuses.
pub fn import(model: Model, status: u8) -> Vec<u8> {
    let mut frame = vec![0x01, 0x11, 0x00, 0x03, 0, 0, 0, status];
    if status == 0 {
        frame.extend(device(model));
    }
    frame
}

/// The answer to a request; the status is a negated error number of Linux.
pub fn submitted(number: u32, status: i32, length: usize, data: &[u8]) -> Vec<u8> {
    let mut frame = returned(3, number, status);
    let length = u32::try_from(length).unwrap_or(u32::MAX);
    frame.extend([length, 0, 0, 0].into_iter().flat_map(u32::to_be_bytes));
    frame.resize(HEADER, 0);
    frame.extend_from_slice(data);
    frame
}

/// The answer to taking a request back.
pub fn unlinked(number: u32, status: i32) -> Vec<u8> {
    let mut frame = returned(4, number, status);
    frame.resize(HEADER, 0);
    frame
}

fn returned(command: u32, number: u32, status: i32) -> Vec<u8> {
    let words = [command, number, 0, 0, 0, status.cast_unsigned()];
    words.into_iter().flat_map(u32::to_be_bytes).collect()
}

fn device(model: Model) -> Vec<u8> {
    let mut device = b"/sys/devices/stand-in/usb1/1-1".to_vec();
    device.resize(256, 0);
    device.extend(BUS_ID.bytes());
    device.resize(288, 0);
    // Bus 1, device 2, full speed.
    device.extend([1_u32, 2, 2].into_iter().flat_map(u32::to_be_bytes));
    device.extend(descriptors::summary(model));
    device
}
