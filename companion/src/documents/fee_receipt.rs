//! Receipt over fees (Gebührenquittung).

use std::num::NonZeroU16;

use jiff::civil::DateTime;

use super::flow::{Align, Flow, Run, Style};
use super::fonts::Fonts;
use super::letterhead::Letterhead;
use super::residence_certificate::LEVEL_2;
use super::tables::{Fact, Table, columns};
use super::texts::{self, receipt as text};
use super::writer::About;
use super::{DocumentError, day, euros};

/// One payment.
#[derive(Clone, Debug)]
pub struct FeeReceipt {
    /// Who received it.
    pub letterhead: Letterhead,
    /// From the number block of the suitcase.
    pub number: String,
    /// Local time of the payment.
    pub paid_at: DateTime,
    /// Where it was paid, e.g. `Pflegeheim Am Moor, Fleckenmoor`.
    pub place: String,
    /// Who paid.
    pub payer: String,
    /// What was paid for.
    pub items: Vec<FeeItem>,
    /// How it was paid.
    pub payment: Payment,
    /// Who received it, by the name or number that the authority shows to citizens.
    pub clerk: String,
    /// Whether this is a further copy of a receipt that has been handed out.
    pub duplicate: bool,
}

/// One service.
#[derive(Clone, Debug)]
pub struct FeeItem {
    /// The service, e.g. `Personalausweis (ab 24 Jahren)`.
    pub service: String,
    /// The fee's legal source.
    pub legal_basis: String,
    /// In cents; 0 for a waived one.
    pub cents: u32,
    /// For a waived fee the code of the reason, never the reason itself.
    pub waiver_code: Option<String>,
}

/// How it was paid.
#[derive(Clone, Debug)]
pub enum Payment {
    /// In cash.
    Cash {
        /// What was handed over, in cents.
        given_cents: u32,
    },
    /// By card.
    Card {
        /// The terminal's own receipt, line by line.
        terminal_lines: Vec<String>,
    },
}

impl FeeReceipt {
    /// The sum of all items in cents.
    pub fn sum(&self) -> u64 {
        self.items.iter().map(|item| u64::from(item.cents)).sum()
    }

    /// The receipt as PDF/A-2a and PDF/UA-1.
    ///
    /// # Errors
    /// [`DocumentError::CashTooLittle`], [`DocumentError::MissingGlyph`], [`DocumentError::TooLong`],
    /// [`DocumentError::NotConforming`], [`DocumentError::NotWritten`].
    pub fn to_pdf(&self, fonts: &Fonts) -> Result<Vec<u8>, DocumentError> {
        let date = self.paid_at.date();
        let time = text::at(&day(date), self.paid_at.hour(), self.paid_at.minute());
        let payment = self.payment_facts()?;
        let mut flow = Flow::new(fonts);
        flow.letterhead(&self.letterhead)?;
        flow.references(&[
            (text::NUMBER, self.number.clone()),
            (text::PAID_ON, time),
            (texts::CLERK, self.clerk.clone()),
        ])?;
        flow.heading(NonZeroU16::MIN, text::TITLE)?;
        if self.duplicate {
            flow.paragraph(&[Style::BODY.bold().run(text::DUPLICATE)])?;
        }
        flow.gap(2.0);
        flow.facts(&[
            Fact::plain(text::PAYER, &self.payer),
            Fact::plain(text::PLACE, &self.place),
        ])?;
        flow.heading(LEVEL_2, text::SERVICES)?;
        flow.table(&self.services())?;
        flow.heading(LEVEL_2, text::PAYMENT)?;
        flow.facts(&payment)?;
        if let Payment::Card { terminal_lines } = &self.payment {
            flow.heading(LEVEL_2, text::TERMINAL)?;
            for line in terminal_lines {
                flow.paragraph(&[Style::SMALL.run(line)])?;
            }
        }
        flow.paragraph(&[Style::BODY.run(text::RECEIVED)])?;
        flow.signature(
            &format!("{} ({})", texts::CLERK_SIGNATURE, self.clerk),
            Some(texts::SEAL),
        )?;
        flow.footers(&format!(
            "{} {} · {}",
            text::TITLE,
            self.number,
            self.letterhead.authority
        ))?;
        let authority = self.letterhead.authority.clone();
        flow.into_pdf(About {
            title: text::TITLE.into(),
            authority,
            date,
        })
    }

    fn services(&self) -> Table {
        let rows = self.items.iter().map(|item| {
            let service = match &item.waiver_code {
                Some(code) => format!("{} – {}", item.service, text::waived(code)),
                None => item.service.clone(),
            };
            let amount = euros(u64::from(item.cents));
            [service, item.legal_basis.clone(), amount]
                .map(|cell| Style::BODY.run(cell))
                .into()
        });
        let sum: [Run; 3] = [text::SUM.to_owned(), "\u{a0}".into(), euros(self.sum())]
            .map(|cell| Style::BODY.bold().run(cell));
        Table {
            columns: columns(&[
                (50.0, Align::Left),
                (30.0, Align::Left),
                (20.0, Align::Right),
            ]),
            head: vec![
                text::SERVICE.into(),
                text::BASIS.into(),
                text::AMOUNT.into(),
            ],
            rows: rows.collect(),
            sum: sum.into(),
        }
    }

    fn payment_facts(&self) -> Result<Vec<Fact>, DocumentError> {
        let Payment::Cash { given_cents } = self.payment else {
            return Ok(vec![Fact::plain(text::WAY, text::CARD)]);
        };
        let given = u64::from(given_cents);
        let change = given
            .checked_sub(self.sum())
            .ok_or(DocumentError::CashTooLittle)?;
        Ok(vec![
            Fact::plain(text::WAY, text::CASH),
            Fact::plain(text::GIVEN, euros(given)),
            Fact::plain(text::CHANGE, euros(change)),
        ])
    }
}
