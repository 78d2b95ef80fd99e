//! Makes new inputs of old ones. Always the same ones, so that a failure can be seen again.

/// Longest input that is made.
const LONGEST: usize = 64 * 1024;

/// Makes inputs.
pub struct Mutator<'a> {
    corpus: &'a [Vec<u8>],
    state: u64,
}

impl<'a> Mutator<'a> {
    /// Mutates these.
    pub fn new(corpus: &'a [Vec<u8>]) -> Self {
        Self {
            corpus,
            state: 0x9e37_79b9_7f4a_7c15,
        }
    }

    /// The next input: one of the corpus with one to six changes.
    pub fn next_input(&mut self) -> Vec<u8> {
        let which = self.below(self.corpus.len());
        let mut input = self.corpus[which].clone();
        for _ in 0..=self.below(6) {
            self.change(&mut input);
        }
        input.truncate(LONGEST);
        input
    }

    fn change(&mut self, input: &mut Vec<u8>) {
        let at = self.below(input.len() + 1);
        match self.below(7) {
            0 => input.truncate(at),
            1 => input.insert(at, self.byte()),
            2 if at < input.len() => input[at] ^= 1 << self.below(8),
            3 if at < input.len() => input[at] = [0, 1, 0x7f, 0x80, 0xff][self.below(5)],
            4 if at < input.len() => {
                input.remove(at);
            }
            5 => {
                let end = (at + self.below(32)).min(input.len());
                let piece = input[at..end].to_vec();
                input.splice(at..at, piece.repeat(1 + self.below(3)));
            }
            _ => {
                let other = self.below(self.corpus.len());
                let from = self.below(self.corpus[other].len() + 1);
                input.truncate(at);
                input.extend_from_slice(&self.corpus[other][from..]);
            }
        }
    }

    fn byte(&mut self) -> u8 {
        self.next().to_le_bytes()[3]
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() >> 33).unwrap_or(0) % bound.max(1)
    }

    fn next(&mut self) -> u64 {
        self.state = self
            .state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        self.state
    }
}
