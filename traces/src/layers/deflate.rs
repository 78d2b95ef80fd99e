//! Deflate (RFC 1951), bare, in zlib (RFC 1950) and in gzip (RFC 1952). Check sums do not matter here.

use miniz_oxide::inflate::core::inflate_flags::{
    TINFL_FLAG_IGNORE_ADLER32, TINFL_FLAG_PARSE_ZLIB_HEADER,
    TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF,
};
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};

/// One inflater for many tries.
pub struct Inflate {
    state: Box<DecompressorOxide>,
    out: Vec<u8>,
}

impl Inflate {
    /// Unpacks to at most so many bytes.
    pub fn new(most: usize) -> Self {
        Self {
            state: Box::default(),
            out: vec![0; most],
        }
    }

    /// A stream without a head.
    pub fn raw(&mut self, data: &[u8]) -> &[u8] {
        self.run(data, 0)
    }

    /// A stream with zlib's head.
    pub fn zlib(&mut self, data: &[u8]) -> &[u8] {
        self.run(data, TINFL_FLAG_PARSE_ZLIB_HEADER)
    }

    /// A stream with gzip's head.
    pub fn gzip(&mut self, data: &[u8]) -> &[u8] {
        match behind_head(data) {
            Some(rest) => self.run(rest, 0),
            None => &[],
        }
    }

    fn run(&mut self, data: &[u8], flags: u32) -> &[u8] {
        self.state.init();
        let flags = flags | TINFL_FLAG_IGNORE_ADLER32 | TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
        let (_, _, written) = decompress(&mut self.state, data, &mut self.out, 0, flags);
        &self.out[..written]
    }
}

/// Where a zlib stream may begin.
pub fn zlib_places(data: &[u8]) -> impl Iterator<Item = usize> + '_ {
    let is_head = |pair: &[u8]| {
        let [method, flags] = [pair[0], pair[1]].map(u32::from);
        method & 0x0f == 8
            && method >> 4 <= 7
            && flags & 0x20 == 0
            && (method * 256 + flags) % 31 == 0
    };
    let pairs = data.windows(2).enumerate();
    pairs
        .filter(move |(_, pair)| is_head(pair))
        .map(|(at, _)| at)
}

/// RFC 1952, 2.3: ten bytes, then what the flags say.
fn behind_head(data: &[u8]) -> Option<&[u8]> {
    let flags = *data.get(3)?;
    let mut rest = data.get(10..)?;
    if flags & 4 != 0 {
        let length = usize::from(u16::from_le_bytes([*rest.first()?, *rest.get(1)?]));
        rest = rest.get(2 + length..)?;
    }
    for text in [8, 16] {
        if flags & text != 0 {
            let end = rest.iter().position(|byte| *byte == 0)?;
            rest = &rest[end + 1..];
        }
    }
    if flags & 2 != 0 {
        rest = rest.get(2..)?;
    }
    Some(rest)
}
