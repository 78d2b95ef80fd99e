//! Cards and readers: our side of PACE and secure messaging against libeac; the driver against the card
//! service, virtual reader and card emulator of Debian, and against our own ID card behind them; the whole
//! companion with a page in front.

mod chain;
mod eac_card;
mod libeac;
mod pace;
mod page;
mod readers;
mod stand_in;
