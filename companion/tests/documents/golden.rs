//! Golden pictures: the first page of each paper, compared with the one that was looked at by a person.
//! `AMTSKOFFER_GOLDEN=new` writes them anew.

use std::fs::File;
use std::io::BufReader;
use std::path::PathBuf;

use png::{BitDepth, ColorType, Decoder, Encoder};

use super::checkers::Paper;
use super::fonts;
use super::samples::{keys, paper};

/// Shades by which pixels of two versions of poppler differ without anything having moved.
const SAME: u8 = 96;

/// Pixels out of a thousand that may be further apart.
const STRAY: usize = 4;

#[test]
fn every_paper_looks_as_it_was_looked_at() {
    let anew = std::env::var_os("AMTSKOFFER_GOLDEN").is_some();
    let fonts = fonts();
    let mut wrong = Vec::new();
    for key in keys() {
        let pdf = paper(key.as_str()).to_pdf(&fonts).expect("a paper");
        let drawn = Paper::new(&pdf).picture();
        let path = golden(key.as_str());
        if anew {
            write(&path, &drawn);
        }
        let kept = read(&path);
        assert_eq!((kept.0, kept.1), (drawn.0, drawn.1), "{key}");
        let pairs = kept.2.iter().zip(&drawn.2);
        let apart = pairs.filter(|(one, other)| one.abs_diff(**other) > SAME);
        let share = apart.count() * 1000 / kept.2.len().max(1);
        if share > STRAY {
            wrong.push(format!("{key}: {share} of 1000 pixels"));
        }
    }
    assert!(wrong.is_empty(), "papers look otherwise: {wrong:?}");
}

#[test]
fn a_line_that_moved_is_seen() {
    let (width, height, mut pixels) = read(&golden("fee_receipt"));
    let before = pixels.clone();
    pixels.rotate_right(width * 3);
    let apart = before.iter().zip(&pixels);
    let apart = apart
        .filter(|(one, other)| one.abs_diff(**other) > SAME)
        .count();
    assert!(apart * 1000 / (width * height) > STRAY, "{apart}");
}

fn golden(key: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/documents/golden");
    folder.join(format!("{key}.png"))
}

fn read(path: &PathBuf) -> (usize, usize, Vec<u8>) {
    let file = File::open(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut decoder = Decoder::new(BufReader::new(file))
        .read_info()
        .expect("a PNG");
    let (width, height) = (decoder.info().width, decoder.info().height);
    let mut pixels = vec![0; decoder.output_buffer_size().expect("a size")];
    decoder.next_frame(&mut pixels).expect("pixels");
    let size = |length: u32| usize::try_from(length).expect("small");
    (size(width), size(height), pixels)
}

fn write(path: &PathBuf, (width, height, pixels): &(usize, usize, Vec<u8>)) {
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("the folder");
    let file = File::create(path).expect("the file");
    let size = |length: usize| u32::try_from(length).expect("small");
    let mut encoder = Encoder::new(file, size(*width), size(*height));
    encoder.set_color(ColorType::Grayscale);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(png::Compression::High);
    let mut writer = encoder.write_header().expect("a head");
    writer.write_image_data(pixels).expect("pixels");
}
