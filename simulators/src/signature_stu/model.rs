//! The models that can be stood in for.

/// A model of the series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Model {
    /// Black and white, 320 × 200.
    Stu430,
    /// Colour, 800 × 480.
    Stu530,
    /// Colour, 800 × 480.
    Stu540,
}

impl Model {
    /// The model of a number like `540`.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "430" => Some(Self::Stu430),
            "530" => Some(Self::Stu530),
            "540" => Some(Self::Stu540),
            _ => None,
        }
    }

    pub(super) fn product_id(self) -> u16 {
        match self {
            Self::Stu430 => 0xa4,
            Self::Stu530 => 0xa5,
            Self::Stu540 => 0xa8,
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Stu430 => "STU-430",
            Self::Stu530 => "STU-530",
            Self::Stu540 => "STU-540",
        }
    }

    /// Width and height of the screen in pixels.
    pub(super) fn screen(self) -> (u16, u16) {
        match self {
            Self::Stu430 => (320, 200),
            Self::Stu530 | Self::Stu540 => (800, 480),
        }
    }

    /// Largest place of the pen to the right and down.
    pub(super) fn surface(self) -> (u16, u16) {
        match self {
            Self::Stu430 => (9600, 6000),
            Self::Stu530 | Self::Stu540 => (10800, 6480),
        }
    }

    /// Bits of the encodings: 2 black and white, 4 for 16 bit, 8 for 24 bit.
    pub(super) fn encodings(self) -> u8 {
        match self {
            Self::Stu430 => 2,
            Self::Stu530 | Self::Stu540 => 2 | 4 | 8,
        }
    }
}
