//! Simple certificate of residence (Meldebescheinigung), § 18 Absatz 1 BMG. The law lists its items
//! exhaustively, so the struct has no room for any other.

use std::num::NonZeroU16;

use jiff::civil::Date;

use super::flow::{Align, Flow, Run, Style};
use super::fonts::Fonts;
use super::letterhead::{Authentication, Letterhead};
use super::tables::{Fact, Table, columns};
use super::texts::{self, certificate as text};
use super::writer::About;
use super::{DocumentError, day, euros};

/// All that the simple certificate may say.
#[derive(Clone, Debug)]
pub struct ResidenceCertificate {
    /// Who issues it.
    pub letterhead: Letterhead,
    /// File number (Aktenzeichen).
    pub file_number: String,
    /// Day of issue, which is the day of the data.
    pub issued_on: Date,
    /// Place of issue.
    pub place: String,
    /// Family name as § 3 Absatz 1 Nr. 1 BMG has it.
    pub family_name: String,
    /// All given names in the register's order.
    pub given_names: Vec<GivenName>,
    /// Doctorate, if the register has one.
    pub doctorate: Option<String>,
    /// Day of birth as the register has it, `TT.MM.JJJJ`; unknown parts are `00`.
    pub born: String,
    /// Current dwellings.
    pub dwellings: Vec<Dwelling>,
    /// What it costs.
    pub fee: FeeNote,
    /// How it is made authentic.
    pub authentication: Authentication,
}

/// One given name.
#[derive(Clone, Debug)]
pub struct GivenName {
    /// The name.
    pub name: String,
    /// Whether the register marks it as usual (gebräuchlich).
    pub usual: bool,
}

/// One current dwelling.
#[derive(Clone, Debug)]
pub struct Dwelling {
    /// Street and number, postcode and place, in one line.
    pub address: String,
    /// What kind it is.
    pub kind: DwellingKind,
}

/// § 21 BMG.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DwellingKind {
    /// The only one (alleinige Wohnung).
    Only,
    /// The main one of several.
    Main,
    /// A further one.
    Secondary,
}

/// What a certificate costs; legal bases as the town's table has them.
#[derive(Clone, Debug)]
pub enum FeeNote {
    /// A fee.
    Charged {
        /// In cents.
        cents: u32,
        /// The fee table's item.
        basis: String,
    },
    /// No fee.
    Free {
        /// Why.
        basis: String,
    },
}

impl ResidenceCertificate {
    /// The certificate as PDF/A-2a and PDF/UA-1.
    ///
    /// # Errors
    /// [`DocumentError::MissingGlyph`], [`DocumentError::TooLong`], [`DocumentError::NotConforming`],
    /// [`DocumentError::NotWritten`].
    pub fn to_pdf(&self, fonts: &Fonts) -> Result<Vec<u8>, DocumentError> {
        let mut flow = Flow::new(fonts);
        flow.letterhead(&self.letterhead)?;
        flow.references(&[
            (texts::FILE_NUMBER, self.file_number.clone()),
            (texts::ISSUED_ON, day(self.issued_on)),
        ])?;
        flow.heading(NonZeroU16::MIN, text::TITLE)?;
        flow.paragraph(&[Style::BODY.run(text::BASIS)])?;
        flow.gap(3.0);
        flow.paragraph(&[Style::BODY.run(text::as_registered(&day(self.issued_on)))])?;
        flow.gap(2.0);
        flow.heading(LEVEL_2, text::PERSON)?;
        flow.facts(&self.person())?;
        flow.heading(LEVEL_2, text::DWELLINGS)?;
        flow.table(&self.addresses())?;
        flow.paragraph(&[Style::BODY.run(text::NOTHING_MORE)])?;
        flow.paragraph(&[Style::BODY.run(self.fee_line())])?;
        flow.closing(&self.place, self.issued_on, &self.authentication)?;
        flow.footers(&format!("{} · {}", text::TITLE, self.letterhead.authority))?;
        let authority = self.letterhead.authority.clone();
        flow.into_pdf(About {
            title: text::TITLE.into(),
            authority,
            date: self.issued_on,
        })
    }

    fn person(&self) -> Vec<Fact> {
        let mut facts = vec![
            Fact::plain(texts::FAMILY_NAME, &self.family_name),
            Fact {
                label: texts::GIVEN_NAMES.into(),
                value: self.names(),
            },
        ];
        if let Some(doctorate) = &self.doctorate {
            facts.push(Fact::plain(texts::DOCTORATE, doctorate));
        }
        facts.push(Fact::plain(texts::BORN, &self.born));
        facts
    }

    /// The usual names are underlined and, for those who do not see lines, named once more.
    fn names(&self) -> Vec<Vec<Run>> {
        let mut names = Vec::new();
        for given in &self.given_names {
            if !names.is_empty() {
                names.push(Style::BODY.run(" "));
            }
            let style = if given.usual {
                Style::BODY.underlined()
            } else {
                Style::BODY
            };
            names.push(style.run(&given.name));
        }
        let usual = self.given_names.iter().filter(|given| given.usual);
        let usual: Vec<&str> = usual.map(|given| given.name.as_str()).collect();
        if usual.is_empty() {
            return vec![names];
        }
        let in_words = text::usual_name(&usual.join(" "), usual.len() > 1);
        vec![names, vec![Style::LABEL.run(in_words)]]
    }

    fn addresses(&self) -> Table {
        let rows = self.dwellings.iter().map(|dwelling| {
            let kind = match dwelling.kind {
                DwellingKind::Only => text::ONLY,
                DwellingKind::Main => text::MAIN,
                DwellingKind::Secondary => text::SECONDARY,
            };
            vec![Style::BODY.run(&dwelling.address), Style::BODY.run(kind)]
        });
        Table {
            columns: columns(&[(70.0, Align::Left), (30.0, Align::Left)]),
            head: vec![text::ADDRESS.into(), text::DWELLING.into()],
            rows: rows.collect(),
            sum: Vec::new(),
        }
    }

    fn fee_line(&self) -> String {
        match &self.fee {
            FeeNote::Charged { cents, basis } => text::charged(&euros(u64::from(*cents)), basis),
            FeeNote::Free { basis } => text::free(basis),
        }
    }
}

/// Sections below the title.
pub(super) const LEVEL_2: NonZeroU16 = NonZeroU16::MIN.saturating_add(1);
