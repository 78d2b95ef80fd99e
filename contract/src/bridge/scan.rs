//! Documents on paper.
//!
//! A run of the scanner goes on whatever becomes of the page: it is asked for with a request, told by
//! [`super::Event::Scan`], and found again with [`ScanRequest::Look`]. Each page is in the case as soon as
//! it is whole, told by [`super::Event::Case`]; what went wrong after it takes nothing away.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{DeviceCause, Failure, Handle};

/// What the page may ask for here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "scan", rename_all = "snake_case", deny_unknown_fields)]
pub enum ScanRequest {
    /// What the scanner can do, and the run under way. Reply: [`super::Reply::Scanner`].
    Look,
    /// Begins a run. Reply: [`super::Reply::Done`]; then [`super::Event::Scan`].
    Begin {
        /// Which case.
        case: Uuid,
        /// Where the pages go.
        target: ScanTarget,
        /// How.
        settings: ScanSettings,
    },
    /// Ends the run under way; pages that are whole stay. Reply: [`super::Reply::Done`].
    Cancel,
    /// Takes a page out; a document without pages is gone. Reply: [`super::Reply::Case`].
    DropPage {
        /// Which case.
        case: Uuid,
        /// The page's preview.
        page: Handle,
    },
    /// Takes a whole document out. Reply: [`super::Reply::Case`].
    DropDocument {
        /// Which case.
        case: Uuid,
        /// Number of the document.
        document: u32,
    },
}

/// Where the pages of a run go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "target", rename_all = "snake_case", deny_unknown_fields)]
pub enum ScanTarget {
    /// Into a new document.
    New {
        /// Key of the kind of paper.
        kind: String,
    },
    /// Behind the pages of a document.
    Append {
        /// Number of the document.
        document: u32,
    },
    /// The first page takes the place of another; further ones are not scanned.
    Replace {
        /// The other page's preview.
        page: Handle,
    },
}

/// How paper is scanned. The area is always A4, or what the scanner has of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScanSettings {
    /// Where the paper lies.
    pub source: ScanSource,
    /// Colours or grey.
    pub colours: ScanColours,
    /// How fine.
    pub resolution: ScanResolution,
}

/// Where the paper lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScanSource {
    /// On the glass: one page.
    Flatbed,
    /// In the feeder, fronts only.
    Feeder,
    /// In the feeder, both sides.
    FeederDuplex,
}

impl ScanSource {
    /// All of them, the simplest first.
    pub const ALL: [Self; 3] = [Self::Flatbed, Self::Feeder, Self::FeederDuplex];
}

/// Colours or grey.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScanColours {
    /// Red, green and blue.
    Colour,
    /// Grey.
    Grey,
}

impl ScanColours {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Colour, Self::Grey];
}

/// How fine, in dots per inch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScanResolution {
    /// 300 dpi: enough for text.
    Dpi300,
    /// 600 dpi: for small print and stamps.
    Dpi600,
}

impl ScanResolution {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Dpi300, Self::Dpi600];

    /// As a number.
    pub fn dpi(self) -> u16 {
        match self {
            Self::Dpi300 => 300,
            Self::Dpi600 => 600,
        }
    }
}

/// What a scanner can do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScanAbilities {
    /// Where paper may lie.
    pub sources: Vec<ScanSource>,
    /// Which colours it knows.
    pub colours: Vec<ScanColours>,
    /// Which resolutions it has.
    pub resolutions: Vec<ScanResolution>,
}

/// The scanner and its run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScannerView {
    /// What it can do; absent while it cannot be asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub abilities: Option<ScanAbilities>,
    /// Why it cannot be asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trouble: Option<DeviceCause>,
    /// The run under way, or the last one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub run: Option<ScanRun>,
}

/// A run of the scanner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScanRun {
    /// For which case.
    pub case: Uuid,
    /// Pages of this run that are in the case.
    pub pages: u32,
    /// Where it stands.
    pub stage: ScanStage,
}

/// Where a run stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScanStage {
    /// The scanner is set up, or between two pages.
    Waiting,
    /// A page comes.
    Page {
        /// How much of it is there, if the scanner knows how long it will be.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        percent: Option<u8>,
    },
    /// All pages are there.
    Done,
    /// It ended too early.
    Failed {
        /// Why.
        failure: Failure,
    },
}

impl ScanStage {
    /// Whether nothing more will happen.
    pub fn is_final(&self) -> bool {
        matches!(self, Self::Done | Self::Failed { .. })
    }
}

/// A scanned document of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScannedDocumentView {
    /// Its number within the case, never used twice.
    pub document: u32,
    /// Key of the kind of paper.
    pub kind: String,
    /// Its pages, each by its preview.
    pub pages: Vec<Handle>,
}
