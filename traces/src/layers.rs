//! What lies packed in a file. A stream that is cut off or broken gives what can be read of it.

mod deflate;
mod leveldb;
mod snappy;

use std::io::Read;

/// Most bytes that one stream is unpacked to.
const MOST: usize = 16 << 20;

/// Largest file in which packed streams without any mark are looked for at every place.
const GUESSED: usize = 64 << 10;

/// Most bytes that one of these is unpacked to.
const MOST_GUESSED: usize = 256 << 10;

/// Places near the begin at which a Brotli stream is looked for.
const BROTLI_PLACES: usize = 64;

/// Fewer bytes than that are no stream, and hold no word.
const LEAST: usize = 8;

const GZIP: &[u8] = &[0x1f, 0x8b, 8];
const ZSTD: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];

/// An entry of Chromium's cache: this, version, length and hash of its key, padding, key, content.
const CACHE_ENTRY: &[u8] = &[0x30, 0x5c, 0x72, 0xa7, 0x1b, 0x6d, 0xfb, 0xfc];
const CACHE_HEAD: usize = 24;

/// Gives what lies packed in `data`, each with the name of its form. With `guess` streams without a
/// mark are looked for everywhere in a small file, too.
pub fn unpack(data: &[u8], guess: bool, see: &mut dyn FnMut(&'static str, &[u8])) {
    let mut inflate = deflate::Inflate::new(MOST);
    for at in places(data, GZIP) {
        see("gzip", inflate.gzip(&data[at..]));
    }
    for at in deflate::zlib_places(data) {
        see("zlib", inflate.zlib(&data[at..]));
    }
    for at in places(data, ZSTD) {
        see("zstd", &zstd(&data[at..]));
    }
    for (name, content) in leveldb::contents(data) {
        see(name, &content);
    }
    let cached = cached(data).into_iter();
    let near = 0..if guess {
        BROTLI_PLACES.min(data.len())
    } else {
        0
    };
    for at in near.chain(cached) {
        see("brotli", &brotli(&data[at..]));
    }
    if !guess || data.len() > GUESSED {
        return;
    }
    let mut inflate = deflate::Inflate::new(MOST_GUESSED);
    for at in 0..data.len().saturating_sub(LEAST) {
        let rest = &data[at..];
        see("deflate", inflate.raw(rest));
        see("snappy", &snappy::unpack(rest, MOST_GUESSED));
    }
}

/// Where the content of an entry of a browser's cache begins.
fn cached(data: &[u8]) -> Option<usize> {
    let length = data.strip_prefix(CACHE_ENTRY)?.get(4..8)?;
    let length = u32::from_le_bytes(length.try_into().ok()?);
    let begin = CACHE_HEAD.checked_add(usize::try_from(length).ok()?)?;
    (begin < data.len()).then_some(begin)
}

fn places<'a>(data: &'a [u8], mark: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    let first = mark[0];
    data.iter()
        .enumerate()
        .filter(move |(at, byte)| **byte == first && data[*at..].starts_with(mark))
        .map(|(at, _)| at)
}

fn zstd(data: &[u8]) -> Vec<u8> {
    ruzstd::decoding::StreamingDecoder::new(data).map_or_else(|_| Vec::new(), as_far_as_possible)
}

fn brotli(data: &[u8]) -> Vec<u8> {
    as_far_as_possible(brotli_decompressor::Decompressor::new(data, 4096))
}

fn as_far_as_possible(stream: impl Read) -> Vec<u8> {
    let mut unpacked = Vec::new();
    // An error ends the stream; what came before it stays.
    let _ = stream.take(MOST as u64).read_to_end(&mut unpacked);
    unpacked
}

#[cfg(test)]
mod tests {
    use super::unpack;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn any_bytes_can_be_unpacked(data in prop::collection::vec(any::<u8>(), 0..300)) {
            unpack(&data, true, &mut |_, _| ());
        }
    }
}
