//! TurboJPEG (libjpeg-turbo's own interface, the part that versions 2 and 3 share) in safe clothes.
#![allow(unsafe_code, reason = "a C library; called in this file only")]

use std::ffi::{c_int, c_uchar, c_ulong, c_void};
use std::io;

use zeroize::Zeroizing;

/// Pixels that are to become a JPEG: red, green and blue, or grey, line by line.
#[derive(Clone, Copy)]
pub struct Pixels<'a> {
    /// Exactly as many as the other numbers say.
    pub bytes: &'a [u8],
    /// Pixels of a line.
    pub width: usize,
    /// Samples of a pixel, 3 or 1.
    pub channels: usize,
}

/// Makes JPEGs, one after another.
pub struct Compressor {
    handle: *mut c_void,
    room: Zeroizing<Vec<u8>>,
}

// SAFETY: the library keeps nothing of a handle in its thread.
unsafe impl Send for Compressor {}

impl Compressor {
    /// A compressor.
    ///
    /// # Errors
    /// When there is no memory for it.
    pub fn new() -> io::Result<Self> {
        // SAFETY: takes nothing, gives a handle or null.
        let handle = unsafe { tjInitCompress() };
        if handle.is_null() {
            return Err(io::ErrorKind::OutOfMemory.into());
        }
        Ok(Self {
            handle,
            room: Zeroizing::new(Vec::new()),
        })
    }

    /// The pixels as baseline JPEG with the usual tables and colours for two by two pixels; the bytes are
    /// overwritten by the next picture.
    ///
    /// # Errors
    /// `InvalidInput` for sizes that do not fit; what else the library refuses.
    pub fn compress(&mut self, pixels: Pixels<'_>, quality: u8) -> io::Result<&[u8]> {
        let line = pixels.width * pixels.channels;
        let lines = pixels.bytes.len().checked_div(line).unwrap_or(0);
        if lines == 0 || lines * line != pixels.bytes.len() {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        let (format, sampling) = match pixels.channels {
            1 => (GREY, SAMPLING_GREY),
            3 => (RGB, SAMPLING_QUARTER),
            _ => return Err(io::ErrorKind::InvalidInput.into()),
        };
        let side = |size: usize| c_int::try_from(size).map_err(|_| io::ErrorKind::InvalidInput);
        let (width, height, pitch) = (side(pixels.width)?, side(lines)?, side(line)?);
        // SAFETY: plain numbers; answers the largest number for sizes that it does not take.
        let most = unsafe { tjBufSize(width, height, sampling) };
        if most == c_ulong::MAX {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        let most = usize::try_from(most).map_err(|_| io::ErrorKind::InvalidInput)?;
        if self.room.len() < most {
            self.room = Zeroizing::new(vec![0; most]);
        }
        let mut place = self.room.as_mut_ptr();
        let mut length =
            c_ulong::try_from(self.room.len()).map_err(|_| io::ErrorKind::InvalidInput)?;
        // SAFETY: the handle is open; the source has `height` lines of `pitch` bytes; the room has the
        // size that the library itself names as enough, and NO_NEW_ROOM makes it write nowhere else.
        let code = unsafe {
            tjCompress2(
                self.handle,
                pixels.bytes.as_ptr(),
                width,
                pitch,
                height,
                format,
                &raw mut place,
                &raw mut length,
                sampling,
                quality.into(),
                NO_NEW_ROOM | EXACT,
            )
        };
        let length = usize::try_from(length).map_err(|_| io::ErrorKind::InvalidData)?;
        if code == 0 {
            let written = self.room.get(..length);
            written.ok_or_else(|| io::ErrorKind::InvalidData.into())
        } else {
            Err(io::Error::other("libjpeg-turbo refuses the picture"))
        }
    }
}

impl Drop for Compressor {
    fn drop(&mut self) {
        // SAFETY: the handle is open and used no more.
        unsafe { tjDestroy(self.handle) };
    }
}

const RGB: c_int = 0;
const GREY: c_int = 6;
const SAMPLING_QUARTER: c_int = 2;
const SAMPLING_GREY: c_int = 3;
const NO_NEW_ROOM: c_int = 1024;
const EXACT: c_int = 4096;

#[link(name = "turbojpeg")]
unsafe extern "C" {
    fn tjInitCompress() -> *mut c_void;
    fn tjBufSize(width: c_int, height: c_int, sampling: c_int) -> c_ulong;
    #[allow(clippy::too_many_arguments, reason = "the library's")]
    fn tjCompress2(
        handle: *mut c_void,
        source: *const c_uchar,
        width: c_int,
        pitch: c_int,
        height: c_int,
        format: c_int,
        place: *mut *mut c_uchar,
        length: *mut c_ulong,
        sampling: c_int,
        quality: c_int,
        flags: c_int,
    ) -> c_int;
    fn tjDestroy(handle: *mut c_void) -> c_int;
}

#[cfg(test)]
mod tests {
    use super::{Compressor, Pixels};
    use amtskoffer_companion::captures::picture::Picture;

    #[test]
    fn colours_stay_where_they_are() {
        let (red, blue) = ([200, 10, 10], [10, 10, 200]);
        let line = [red.repeat(16), blue.repeat(16)].concat();
        let pixels = Pixels {
            bytes: &line.repeat(24),
            width: 32,
            channels: 3,
        };
        let mut compressor = Compressor::new().unwrap();
        let jpeg = compressor.compress(pixels, 90).unwrap();
        let picture = Picture::decode(jpeg).unwrap();
        assert_eq!((picture.width, picture.height), (32, 24));
        let near = |at: usize, to: [u8; 3]| {
            let seen = &picture.rgb[at * 3..at * 3 + 3];
            seen.iter().zip(to).all(|(a, b)| a.abs_diff(b) < 12)
        };
        assert!(near(0, red) && near(32 * 23, red) && near(31, blue));
    }

    #[test]
    fn sizes_that_do_not_fit_are_refused() {
        let mut compressor = Compressor::new().unwrap();
        for (bytes, width, channels) in [
            (&[0; 0][..], 4, 1),
            (&[0; 7], 4, 1),
            (&[0; 8], 0, 1),
            (&[0; 8], 4, 2),
            (&[0; 70_000], 70_000, 1),
        ] {
            let pixels = Pixels {
                bytes,
                width,
                channels,
            };
            assert!(compressor.compress(pixels, 80).is_err(), "{width}");
        }
    }
}
