use proptest::prelude::*;

use super::{FingerRecord, RecordError};

/// A record by the tables of the standard, with its fields to be bent by the tests.
struct Sample {
    certification: Option<u8>,
    quality_blocks: u8,
    finger: u8,
    unit: u8,
    rate: u16,
    depth: u8,
    compression: u8,
    impression: u8,
    size: (u16, u16),
    picture: Vec<u8>,
}

impl Default for Sample {
    fn default() -> Self {
        Self {
            certification: None,
            quality_blocks: 1,
            finger: 2,
            unit: 1,
            rate: 500,
            depth: 8,
            compression: 2,
            impression: 0,
            size: (416, 560),
            picture: vec![0xff, 0xa0, 1, 2, 3],
        }
    }
}

impl Sample {
    fn bytes(&self) -> Vec<u8> {
        let mut body = vec![0x07, 0xea, 11, 22, 1, 2, 3, 0, 0, 0, 0, 0, 0, 0];
        body.push(self.quality_blocks);
        body.extend(vec![60; 5 * usize::from(self.quality_blocks)]);
        if let Some(blocks) = self.certification {
            body.push(blocks);
            body.extend(vec![9; 3 * usize::from(blocks)]);
        }
        body.extend([self.finger, 0, self.unit]);
        for _ in 0..4 {
            body.extend(self.rate.to_be_bytes());
        }
        body.extend([self.depth, self.compression, self.impression]);
        body.extend(self.size.0.to_be_bytes());
        body.extend(self.size.1.to_be_bytes());
        body.extend(u32::try_from(self.picture.len()).unwrap().to_be_bytes());
        body.extend(&self.picture);
        let mut bytes = b"FIR\x00020\x00".to_vec();
        bytes.extend(u32::try_from(body.len() + 20).unwrap().to_be_bytes());
        bytes.extend([0, 1, u8::from(self.certification.is_some()), 1]);
        bytes.extend(u32::try_from(body.len() + 4).unwrap().to_be_bytes());
        bytes.extend(body);
        bytes
    }

    fn error(&self) -> RecordError {
        FingerRecord::parse(&self.bytes()).unwrap_err()
    }
}

#[test]
fn a_record_is_read_field_by_field() {
    let sample = Sample {
        certification: Some(2),
        quality_blocks: 3,
        ..Sample::default()
    };
    let bytes = sample.bytes();
    let record = FingerRecord::parse(&bytes).unwrap();
    let wsq = sample.picture.as_slice();
    assert_eq!(
        record,
        FingerRecord {
            finger: 2,
            width: 416,
            height: 560,
            ppi: 500,
            wsq
        }
    );
}

#[test]
fn rates_per_centimetre_are_turned_into_rates_per_inch() {
    let bytes = Sample {
        unit: 2,
        rate: 197,
        ..Sample::default()
    }
    .bytes();
    assert_eq!(FingerRecord::parse(&bytes).unwrap().ppi, 500);
    let bytes = Sample {
        unit: 2,
        rate: 394,
        ..Sample::default()
    }
    .bytes();
    assert_eq!(FingerRecord::parse(&bytes).unwrap().ppi, 1000);
}

#[test]
fn what_a_chip_may_not_hold_is_refused() {
    let sample = Sample::default;
    assert_eq!(
        Sample {
            rate: 300,
            ..sample()
        }
        .error(),
        RecordError::Measures
    );
    assert_eq!(
        Sample {
            unit: 3,
            ..sample()
        }
        .error(),
        RecordError::Measures
    );
    assert_eq!(
        Sample {
            size: (416, 80),
            ..sample()
        }
        .error(),
        RecordError::Measures
    );
    assert_eq!(
        Sample {
            size: (2001, 560),
            ..sample()
        }
        .error(),
        RecordError::Measures
    );
    assert_eq!(
        Sample {
            compression: 5,
            ..sample()
        }
        .error(),
        RecordError::NotWsq
    );
    assert_eq!(
        Sample {
            depth: 16,
            ..sample()
        }
        .error(),
        RecordError::NotWsq
    );
    assert_eq!(
        Sample {
            impression: 1,
            ..sample()
        }
        .error(),
        RecordError::NotFlat
    );
    assert_eq!(
        Sample {
            finger: 13,
            ..sample()
        }
        .error(),
        RecordError::NotOnePrint
    );
    let huge = vec![0; super::WSQ_LIMIT + 1];
    assert_eq!(
        Sample {
            picture: huge,
            ..sample()
        }
        .error(),
        RecordError::Measures
    );
}

#[test]
fn several_prints_and_foreign_formats_are_refused() {
    let mut bytes = Sample::default().bytes();
    bytes[13] = 2;
    assert_eq!(FingerRecord::parse(&bytes), Err(RecordError::NotOnePrint));
    let mut bytes = Sample::default().bytes();
    bytes[5] = b'1';
    assert_eq!(FingerRecord::parse(&bytes), Err(RecordError::NotARecord));
    assert_eq!(FingerRecord::parse(b""), Err(RecordError::NotARecord));
}

#[test]
fn every_shortened_record_is_refused() {
    let bytes = Sample::default().bytes();
    for length in 8..bytes.len() {
        assert_eq!(
            FingerRecord::parse(&bytes[..length]),
            Err(RecordError::Damaged),
            "{length}"
        );
    }
}

proptest! {
    #[test]
    fn any_bytes_give_a_print_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = FingerRecord::parse(&bytes);
    }

    #[test]
    fn a_print_of_a_bent_record_lies_within_it(
        bends in prop::collection::vec((0_usize..70, any::<u8>()), 1..6),
    ) {
        let mut bytes = Sample::default().bytes();
        for (place, value) in bends {
            let place = place % bytes.len();
            bytes[place] = value;
        }
        if let Ok(record) = FingerRecord::parse(&bytes) {
            let range = bytes.as_ptr_range();
            prop_assert!(range.contains(&record.wsq.as_ptr()) || record.wsq.is_empty());
            prop_assert!(record.finger <= 10 && (81..=2000).contains(&record.width));
        }
    }
}
