//! The receipts that the terminal prints, in code page 437.

use super::ledger::{Line, What};
use super::words::TERMINAL;

/// Width of the paper.
const WIDTH: usize = 40;

/// The receipt for the person who paid.
pub fn customer(line: &Line) -> Vec<Vec<u8>> {
    transaction("** Kundenbeleg **", line)
}

/// The receipt for the office.
pub fn merchant(line: &Line) -> Vec<Vec<u8>> {
    transaction("** H\u{84}ndlerbeleg **", line)
}

/// The receipt of a closed day.
pub fn closing(line: &Line, count: usize) -> Vec<Vec<u8>> {
    vec![
        centred("** Kassenschnitt **"),
        pair("Terminal-ID", TERMINAL),
        pair("TA-Nr.", &format!("{:06}", line.trace)),
        pair("Buchungen", &count.to_string()),
        pair("Summe EUR", &euros(line.cents)),
        centred("Kassenschnitt erfolgt"),
    ]
}

fn transaction(title: &str, line: &Line) -> Vec<Vec<u8>> {
    let what = match line.what {
        What::Reversal => "Storno girocard",
        _ => "Kartenzahlung girocard",
    };
    let end = if line.approved {
        "Zahlung erfolgt"
    } else {
        "Vorgang abgelehnt"
    };
    vec![
        centred(title),
        centred(what),
        Vec::new(),
        pair("22.11.2026", "10:15:30"),
        pair("Terminal-ID", TERMINAL),
        pair("TA-Nr.", &format!("{:06}", line.trace)),
        pair("Beleg-Nr.", &format!("{:04}", line.receipt)),
        pair("Karten-Nr.", "############8074"),
        pair("Betrag EUR", &euros(line.cents)),
        Vec::new(),
        centred(end),
    ]
}

fn euros(cents: u64) -> String {
    format!("{},{:02}", cents / 100, cents % 100)
}

fn pair(left: &str, right: &str) -> Vec<u8> {
    let gap = WIDTH.saturating_sub(left.len() + right.len());
    bytes(&format!("{left}{:gap$}{right}", ""))
}

fn centred(text: &str) -> Vec<u8> {
    bytes(&format!("{text:^WIDTH$}"))
}

/// Letters above 0x7f are already those of the code page.
fn bytes(text: &str) -> Vec<u8> {
    text.chars().map(|letter| letter as u8).collect()
}
