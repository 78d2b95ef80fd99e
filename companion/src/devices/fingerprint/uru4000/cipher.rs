//! How the sensor hides its pictures on the cable: a linear feedback shift register whose bits are
//! laid over the pixels. It hides, it does not protect: the key is handed out on demand.

/// The register's bits that are added up to the next one, counted from the lowest.
const TAPS: u32 = 0x9248_144d;
/// Which bits of the register make up the byte for a pixel, lowest bit of the byte first.
const DRAWN: [u32; 8] = [4, 8, 11, 14, 18, 21, 24, 29];

/// Where the register stands.
#[derive(Clone)]
pub struct Key(u32);

impl Key {
    /// The key that the device gave back for a seed of ours.
    pub fn new(given: [u8; 4], seed: [u8; 4]) -> Self {
        Self(u32::from_le_bytes(given) ^ u32::from_le_bytes(seed))
    }

    /// Uncovers pixels in place. They lie one further on than they belong, so the last one is lost
    /// and stays black.
    pub fn uncover(&mut self, pixels: &mut [u8]) {
        let Some(last) = pixels.len().checked_sub(1) else {
            return;
        };
        for at in 0..last {
            pixels[at] = pixels[at + 1] ^ self.byte();
            self.step();
        }
        pixels[last] = 0;
        self.step();
    }

    /// Goes on by so many pixels that are not covered.
    pub fn skip(&mut self, pixels: usize) {
        for _ in 0..pixels {
            self.step();
        }
    }

    fn byte(&self) -> u8 {
        let bits = DRAWN.iter().enumerate();
        bits.fold(0, |byte, (place, bit)| {
            byte | u8::from(self.0 >> bit & 1 == 1) << place
        })
    }

    fn step(&mut self) {
        let next = (self.0 & TAPS).count_ones() & 1;
        self.0 = next << 31 | self.0 >> 1;
    }
}

#[cfg(test)]
mod tests {
    use super::{DRAWN, Key};

    #[test]
    fn seed_and_answer_together_are_the_key() {
        assert_eq!(
            Key::new([0xf2, 0x28, 0xae, 0x05], [0x24, 0x21, 0xea, 0x51]).0,
            0x5444_09d6
        );
    }

    #[test]
    fn every_drawn_bit_has_its_place_in_the_byte() {
        for (place, bit) in DRAWN.into_iter().enumerate() {
            assert_eq!(Key(1 << bit).byte(), 1 << place);
        }
        assert_eq!(Key(!0).byte(), 0xff);
        assert_eq!(Key(1 << 5).byte(), 0);
    }

    #[test]
    fn an_odd_number_of_taps_feeds_a_one() {
        let stepped = |start| {
            let mut key = Key(start);
            key.step();
            key.0
        };
        assert_eq!(stepped(1), 0x8000_0000);
        assert_eq!(stepped(0b101), 0b10);
        assert_eq!(stepped(2), 1);
    }

    #[test]
    fn pixels_move_back_by_one_and_the_key_goes_on() {
        let mut covered = Vec::new();
        let mut key = Key(0x1234_5678);
        let plain = [10, 20, 30];
        covered.push(0);
        for pixel in plain {
            covered.push(pixel ^ key.byte());
            key.step();
        }
        key.step();
        let mut other = Key(0x1234_5678);
        other.uncover(&mut covered);
        assert_eq!(covered, [10, 20, 30, 0]);
        assert_eq!(other.0, key.0);
        other.uncover(&mut []);
        assert_eq!(other.0, key.0);
        let mut skipped = Key(0x1234_5678);
        skipped.skip(4);
        assert_eq!(skipped.0, key.0);
    }
}
