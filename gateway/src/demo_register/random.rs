//! Random numbers that are the same everywhere and for ever (`SplitMix64`).

/// A stream of numbers from a seed.
#[derive(Clone, Debug)]
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        Self(mix(seed))
    }

    /// A number below a bound; 0 for a bound of 0.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        let bound = bound as u64;
        usize::try_from(self.next().checked_rem(bound).unwrap_or(0)).unwrap_or(0)
    }

    /// A number of a range, both ends included.
    pub(super) fn between(&mut self, from: i16, to: i16) -> i16 {
        let span = usize::try_from(to - from).unwrap_or(0) + 1;
        from + i16::try_from(self.below(span)).unwrap_or(0)
    }

    /// True so many times in a thousand.
    pub(super) fn chance(&mut self, in_thousand: usize) -> bool {
        self.below(1000) < in_thousand
    }

    /// One of these.
    pub(super) fn pick<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> &'a T {
        all[self.below(all.len())]
    }

    /// One of these, the first ones more often: as names are spread in a town.
    pub(super) fn pick_early<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> &'a T {
        let (one, other) = (self.below(all.len()), self.below(all.len()));
        all[one.min(other)]
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(GOLDEN);
        mix(self.0)
    }
}

const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// A bijection that scatters neighbouring numbers.
pub(super) fn mix(number: u64) -> u64 {
    let number = number.wrapping_add(GOLDEN);
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}
