//! Cards and readers: our side of PACE and secure messaging against libeac.

mod eac_card;
mod libeac;
mod pace;
