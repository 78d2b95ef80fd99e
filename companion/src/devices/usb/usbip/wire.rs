//! The frames of USB/IP. All numbers are big-endian. Total functions on untrusted bytes; nothing is
//! reserved before it has arrived.

use crate::devices::usb::{Setup, UsbError, UsbId};

const VERSION: u16 = 0x0111;
const ASK_LIST: u16 = 0x8005;
const LIST: u16 = 0x0005;
const ASK_IMPORT: u16 = 0x8003;
const IMPORT: u16 = 0x0003;
const SUBMIT: u32 = 1;
const UNLINK: u32 = 2;
const SUBMITTED: u32 = 3;

/// Header of every later frame.
const HEADER: usize = 48;
/// One device of the list, without its interfaces.
const DEVICE: usize = 312;
/// More exported devices than any machine has.
const MAX_EXPORTS: u32 = 64;

/// A device as the exporter tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Export {
    pub(super) bus_id: [u8; 32],
    pub(super) device: u32,
    pub(super) id: UsbId,
}

/// A request without its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Asked {
    pub(super) number: u32,
    /// Most bytes that may come; nothing for requests away from us.
    pub(super) capacity: Option<usize>,
}

/// The answer to a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Returned {
    pub(super) number: u32,
    status: i32,
    data: Vec<u8>,
}

/// What reading gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Read<T> {
    /// It is there and so long.
    Whole(T, usize),
    /// Not all has arrived.
    More,
    /// No such frame.
    Wrong(UsbError),
}

pub(super) fn ask_list() -> Vec<u8> {
    operation(ASK_LIST)
}

pub(super) fn ask_import(bus_id: &[u8; 32]) -> Vec<u8> {
    let mut frame = operation(ASK_IMPORT);
    frame.extend_from_slice(bus_id);
    frame
}

/// The setup packet; USB itself is little-endian.
pub(super) fn setup(setup: Setup, towards_us: bool, length: u16) -> [u8; 8] {
    let [v0, v1] = setup.value.to_le_bytes();
    let [i0, i1] = setup.index.to_le_bytes();
    let [l0, l1] = length.to_le_bytes();
    let kind = setup.kind | if towards_us { 0x80 } else { 0 };
    [kind, setup.request, v0, v1, i0, i1, l0, l1]
}

/// A request to an endpoint.
pub(super) fn submit(
    device: u32,
    asked: Asked,
    endpoint: u8,
    setup: [u8; 8],
    out: &[u8],
) -> Vec<u8> {
    let length = asked.capacity.unwrap_or(out.len());
    let length = u32::try_from(length).unwrap_or(u32::MAX);
    let direction = u32::from(asked.capacity.is_some());
    let mut frame = head(SUBMIT, asked.number, device, direction, endpoint.into());
    // Flags, length, first frame, packets (none: not isochronous), interval.
    frame.extend(
        [0, length, 0, u32::MAX, 0]
            .into_iter()
            .flat_map(u32::to_be_bytes),
    );
    frame.extend_from_slice(&setup);
    frame.extend_from_slice(out);
    frame
}

/// Takes a request back.
pub(super) fn unlink(device: u32, number: u32, taken_back: u32) -> Vec<u8> {
    let mut frame = head(UNLINK, number, device, 0, 0);
    frame.extend_from_slice(&taken_back.to_be_bytes());
    frame.resize(HEADER, 0);
    frame
}

/// Answer to [`ask_list`].
pub(super) fn listed(bytes: &[u8]) -> Read<Vec<Export>> {
    let mut rest = match operation_answer(bytes, LIST) {
        Read::Whole(0, length) => bytes.get(length..).unwrap_or_default(),
        Read::Whole(..) => return Read::Wrong(UsbError::System),
        Read::More => return Read::More,
        Read::Wrong(error) => return Read::Wrong(error),
    };
    let Some(count) = take::<4>(&mut rest).map(u32::from_be_bytes) else {
        return Read::More;
    };
    if count > MAX_EXPORTS {
        return Read::Wrong(UsbError::Garbled);
    }
    let mut exports = Vec::new();
    for _ in 0..count {
        let Some(device) = take::<DEVICE>(&mut rest) else {
            return Read::More;
        };
        let Some(after) = rest.get(4 * usize::from(device[DEVICE - 1])..) else {
            return Read::More;
        };
        rest = after;
        exports.push(export(&device));
    }
    Read::Whole(exports, bytes.len() - rest.len())
}

/// Answer to [`ask_import`].
pub(super) fn imported(bytes: &[u8]) -> Read<Export> {
    match operation_answer(bytes, IMPORT) {
        Read::Whole(0, length) => {
            let mut rest = bytes.get(length..).unwrap_or_default();
            take::<DEVICE>(&mut rest).map_or(Read::More, |device| {
                Read::Whole(export(&device), length + DEVICE)
            })
        }
        Read::Whole(1 | 4, _) => Read::Wrong(UsbError::Gone),
        Read::Whole(2, _) => Read::Wrong(UsbError::Busy),
        Read::Whole(..) => Read::Wrong(UsbError::System),
        Read::More => Read::More,
        Read::Wrong(error) => Read::Wrong(error),
    }
}

/// The answer to one of `open`; an answer to anything else is wrong.
pub(super) fn returned(bytes: &[u8], open: &[Option<Asked>]) -> Read<Returned> {
    let mut rest = bytes;
    let Some(head) = take::<HEADER>(&mut rest) else {
        return Read::More;
    };
    let word = |place: usize| {
        let bytes = [
            head[place],
            head[place + 1],
            head[place + 2],
            head[place + 3],
        ];
        u32::from_be_bytes(bytes)
    };
    let (command, number, length) = (word(0), word(4), word(24));
    let asked = open.iter().flatten().find(|asked| asked.number == number);
    let Some(asked) = asked.filter(|_| command == SUBMITTED) else {
        return Read::Wrong(UsbError::Garbled);
    };
    let status = i32::from_be_bytes(word(20).to_be_bytes());
    let length = usize::try_from(length).unwrap_or(usize::MAX);
    let Some(capacity) = asked.capacity else {
        return Read::Whole(
            Returned {
                number,
                status,
                data: Vec::new(),
            },
            HEADER,
        );
    };
    if length > capacity {
        return Read::Wrong(UsbError::Garbled);
    }
    rest.get(..length).map_or(Read::More, |data| {
        let data = data.to_vec();
        Read::Whole(
            Returned {
                number,
                status,
                data,
            },
            HEADER + length,
        )
    })
}

impl Returned {
    /// What came, or why nothing did; the status is a negated Linux error number.
    pub(super) fn data(self) -> Result<Vec<u8>, UsbError> {
        match -i64::from(self.status) {
            0 => Ok(self.data),
            // ENODEV, EPROTO, ECONNRESET, ESHUTDOWN
            19 | 71 | 104 | 108 => Err(UsbError::Gone),
            32 => Err(UsbError::Refused),
            75 => Err(UsbError::Garbled),
            110 => Err(UsbError::TimedOut),
            _ => Err(UsbError::System),
        }
    }
}

/// For the replay of bad input: reads the answers before the first request.
pub fn fuzz_list(bytes: &[u8]) {
    let _ = (listed(bytes), imported(bytes));
}

/// For the replay of bad input: reads answers while two requests are open.
pub fn fuzz_returned(bytes: &[u8]) {
    let capacity = Some(64);
    let open = [
        Some(Asked {
            number: 1,
            capacity,
        }),
        Some(Asked {
            number: 2,
            capacity: None,
        }),
    ];
    let _ = returned(bytes, &open);
}

fn operation(code: u16) -> Vec<u8> {
    let [v0, v1] = VERSION.to_be_bytes();
    let [c0, c1] = code.to_be_bytes();
    vec![v0, v1, c0, c1, 0, 0, 0, 0]
}

/// Status and length of the head.
fn operation_answer(bytes: &[u8], wanted: u16) -> Read<u32> {
    let mut rest = bytes;
    let Some([_, _, c0, c1, s0, s1, s2, s3]) = take::<8>(&mut rest) else {
        return Read::More;
    };
    // The version only changed once, long ago; exporters differ in what they write there.
    if u16::from_be_bytes([c0, c1]) != wanted {
        return Read::Wrong(UsbError::Garbled);
    }
    Read::Whole(u32::from_be_bytes([s0, s1, s2, s3]), 8)
}

fn head(command: u32, number: u32, device: u32, direction: u32, endpoint: u32) -> Vec<u8> {
    let words = [command, number, device, direction, endpoint];
    words.into_iter().flat_map(u32::to_be_bytes).collect()
}

fn export(device: &[u8; DEVICE]) -> Export {
    let half = |place: usize| u16::from_be_bytes([device[place], device[place + 1]]);
    let mut bus_id = [0; 32];
    bus_id.copy_from_slice(&device[256..288]);
    Export {
        bus_id,
        // Bus and device number, of which the lower halves count.
        device: u32::from(half(290)) << 16 | u32::from(half(294)),
        id: UsbId {
            vendor: half(300),
            product: half(302),
        },
    }
}

fn take<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
    let (taken, rest) = bytes.split_first_chunk::<N>()?;
    *bytes = rest;
    Some(*taken)
}
