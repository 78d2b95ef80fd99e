use super::{Developing, HEADER, HEIGHT, PictureFault, Progress, WIDTH, WIRE_BYTES};
use crate::devices::fingerprint::uru4000::cipher::Key;
use proptest::prelude::*;

fn wire(lines: usize, runs: &[(u8, u8)], pixel: impl Fn(usize, usize) -> u8) -> Vec<u8> {
    let mut bytes = vec![0; HEADER];
    bytes[4..6].copy_from_slice(&u16::try_from(lines).unwrap().to_le_bytes());
    bytes[6] = 7;
    for (at, (flags, lines)) in runs.iter().enumerate() {
        bytes[16 + 2 * at] = *flags;
        bytes[17 + 2 * at] = *lines;
    }
    bytes.extend((0..lines * WIDTH).map(|at| pixel(at % WIDTH, at / WIDTH)));
    bytes
}

fn plain_runs() -> [(u8, u8); 2] {
    [(4, 145), (4, 145)]
}

fn key() -> Key {
    Key::new([1, 2, 3, 4], [9, 9, 9, 9])
}

#[test]
fn an_uncovered_picture_is_turned_and_inverted() {
    let corner = |x, y| u8::from(x == 0 && y == 0) * 200;
    let mut picture = Developing::begin(&wire(HEIGHT, &plain_runs(), corner)).unwrap();
    assert_eq!(picture.key_number(), 7);
    assert_eq!(picture.go_on(key()), Progress::Done);
    let print = picture.finish();
    assert_eq!(print.len(), WIDTH * HEIGHT);
    assert_eq!(print[WIDTH * HEIGHT - 1], 55);
    assert!(
        print[..WIDTH * HEIGHT - 1]
            .iter()
            .all(|pixel| *pixel == 255)
    );
}

#[test]
fn a_line_left_out_looks_like_the_next_and_missing_ones_are_white() {
    let runs = [(4, 2), (1, 1), (4, 3)];
    let by_line = |_, y: usize| u8::try_from(y * 10).unwrap();
    let mut picture = Developing::begin(&wire(5, &runs, by_line)).unwrap();
    picture.go_on(key());
    let print = picture.finish();
    let from_below: Vec<u8> = print
        .chunks(WIDTH)
        .rev()
        .map(|line| 255 - line[0])
        .collect();
    assert_eq!(from_below[..7], [0, 10, 20, 20, 30, 40, 0]);
}

#[test]
fn a_covered_run_is_uncovered_and_the_rest_is_left() {
    let covered = wire(3, &[(2, 1), (0, 1), (4, 1)], |x, y| {
        u8::try_from((x + y) % 251).unwrap()
    });
    let mut picture = Developing::begin(&covered).unwrap();
    picture.go_on(key());
    let mut first = covered[HEADER..HEADER + WIDTH].to_vec();
    key().uncover(&mut first);
    assert_eq!(picture.lines[..WIDTH], first);
    assert_eq!(picture.lines[WIDTH..], covered[HEADER + WIDTH..]);
}

#[test]
fn a_run_may_ask_for_the_next_key() {
    let bytes = wire(3, &[(2, 1), (0x82, 2)], |_, _| 0);
    let mut picture = Developing::begin(&bytes).unwrap();
    assert_eq!(picture.go_on(key()), Progress::KeyNeeded(8));
    assert_eq!(picture.go_on(key()), Progress::Done);
}

#[test]
fn what_contradicts_itself_is_refused() {
    let fault = |bytes: &[u8]| Developing::begin(bytes).map(|_| ()).unwrap_err();
    assert_eq!(fault(&[]), PictureFault::Short);
    assert_eq!(fault(&[0; HEADER]), PictureFault::Contradictory);
    let whole = wire(HEIGHT, &plain_runs(), |_, _| 0);
    assert_eq!(whole.len(), WIRE_BYTES);
    assert_eq!(fault(&whole[..whole.len() - 1]), PictureFault::Short);
    let too_many = wire(HEIGHT + 1, &[(4, 200), (4, 91)], |_, _| 0);
    assert_eq!(fault(&too_many), PictureFault::Contradictory);
    for runs in [
        &[(4, 200)][..],
        &[(4, 200), (4, 91)],
        &[(4, 255), (4, 35), (1, 9)],
    ] {
        assert_eq!(
            fault(&wire(HEIGHT, runs, |_, _| 0)),
            PictureFault::Contradictory
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_header_gives_a_whole_print_or_an_error(
        header in prop::collection::vec(any::<u8>(), HEADER),
        runs in prop::collection::vec((any::<u8>(), 0_u8..60), 0..15),
        honest in any::<bool>(),
    ) {
        let mut bytes = header;
        if honest {
            let lines: u16 = runs.iter().filter(|run| run.0 & 1 == 0).map(|run| u16::from(run.1)).sum();
            let runs_and_end = runs.iter().copied().chain([(0, 0)]).take(15);
            bytes[4..6].copy_from_slice(&lines.to_le_bytes());
            for (at, (flags, lines)) in runs_and_end.enumerate() {
                bytes[16 + 2 * at] = flags;
                bytes[17 + 2 * at] = lines;
            }
        }
        bytes.resize(WIRE_BYTES, 77);
        if let Ok(mut picture) = Developing::begin(&bytes) {
            let mut asked = 0;
            while picture.go_on(key()) != Progress::Done {
                asked += 1;
            }
            prop_assert!(asked <= 15);
            prop_assert_eq!(picture.finish().len(), WIDTH * HEIGHT);
        }
    }
}
