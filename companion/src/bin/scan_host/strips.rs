//! Cuts what a device sends into strips of lines, which are compressed one by one.

use amtskoffer_companion::devices::scanner::sane::page::Layout;
use amtskoffer_companion::devices::scanner::sheet::SIDE_LIMIT;
use zeroize::Zeroizing;

/// Lines of a strip, the last one of a page excepted: whole rows of blocks, and few enough for the caches.
pub const STRIP_LINES: u16 = 64;
/// What a device may send beyond its last line before it counts as mad.
const SURPLUS_LIMIT: usize = 1024 * 1024;

/// Lines with 8 bits a sample.
pub type Strip = Zeroizing<Vec<u8>>;

/// The device does not stop sending.
#[derive(Debug, PartialEq, Eq)]
pub struct Endless;

/// Strips of one page.
pub struct Strips {
    layout: Layout,
    /// Lines that are still wanted.
    left: u16,
    /// A line that has begun, as sent.
    begun: Zeroizing<Vec<u8>>,
    /// A line as it comes into the strip.
    line: Zeroizing<Vec<u8>>,
    /// As long as a whole strip from the beginning: what grows leaves copies behind.
    strip: Strip,
    /// Bytes of it that are filled.
    filled: usize,
    surplus: usize,
}

impl Strips {
    /// Of a page of this layout; `empty` is room for the first strip.
    pub fn new(layout: Layout, empty: Strip) -> Self {
        Self {
            left: layout.height.unwrap_or(SIDE_LIMIT),
            begun: Zeroizing::new(Vec::with_capacity(layout.raw_line)),
            line: Zeroizing::new(Vec::with_capacity(layout.line())),
            strip: whole(empty, layout),
            filled: 0,
            surplus: 0,
            layout,
        }
    }

    /// Where the next bytes of the device go without a copy. Nothing where its lines need to be changed,
    /// nor after the last one: those bytes go by [`Self::take`].
    pub fn room(&mut self) -> Option<&mut [u8]> {
        if !self.layout.is_plain() || self.left == 0 {
            return None;
        }
        let line = self.layout.line();
        let wanted = usize::from(self.left) * line - self.filled % line;
        let end = self.strip.len().min(self.filled + wanted);
        self.strip.get_mut(self.filled..end)
    }

    /// So many bytes have come into [`Self::room`]. `empty` gives the room for the next strip when this
    /// one is full.
    pub fn came(&mut self, count: usize, empty: impl FnOnce() -> Strip) -> Option<Strip> {
        let before = self.lines();
        self.filled = self.strip.len().min(self.filled + count);
        let lines = u16::try_from(self.lines() - before).unwrap_or(u16::MAX);
        self.left = self.left.saturating_sub(lines);
        self.full(empty)
    }

    /// Takes from the front of `bytes` until a strip is full or none are left. `empty` gives the room for
    /// the next strip.
    ///
    /// # Errors
    /// [`Endless`].
    pub fn take(
        &mut self,
        bytes: &mut &[u8],
        mut empty: impl FnMut() -> Strip,
    ) -> Result<Option<Strip>, Endless> {
        while self.left > 0 && !bytes.is_empty() {
            self.take_line(bytes);
            if let Some(strip) = self.full(&mut empty) {
                return Ok(Some(strip));
            }
        }
        self.surplus += bytes.len();
        *bytes = &[];
        if self.surplus > SURPLUS_LIMIT {
            return Err(Endless);
        }
        Ok(None)
    }

    /// The last strip, if any lines are left. A line that has not come to its end is none.
    pub fn rest(mut self) -> Option<Strip> {
        let length = self.lines() * self.layout.line();
        self.strip.truncate(length);
        (length > 0).then_some(self.strip)
    }

    fn take_line(&mut self, bytes: &mut &[u8]) {
        let missing = self.layout.raw_line - self.begun.len();
        let (part, rest) = bytes.split_at(missing.min(bytes.len()));
        *bytes = rest;
        self.begun.extend_from_slice(part);
        if self.begun.len() < self.layout.raw_line {
            return;
        }
        self.line.clear();
        self.layout.normalise(&self.begun, &mut self.line);
        self.begun.clear();
        let end = self.filled + self.line.len();
        if let Some(place) = self.strip.get_mut(self.filled..end) {
            place.copy_from_slice(&self.line);
        }
        self.filled = end;
        self.left -= 1;
    }

    /// Whole lines in the strip.
    fn lines(&self) -> usize {
        self.filled / self.layout.line()
    }

    fn full(&mut self, empty: impl FnOnce() -> Strip) -> Option<Strip> {
        if self.filled < self.strip.len() {
            return None;
        }
        self.filled = 0;
        let next = whole(empty(), self.layout);
        Some(std::mem::replace(&mut self.strip, next))
    }
}

/// Room for a whole strip, made of a used one where there is one.
fn whole(empty: Strip, layout: Layout) -> Strip {
    let length = usize::from(STRIP_LINES) * layout.line();
    let mut strip = empty;
    if strip.capacity() < length {
        strip = Zeroizing::new(vec![0; length]);
    }
    strip.resize(length, 0);
    strip
}

#[cfg(test)]
mod tests {
    use super::{Endless, STRIP_LINES, SURPLUS_LIMIT, Strip, Strips};
    use amtskoffer_companion::devices::scanner::sane::page::Layout;
    use amtskoffer_companion::devices::scanner::sane::wire::Parameters;
    use proptest::prelude::*;

    fn layout(lines: i32, more: i32) -> Layout {
        Layout::of(&Parameters {
            format: 0,
            last_frame: true,
            bytes_per_line: 5 + more,
            pixels_per_line: 5,
            lines,
            depth: 8,
        })
        .unwrap()
    }

    fn all(layout: Layout, pieces: &[&[u8]]) -> Vec<Vec<u8>> {
        let (mut strips, mut found) = (Strips::new(layout, Strip::default()), Vec::new());
        for mut piece in pieces.iter().copied() {
            while let Some(strip) = strips.take(&mut piece, Strip::default).unwrap() {
                found.push(strip.to_vec());
            }
            assert!(piece.is_empty());
        }
        found.extend(strips.rest().map(|strip| strip.to_vec()));
        found
    }

    /// As [`all`], straight into the strip.
    fn all_at_once(layout: Layout, pieces: &[&[u8]]) -> Vec<Vec<u8>> {
        let (mut strips, mut found) = (Strips::new(layout, Strip::default()), Vec::new());
        for mut piece in pieces.iter().copied() {
            while let Some(room) = strips.room().filter(|_| !piece.is_empty()) {
                let (now, later) = piece.split_at(piece.len().min(room.len()));
                room[..now.len()].copy_from_slice(now);
                piece = later;
                let used = Strip::new(vec![9; 3]);
                found.extend(strips.came(now.len(), || used).map(|strip| strip.to_vec()));
            }
            assert_eq!(strips.take(&mut piece, Strip::default), Ok(None));
        }
        found.extend(strips.rest().map(|strip| strip.to_vec()));
        found
    }

    #[test]
    fn a_page_ends_where_it_was_announced_and_half_a_line_is_none() {
        let line = [1, 2, 3, 4, 5];
        assert_eq!(
            all_at_once(layout(2, 0), &[&line.repeat(3)]),
            [line.repeat(2)]
        );
        assert_eq!(all_at_once(layout(70, 0), &[&line, &line[..4]]), [line]);
        assert_eq!(all(layout(2, 0), &[&line.repeat(3)]), [line.repeat(2)]);
        assert_eq!(all(layout(9, 0), &[&line, &line[..4]]), [line]);
        assert_eq!(all(layout(-1, 0), &[&line[..4]]), Vec::<Vec<u8>>::new());
    }

    #[test]
    fn a_device_that_does_not_stop_is_noticed() {
        let mut strips = Strips::new(layout(1, 0), Strip::default());
        let flood = vec![0; SURPLUS_LIMIT];
        assert_eq!(strips.take(&mut &flood[..], Strip::default), Ok(None));
        assert_eq!(strips.take(&mut &flood[..6], Strip::default), Err(Endless));
    }

    proptest! {
        #[test]
        fn strips_are_the_lines_whatever_the_pieces(
            lines in 0..200_u8, more in 0..4_usize, piece in 1..700_usize,
        ) {
            let sent: Vec<u8> = (0..lines).flat_map(|line| vec![line; 5 + more]).collect();
            let pieces: Vec<&[u8]> = sent.chunks(piece).collect();
            let layout = layout(-1, i32::try_from(more).unwrap());
            let strips = all(layout, &pieces);
            if more == 0 {
                prop_assert_eq!(&all_at_once(layout, &pieces), &strips);
            } else {
                prop_assert!(Strips::new(layout, Strip::default()).room().is_none());
            }
            let full = usize::from(STRIP_LINES) * 5;
            let head = strips.len().saturating_sub(1);
            prop_assert!(strips[..head].iter().all(|strip| strip.len() == full));
            let expected: Vec<u8> = (0..lines).flat_map(|line| [line; 5]).collect();
            prop_assert_eq!(strips.concat(), expected);
        }
    }
}
