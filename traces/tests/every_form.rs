//! The search is worth nothing unless it finds. Each form is written by a library that the search does
//! not use.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use amtskoffer_traces::forms::Canary;
use amtskoffer_traces::look::{Depth, Finder};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
use proptest::prelude::*;
use rusty_leveldb::CompressorId;

const WORD: &str = "Kanarienvogel-Ünïk 4711";

fn finder() -> Finder {
    let canary = Canary {
        name: "bird".to_owned(),
        bytes: WORD.as_bytes().to_vec(),
    };
    Finder::new(&[canary]).expect("one word")
}

fn forms(data: &[u8]) -> BTreeSet<String> {
    let hits = finder().look(data, Depth::Everywhere).into_iter();
    hits.map(|hit| hit.form).collect()
}

/// The word between others.
fn sentence() -> String {
    format!("{{\"a\": 1, \"name\": \"{WORD}\", \"b\": [2, 3, 4]}} and some more, and more")
}

/// Behind bytes that belong to something else.
fn behind_a_head(packed: &[u8]) -> Vec<u8> {
    let head = (0..61_u8).map(|byte| byte.wrapping_mul(41));
    head.chain(packed.iter().copied()).collect()
}

fn finish<W>(written: std::io::Result<W>) -> W {
    written.expect("into memory")
}

#[test]
fn a_word_is_found_plain_and_encoded() {
    let utf16 =
        |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    for (form, data) in [
        ("plain", sentence().into_bytes()),
        // Between others in ASCII it is also one of the other order.
        ("utf-16be", utf16(&sentence())),
        ("utf-16le", utf16(WORD)),
        ("base64", STANDARD.encode(sentence()).into_bytes()),
        (
            "base64",
            STANDARD.encode(format!("x{}", sentence())).into_bytes(),
        ),
        (
            "base64",
            STANDARD.encode(format!("xy{}", sentence())).into_bytes(),
        ),
        ("base64", STANDARD.encode(utf16(&sentence())).into_bytes()),
        (
            "percent",
            b"/?q=Kanarienvogel-%C3%9Cn%C3%AFk%204711".to_vec(),
        ),
        ("json", b"\"Kanarienvogel-\\u00dcn\\u00efk 4711\"".to_vec()),
        ("upper case", WORD.to_uppercase().into_bytes()),
    ] {
        assert!(forms(&data).contains(form), "{form}: {:?}", forms(&data));
    }
}

#[test]
fn a_word_is_found_in_every_kind_of_stream() {
    let text = sentence();
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(text.as_bytes()).expect("into memory");
    let mut zlib = ZlibEncoder::new(Vec::new(), Compression::fast());
    zlib.write_all(text.as_bytes()).expect("into memory");
    let mut deflate = DeflateEncoder::new(Vec::new(), Compression::default());
    deflate.write_all(text.as_bytes()).expect("into memory");
    let mut brotli = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams::default();
    brotli::BrotliCompress(&mut text.as_bytes(), &mut brotli, &parameters).expect("into memory");
    let level = ruzstd::encoding::CompressionLevel::Fastest;
    let zstd = ruzstd::encoding::compress_to_vec(text.as_bytes(), level);
    let snappy = snap::raw::Encoder::new().compress_vec(text.as_bytes());
    for (form, packed) in [
        ("gzip", finish(gzip.finish())),
        ("zlib", finish(zlib.finish())),
        ("deflate", finish(deflate.finish())),
        ("brotli", brotli),
        ("zstd", zstd),
        ("snappy", snappy.expect("into memory")),
    ] {
        let form = format!("{form}: plain");
        assert!(forms(&packed).contains(&form), "{form} alone");
        let inside = behind_a_head(&packed);
        assert!(forms(&inside).contains(&form), "{form} behind a head");
    }
}

#[test]
fn a_packed_page_in_the_cache_of_a_browser_is_found() {
    let mut brotli = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams::default();
    brotli::BrotliCompress(&mut sentence().as_bytes(), &mut brotli, &parameters).expect("packed");
    let key = format!("1/0/https://koffer.example/{}", "path/".repeat(40));
    let mut entry = 0xfcfb_6d1b_a772_5c30_u64.to_le_bytes().to_vec();
    for number in [5, u32::try_from(key.len()).expect("short"), 0, 0] {
        entry.extend(number.to_le_bytes());
    }
    entry.extend(key.bytes());
    entry.extend(brotli);
    assert!(
        forms(&entry).contains("brotli: plain"),
        "{:?}",
        forms(&entry)
    );
}

#[test]
fn a_stream_that_was_cut_off_and_one_in_another_are_found() {
    let long = format!("{}{}", sentence(), "0123456789 abcdefghij ".repeat(500));
    let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
    gzip.write_all(long.as_bytes()).expect("into memory");
    let packed = finish(gzip.finish());
    assert!(forms(&packed[..packed.len() - 20]).contains("gzip: plain"));
    let mut outer = ZlibEncoder::new(Vec::new(), Compression::default());
    outer.write_all(&packed).expect("into memory");
    assert!(forms(&finish(outer.finish())).contains("zlib: gzip: plain"));
}

#[test]
fn a_word_is_found_in_the_log_and_in_the_tables_of_leveldb() {
    let folder = Folder::new();
    let mut options = rusty_leveldb::Options {
        compressor: rusty_leveldb::compressor::SnappyCompressor::ID,
        ..Default::default()
    };
    options.create_if_missing = true;
    let mut base = rusty_leveldb::DB::open(&folder.0, options).expect("a new base");
    // Long enough that the word is cut by the end of a block.
    let filler = "x".repeat(32 * 1024 - 40);
    base.put(b"filler", filler.as_bytes()).expect("written");
    base.put(b"person", sentence().as_bytes()).expect("written");
    base.flush().expect("on the disk");
    let named = |ending: &str| -> Vec<PathBuf> {
        let files = fs::read_dir(&folder.0)
            .expect("there")
            .map(|file| file.expect("read").path());
        files
            .filter(|path| path.extension().is_some_and(|is| is == ending))
            .collect()
    };
    let found = |files: Vec<PathBuf>| -> BTreeSet<String> {
        let contents = files.into_iter().map(|file| fs::read(file).expect("read"));
        contents.flat_map(|content| forms(&content)).collect()
    };
    assert!(found(named("log")).contains("leveldb log: plain"));
    base.compact_range(b"a", b"z").expect("compacted");
    drop(base);
    assert!(found(named("ldb")).contains("leveldb table: plain"));
}

#[test]
fn the_program_looks_at_names_and_at_what_is_new_and_repeats_no_word() {
    let folder = Folder::new();
    fs::write(folder.0.join("old"), WORD).expect("written");
    std::thread::sleep(std::time::Duration::from_millis(30));
    let since = std::time::SystemTime::now();
    std::thread::sleep(std::time::Duration::from_millis(30));
    fs::create_dir_all(folder.0.join("in/out")).expect("made");
    fs::write(folder.0.join("in").join(WORD), "named").expect("written");
    fs::write(folder.0.join("in/content"), sentence()).expect("written");
    fs::write(folder.0.join("in/out/left"), sentence()).expect("written");
    let seconds = since
        .duration_since(std::time::UNIX_EPOCH)
        .expect("after 1970")
        .as_secs_f64();
    let report = traces(&[
        "--since",
        &format!("{seconds:.6}"),
        "--root",
        &folder.0.display().to_string(),
        "--without",
        &folder.0.join("in/out").display().to_string(),
    ]);
    let hits: Vec<(String, String)> = report["hits"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|hit| {
            (
                file_name(&hit["path"]),
                hit["canary"].as_str().expect("text").to_owned(),
            )
        })
        .collect();
    let names: BTreeSet<&str> = hits.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, BTreeSet::from([WORD, "content"]));
    assert!(hits.iter().all(|(_, canary)| canary == "bird"));
    assert_eq!(report["files"], 2);
}

#[test]
fn a_file_that_was_removed_but_is_still_open_is_looked_at() {
    let folder = Folder::new();
    let path = folder.0.join("gone");
    let mut open = fs::File::create(&path).expect("made");
    open.write_all(sentence().as_bytes()).expect("written");
    fs::remove_file(&path).expect("removed");
    let report = traces(&["--since", "1", "--root", &folder.0.display().to_string()]);
    assert!(
        !report["hits"].as_array().expect("a list").is_empty(),
        "{report}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]
    #[test]
    fn what_was_never_written_is_not_found(data in prop::collection::vec(any::<u8>(), 0..4000)) {
        prop_assert_eq!(forms(&data), BTreeSet::new());
    }
}

fn traces(arguments: &[&str]) -> serde_json::Value {
    let mut child = Command::new(env!("CARGO_BIN_EXE_traces"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("starts");
    let hex: Vec<String> = WORD.bytes().map(|byte| format!("{byte:02x}")).collect();
    let mut words = child.stdin.take().expect("piped");
    writeln!(words, "bird\t{}", hex.concat()).expect("taken");
    drop(words);
    let output = child.wait_with_output().expect("ends");
    assert!(output.status.success());
    serde_json::from_slice(&output.stdout).expect("JSON")
}

fn file_name(path: &serde_json::Value) -> String {
    let path = Path::new(path.as_str().expect("text"));
    path.file_name()
        .expect("a file")
        .to_string_lossy()
        .into_owned()
}

/// A folder that goes with the test.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        let path = std::env::temp_dir().join(format!("traces-{}", uuid::Uuid::new_v4()));
        fs::create_dir(&path).expect("made");
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
