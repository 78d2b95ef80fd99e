//! Everything that this printer can report of itself, and what the clerk is told of it.

use amtskoffer_companion::devices::Device;
use amtskoffer_companion::devices::printer::{JobState, PrintOptions, Printer};
use amtskoffer_contract::bridge::DeviceCause;
use amtskoffer_domain::device::Seen;

use super::peer::Peer;
use super::{document, to_the_end};

/// A4 in both trays.
const FILLED: &str = "/media?size1=iso_a4_210x297mm&type1=stationery&level1=250\
                      &size3=iso_a4_210x297mm&type3=stationery&level3=25";

/// Says what the test has left for it, as a printer's own program does.
const TELLS: &str = "cat \"$HOME/state\" >&2";

#[tokio::test]
async fn every_keyword_of_the_printers_program_is_told_in_words_and_taken_back() {
    let peer = Peer::running(TELLS);
    peer.set(FILLED).await;
    for (keyword, expected) in [
        ("cover-open", Seen::Warns(DeviceCause::CoverOpen)),
        ("media-jam", Seen::Warns(DeviceCause::PaperJam)),
        ("toner-low", Seen::Warns(DeviceCause::TonerLow)),
        ("toner-empty", Seen::Warns(DeviceCause::TonerEmpty)),
        ("marker-supply-low", Seen::Warns(DeviceCause::TonerLow)),
        ("marker-supply-empty", Seen::Warns(DeviceCause::TonerEmpty)),
        // It has A4 in the other tray. (With `media-empty` it begins no job any more; that keyword has
        // tests of its own.)
        ("media-needed", Seen::Fine),
        ("input-tray-missing", Seen::Fine),
        // Reports without meaning for the clerk.
        ("media-low", Seen::Fine),
        ("marker-waste-almost-full", Seen::Fine),
        ("marker-waste-full", Seen::Fine),
        ("moving-to-paused", Seen::Fine),
        ("paused", Seen::Fine),
        ("spool-area-full", Seen::Fine),
        ("other", Seen::Fine),
    ] {
        tell(&peer, &format!("+{keyword}")).await;
        assert_eq!(peer.driver().look().await.seen, expected, "{keyword}");
        tell(&peer, &format!("-{keyword}")).await;
        assert_eq!(peer.driver().look().await.seen, Seen::Fine, "-{keyword}");
    }
}

#[tokio::test]
async fn the_worst_of_several_is_told() {
    let peer = Peer::running(TELLS);
    peer.set(FILLED).await;
    tell(&peer, "+other").await;
    tell(&peer, "+cover-open").await;
    let seen = peer.driver().look().await.seen;
    assert_eq!(seen, Seen::Warns(DeviceCause::CoverOpen));
    peer.set("/media?size1=&size3=").await;
    let seen = peer.driver().look().await.seen;
    assert_eq!(seen, Seen::Fails(DeviceCause::PaperOut));
}

/// Lets the printer's program say this, and waits until it has.
async fn tell(peer: &Peer, word: &str) {
    let state = peer.folder.join("state");
    std::fs::write(state, format!("STATE: {word}\n")).expect("written");
    let printer = peer.driver();
    let job = printer.print(document(100), PrintOptions::default()).await;
    let job = job.expect("taken");
    assert_eq!(to_the_end(&printer, job).await, JobState::Completed);
}
