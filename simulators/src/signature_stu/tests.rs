//! The pad as a host sees it, byte by byte.

use std::io::{Read, Write};
use std::net::TcpStream;

use super::{Fault, Model, Options, Running, start};

async fn running(model: Model) -> Running {
    let options = Options {
        model,
        ..Options::default()
    };
    start(&options).await.expect("started")
}

/// A host on a thread of its own; it speaks bytes.
struct Host {
    stream: TcpStream,
    number: u32,
}

impl Host {
    fn connect(port: u16) -> TcpStream {
        TcpStream::connect(("127.0.0.1", port)).expect("connected")
    }

    fn import(port: u16) -> Self {
        let mut stream = Self::connect(port);
        stream.write_all(&[1, 0x11, 0x80, 3, 0, 0, 0, 0]).unwrap();
        let mut bus_id = [0; 32];
        bus_id[..3].copy_from_slice(b"1-1");
        stream.write_all(&bus_id).unwrap();
        let mut answer = [0; 320];
        stream.read_exact(&mut answer).unwrap();
        assert_eq!(answer[..8], [1, 0x11, 0, 3, 0, 0, 0, 0]);
        Self { stream, number: 0 }
    }

    fn submit(&mut self, endpoint: u8, setup: [u8; 8], room: u32, out: Option<&[u8]>) {
        self.number += 1;
        let length = out.map_or(room, |out| u32::try_from(out.len()).unwrap());
        let towards_us = u32::from(out.is_none());
        let words = [
            1,
            self.number,
            0x0001_0002,
            towards_us,
            endpoint.into(),
            0,
            length,
            0,
            u32::MAX,
            0,
        ];
        let mut frame: Vec<u8> = words.into_iter().flat_map(u32::to_be_bytes).collect();
        frame.extend(setup);
        frame.extend(out.unwrap_or_default());
        self.stream.write_all(&frame).unwrap();
    }

    fn answer(&mut self, towards_us: bool) -> (i32, Vec<u8>) {
        let mut head = [0; 48];
        self.stream.read_exact(&mut head).unwrap();
        let word = |place: usize| u32::from_be_bytes(head[place..place + 4].try_into().unwrap());
        assert_eq!(word(0), 3);
        let mut data = vec![0; if towards_us { word(24) as usize } else { 0 }];
        self.stream.read_exact(&mut data).unwrap();
        (word(20).cast_signed(), data)
    }

    fn get(&mut self, setup: [u8; 8]) -> (i32, Vec<u8>) {
        self.submit(
            0,
            setup,
            u16::from_le_bytes([setup[6], setup[7]]).into(),
            None,
        );
        self.answer(true)
    }

    fn set(&mut self, report: &[u8]) -> i32 {
        let length = u16::try_from(report.len()).unwrap().to_le_bytes();
        self.submit(
            0,
            [0x21, 9, report[0], 3, 0, 0, length[0], length[1]],
            0,
            Some(report),
        );
        self.answer(false).0
    }
}

#[tokio::test]
async fn it_is_listed_with_its_numbers_unless_it_is_unplugged() {
    let stand_in = running(Model::Stu530).await;
    let port = stand_in.port;
    let list = move || {
        let mut stream = Host::connect(port);
        stream.write_all(&[1, 0x11, 0x80, 5, 0, 0, 0, 0]).unwrap();
        let mut list = Vec::new();
        stream.read_to_end(&mut list).unwrap();
        list
    };
    let there = tokio::task::spawn_blocking(list).await.unwrap();
    assert_eq!(there.len(), 12 + 312 + 4);
    assert_eq!(there[12 + 300..12 + 304], [0x05, 0x6a, 0x00, 0xa5]);
    stand_in.pad.set_fault(Fault::Unplugged);
    let gone = tokio::task::spawn_blocking(list).await.unwrap();
    assert_eq!(gone, [1, 0x11, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0]);
}

#[tokio::test]
async fn descriptors_are_consistent_and_unknown_requests_stall() {
    let stand_in = running(Model::Stu540).await;
    let port = stand_in.port;
    let asked = tokio::task::spawn_blocking(move || {
        let mut host = Host::import(port);
        let configuration = host.get([0x80, 6, 0, 2, 0, 0, 255, 0]).1;
        let report = host.get([0x81, 6, 0, 0x22, 0, 0, 0, 2]).1;
        let name = host.get([0x80, 6, 2, 3, 9, 4, 255, 0]).1;
        let (stall, _) = host.get([0x80, 6, 0, 0x0f, 0, 0, 5, 0]);
        let cut = host.get([0x80, 6, 0, 1, 0, 0, 8, 0]).1;
        (configuration, report, name, stall, cut.len())
    });
    let (configuration, report, name, stall, cut) = asked.await.unwrap();
    assert_eq!(usize::from(configuration[2]), configuration.len());
    assert_eq!(
        usize::from(u16::from_le_bytes([configuration[25], configuration[26]])),
        report.len()
    );
    assert_eq!(report.last(), Some(&0xc0));
    assert_eq!(&name[2..6], b"S\0T\0");
    assert_eq!((stall, cut), (-32, 8));
}

#[tokio::test]
async fn a_picture_is_shown_and_a_wrong_one_is_refused() {
    let stand_in = running(Model::Stu430).await;
    let port = stand_in.port;
    let told = tokio::task::spawn_blocking(move || {
        let mut host = Host::import(port);
        assert_eq!(host.set(&[0x25, 0]), 0);
        let mut block = vec![0x26, 250, 0];
        block.resize(253, 0x7f);
        block.resize(256, 0);
        for _ in 0..32 {
            assert_eq!(host.set(&block), 0);
        }
        assert_eq!(host.set(&[0x27, 0]), 0);
        let good = host.get([0xa1, 1, 3, 3, 0, 0, 5, 0]).1;
        host.set(&[0x25, 4]);
        let bad = host.get([0xa1, 1, 3, 3, 0, 0, 5, 0]).1;
        let short = host.set(&[0x26, 1]);
        (good, bad, short, host)
    });
    let (good, bad, short, host) = told.await.unwrap();
    assert_eq!(good, [3, 0, 0, 0, 0]);
    assert_eq!(bad, [3, 0, 0x10, 0, 0]);
    assert_eq!(short, -32);
    let shown = stand_in.pad.screen();
    assert!(
        shown.starts_with("P1\n320 200\n1000000010000000"),
        "{}",
        &shown[..40]
    );
    drop(host);
}

#[tokio::test]
async fn the_pen_writes_inside_the_field_with_time_and_count() {
    let stand_in = running(Model::Stu540).await;
    let (port, pad) = (stand_in.port, std::sync::Arc::clone(&stand_in.pad));
    let handle = tokio::runtime::Handle::current();
    let reports = tokio::task::spawn_blocking(move || {
        let mut host = Host::import(port);
        host.set(&[0x32, 3]);
        host.set(&[0x2a, 80, 0, 120, 0, 0xd0, 2, 0x68, 1]);
        let _inside = handle.enter();
        super::pad::sign(&pad);
        let mut reports = Vec::new();
        while reports.len() < 100 {
            host.submit(1, [0; 8], 64, None);
            reports.push(host.answer(true).1);
        }
        reports
    });
    let reports = reports.await.unwrap();
    let counts: Vec<u16> = reports
        .iter()
        .map(|it| u16::from_be_bytes([it[9], it[10]]))
        .collect();
    assert!(
        counts.windows(2).all(|pair| pair[1] == pair[0] + 1),
        "{counts:?}"
    );
    for report in &reports {
        assert_eq!((report[0], report.len()), (0x34, 11));
        let x = f64::from(u16::from_be_bytes([report[3], report[4]])) / 10_800.0 * 800.0;
        let y = f64::from(u16::from_be_bytes([report[5], report[6]])) / 6_480.0 * 480.0;
        assert!(
            (80.0..=720.0).contains(&x) && (120.0..=360.0).contains(&y),
            "{x} {y}"
        );
    }
    assert!(reports.iter().any(|report| report[1] & 0x70 != 0));
}
