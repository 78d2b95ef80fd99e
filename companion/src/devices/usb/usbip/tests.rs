//! The frames, and a line on which somebody lies.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::thread;
use std::time::Duration;

use proptest::prelude::*;

use super::wire::{Asked, Read, ask_import, imported, listed, returned, setup, submit, unlink};
use super::{find, open};
use crate::devices::usb::{Setup, Transport, UsbError, UsbId};

const PAD: UsbId = UsbId {
    vendor: 0x056a,
    product: 0x00a8,
};

fn device(interfaces: u8) -> Vec<u8> {
    let mut device = vec![0; 312];
    device[256..259].copy_from_slice(b"1-1");
    device[291] = 1;
    device[295] = 2;
    device[300..304].copy_from_slice(&[0x05, 0x6a, 0x00, 0xa8]);
    device[311] = interfaces;
    device
}

fn list(count: u8) -> Vec<u8> {
    let mut list = vec![1, 0x11, 0, 5, 0, 0, 0, 0, 0, 0, 0, count];
    for _ in 0..count {
        list.extend(device(1));
        list.extend([3, 0, 0, 0]);
    }
    list
}

fn answer(number: u32, status: i32, length: u32, data: &[u8]) -> Vec<u8> {
    let words = [
        3,
        number,
        0,
        0,
        0,
        status.cast_unsigned(),
        length,
        0,
        0,
        0,
        0,
        0,
    ];
    let mut frame: Vec<u8> = words.into_iter().flat_map(u32::to_be_bytes).collect();
    frame.extend_from_slice(data);
    frame
}

#[test]
fn requests_are_as_the_protocol_has_them() {
    assert_eq!(ask_import(&[7; 32])[..8], [1, 0x11, 0x80, 3, 0, 0, 0, 0]);
    let ask = Setup {
        kind: 0x21,
        request: 1,
        value: 0x0309,
        index: 2,
    };
    let asked = Asked {
        number: 9,
        capacity: Some(64),
    };
    let packet = setup(ask, true, 64);
    assert_eq!(packet, [0xa1, 1, 9, 3, 2, 0, 64, 0]);
    let frame = submit(0x0001_0002, asked, 0, packet, &[]);
    assert_eq!(frame.len(), 48);
    assert_eq!(
        frame[..20],
        [0, 0, 0, 1, 0, 0, 0, 9, 0, 1, 0, 2, 0, 0, 0, 1, 0, 0, 0, 0]
    );
    assert_eq!(frame[20..28], [0, 0, 0, 0, 0, 0, 0, 64]);
    assert_eq!(frame[40..], packet);
    let out = Asked {
        number: 10,
        capacity: None,
    };
    let frame = submit(1, out, 0, setup(ask, false, 3), &[1, 2, 3]);
    assert_eq!((frame[15], frame[27], &frame[48..]), (0, 3, &[1, 2, 3][..]));
    assert_eq!(unlink(1, 11, 9)[20..24], [0, 0, 0, 9]);
}

#[test]
fn a_list_is_read_only_when_it_is_whole() {
    let whole = list(2);
    for length in 0..whole.len() {
        assert_eq!(listed(&whole[..length]), Read::More, "{length}");
    }
    let Read::Whole(exports, length) = listed(&whole) else {
        panic!("not read")
    };
    assert_eq!((exports.len(), length), (2, whole.len()));
    assert_eq!((exports[0].id, exports[0].device), (PAD, 0x0001_0002));
    let many = [1, 0x11, 0, 5, 0, 0, 0, 0, 0, 0, 1, 0];
    assert_eq!(listed(&many), Read::Wrong(UsbError::Garbled));
    assert_eq!(listed(b"HTTP/1.1 400 Bad"), Read::Wrong(UsbError::Garbled));
}

#[test]
fn a_refused_import_says_why() {
    for (status, error) in [
        (1, UsbError::Gone),
        (2, UsbError::Busy),
        (3, UsbError::System),
        (4, UsbError::Gone),
    ] {
        assert_eq!(
            imported(&[1, 0x11, 0, 3, 0, 0, 0, status]),
            Read::Wrong(error)
        );
    }
    let whole = [&[1, 0x11, 0, 3, 0, 0, 0, 0][..], &device(1)].concat();
    assert!(matches!(imported(&whole), Read::Whole(_, 320)));
    assert_eq!(imported(&whole[..319]), Read::More);
}

#[test]
fn only_answers_to_open_requests_of_the_asked_length_are_taken() {
    let open = [
        Some(Asked {
            number: 5,
            capacity: Some(4),
        }),
        None,
    ];
    let Read::Whole(good, 51) = returned(&answer(5, 0, 3, b"abc"), &open) else {
        panic!("not read")
    };
    assert_eq!(good.data(), Ok(b"abc".to_vec()));
    assert_eq!(returned(&answer(5, 0, 3, b"ab"), &open), Read::More);
    for lie in [
        answer(5, 0, 5, b"abcde"),
        answer(6, 0, 0, &[]),
        answer(5, 0, u32::MAX, &[]),
    ] {
        assert_eq!(returned(&lie, &open), Read::Wrong(UsbError::Garbled));
    }
    for (status, error) in [
        (-19, UsbError::Gone),
        (-32, UsbError::Refused),
        (-110, UsbError::TimedOut),
        (-75, UsbError::Garbled),
        (i32::MIN, UsbError::System),
    ] {
        let Read::Whole(bad, _) = returned(&answer(5, status, 0, &[]), &open) else {
            panic!("not read")
        };
        assert_eq!(bad.data(), Err(error));
    }
}

proptest! {
    #[test]
    fn any_bytes_are_survived(bytes in proptest::collection::vec(any::<u8>(), 0..500)) {
        super::fuzz_list(&bytes);
        super::fuzz_returned(&bytes);
    }

    #[test]
    fn no_answer_is_longer_than_asked(length in 0..200_u32, capacity in 0..100_usize) {
        let asked = [Some(Asked { number: 1, capacity: Some(capacity) })];
        let frame = answer(1, 0, length, &[7; 200]);
        match returned(&frame, &asked) {
            Read::Whole(answer, _) => prop_assert!(answer.data().unwrap().len() <= capacity),
            Read::Wrong(UsbError::Garbled) => prop_assert!(length as usize > capacity),
            other => prop_assert!(false, "{other:?}"),
        }
    }
}

/// A listener that takes one connection after another and plays a script on each: so many bytes are
/// read, then these are written.
fn exporter(scripts: Vec<Vec<(usize, Vec<u8>)>>) -> std::net::SocketAddr {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        let mut kept = Vec::new();
        for script in scripts {
            let (mut stream, _) = listener.accept().unwrap();
            for (read, written) in script {
                let mut asked = vec![0; read];
                if stream.read_exact(&mut asked).is_err() {
                    break;
                }
                stream.write_all(&written).unwrap();
            }
            kept.push(stream);
        }
        // Keeps the last lines open until the test ends.
        thread::sleep(Duration::from_mins(1));
    });
    address
}

fn import() -> Vec<u8> {
    [&[1, 0x11, 0, 3, 0, 0, 0, 0][..], &device(1)].concat()
}

const ASK: Setup = Setup {
    kind: 0,
    request: 6,
    value: 0x0100,
    index: 0,
};

#[test]
fn a_report_that_comes_before_an_answer_is_kept_for_later() {
    let both = [answer(1, 0, 2, b"up"), answer(2, 0, 3, b"dev")].concat();
    let script = vec![(40, import()), (96, both)];
    let address = exporter(vec![vec![(8, list(1))], script]);
    let mut remote = open(address, &[PAD]).unwrap();
    let mut buffer = [0; 8];
    assert_eq!(
        remote.interrupt_in(0x81, &mut buffer, Duration::ZERO),
        Ok(None)
    );
    assert_eq!(remote.control_in(ASK, &mut buffer), Ok(3));
    assert_eq!(buffer[..3], *b"dev");
    let came = remote.interrupt_in(0x81, &mut buffer, Duration::ZERO);
    assert_eq!((came, &buffer[..2]), (Ok(Some(2)), &b"up"[..]));
}

#[test]
fn half_an_answer_is_given_up_in_time_and_the_line_is_not_used_again() {
    let script = vec![(40, import()), (48, answer(1, 0, 8, b"half"))];
    let address = exporter(vec![vec![(8, list(1))], script]);
    let mut remote = open(address, &[PAD]).unwrap();
    assert_eq!(remote.control_in(ASK, &mut [0; 8]), Err(UsbError::TimedOut));
    assert_eq!(remote.control_in(ASK, &mut [0; 8]), Err(UsbError::TimedOut));
    assert_eq!(remote.last, 1, "it was asked again");
}

#[test]
fn nobody_or_nothing_or_garbage_at_the_address_is_told_apart() {
    let nobody = TcpListener::bind(("127.0.0.1", 0))
        .unwrap()
        .local_addr()
        .unwrap();
    assert_eq!(find(nobody, &[PAD]), Err(UsbError::NoExporter));
    assert_eq!(find(exporter(vec![vec![(8, list(0))]]), &[PAD]), Ok(None));
    assert_eq!(
        find(exporter(vec![vec![(8, list(1))]]), &[PAD]),
        Ok(Some(PAD))
    );
    let garbage = exporter(vec![vec![(8, b"SSH-2.0-something".to_vec())]]);
    assert_eq!(find(garbage, &[PAD]), Err(UsbError::Garbled));
    let none = exporter(vec![vec![(8, list(0))]]);
    assert_eq!(open(none, &[PAD]).err(), Some(UsbError::Gone));
}
