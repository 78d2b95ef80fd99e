//! What a scanner's helper may send: frames, and what its messages make us do.

use amtskoffer_companion::devices::scanner::sane::page::Layout;
use amtskoffer_companion::devices::scanner::sane::plan::{Plan, abilities};
use amtskoffer_companion::devices::scanner::sane::wire::{Answer, Frame, parse};
use amtskoffer_companion::devices::scanner::{Colours, Resolution, ScanSettings, Source};

const SETTINGS: ScanSettings = ScanSettings {
    source: Source::FeederDuplex,
    colours: Colours::Colour,
    resolution: Resolution::Dpi300,
};

/// One frame after another, each used as the driver uses it.
pub fn frames(bytes: &[u8]) {
    let (mut rest, mut layout) = (bytes, None);
    while let Ok(Some((frame, length))) = parse::<Answer>(rest) {
        rest = &rest[length..];
        match frame {
            Frame::Message(Answer::Page(parameters)) => layout = Layout::of(&parameters).ok(),
            Frame::Message(Answer::Options { options, .. }) => {
                abilities(&options);
                let mut plan = Plan::page(SETTINGS, &[]);
                while let Ok(Some(_)) = plan.next(&options) {}
            }
            Frame::Message(_) => {}
            Frame::Bytes(bytes) => {
                let Some(layout) = layout else { continue };
                let mut line = Vec::new();
                for raw in bytes.chunks_exact(layout.raw_line) {
                    layout.normalise(raw, &mut line);
                    let samples = usize::from(layout.width) * layout.channels;
                    assert_eq!(line.len(), samples);
                }
            }
        }
    }
}
