//! What a scanner's helper may send: frames, and what its messages make us do; and what a scanner may
//! send to the helper.

use amtskoffer_companion::devices::scanner::sane::page::Layout;
use amtskoffer_companion::devices::scanner::sane::plan::{Plan, abilities};
use amtskoffer_companion::devices::scanner::sane::wire::{Answer, Frame, Parameters, parse};
use amtskoffer_companion::devices::scanner::sheet::{Gathering, head};
use amtskoffer_companion::devices::scanner::{Colours, Resolution, ScanSettings, Source};

const SETTINGS: ScanSettings = ScanSettings {
    source: Source::FeederDuplex,
    colours: Colours::Colour,
    resolution: Resolution::Dpi300,
};

/// One frame after another, each used as the driver uses it.
pub fn frames(bytes: &[u8]) {
    let (mut rest, mut page) = (bytes, None);
    while let Ok(Some((frame, length))) = parse::<Answer>(rest) {
        rest = &rest[length..];
        match frame {
            Frame::Message(Answer::Page(parameters)) => {
                let layout = Layout::of(&parameters).ok();
                page = layout.map(|of| Gathering::new(of.width, of.channels, of.height));
            }
            Frame::Message(Answer::Options { options, .. }) => {
                abilities(&options);
                let mut plan = Plan::page(SETTINGS, &[]);
                while let Ok(Some(_)) = plan.next(&options) {}
            }
            Frame::Message(Answer::PageEnd) => {
                if let Some(Ok(sheet)) = page.take().map(|page| page.finish(300)) {
                    let frame = head::frame(&sheet.jpeg).expect("checked");
                    assert_eq!((frame.width, frame.height), (sheet.width, sheet.height));
                }
            }
            other => {
                let Some(page) = &mut page else { continue };
                let taken = match other {
                    Frame::Jpeg(bytes) => page.add(bytes),
                    Frame::Preview(bytes) => page.add_preview(bytes),
                    Frame::Message(Answer::Lines { count }) => page.note_lines(count),
                    Frame::Message(_) => Ok(()),
                };
                if taken.is_err() {
                    return;
                }
            }
        }
    }
}

/// A scanner's line as it comes, behind the numbers that announce it.
pub fn lines(bytes: &[u8]) {
    let Some((head, raw)) = bytes.split_first_chunk::<8>() else {
        return;
    };
    let number = |at: usize| i32::from(i16::from_le_bytes([head[at], head[at + 1]]));
    let parameters = Parameters {
        format: number(0) >> 8,
        last_frame: true,
        depth: number(0) & 0xFF,
        bytes_per_line: number(2),
        pixels_per_line: number(4),
        lines: number(6),
    };
    let Ok(layout) = Layout::of(&parameters) else {
        return;
    };
    for raw in raw.chunks(layout.raw_line) {
        let mut line = Vec::new();
        layout.normalise(raw, &mut line);
        let samples = usize::from(layout.width) * layout.channels;
        assert!(line.len() == samples || raw.len() < layout.raw_line);
    }
}
