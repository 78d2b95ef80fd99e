//! A small repeatable random source, so that the same seed gives the same print everywhere.

/// `SplitMix64` (Steele, Lea, Flood 2014): good enough for pictures, never for keys.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// A source that depends on nothing but the numbers given.
    pub fn new(parts: &[u64]) -> Self {
        let mut mixed = Self(0x5eed);
        for part in parts {
            mixed.0 ^= part.wrapping_mul(0x9e37_79b9_7f4a_7c15);
            mixed.next();
        }
        mixed
    }

    /// The next 64 bits.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Evenly spread over `low..high`.
    #[allow(clippy::cast_precision_loss)] // 24 bits fit a float's mantissa
    pub fn between(&mut self, low: f32, high: f32) -> f32 {
        let unit = (self.next() >> 40) as f32 / (1_u64 << 24) as f32;
        low + (high - low) * unit
    }

    /// Evenly spread whole numbers of `low..=high`.
    pub fn whole(&mut self, low: u8, high: u8) -> u8 {
        let span = u64::from(high - low) + 1;
        low + u8::try_from(self.next() % span).unwrap_or(0)
    }
}
