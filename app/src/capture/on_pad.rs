//! What the signature pad tells while somebody signs on it. Pure.

use amtskoffer_contract::bridge::{
    Failure, PadEvent, PadNews, PadView, PenPoint, SignatureView, Stroke,
};
use uuid::Uuid;

use super::pen::PAD_WIDTH;

/// Height of the field on the screen, in the unit of its width of [`PAD_WIDTH`].
pub const FIELD_HEIGHT: f32 = 270.0;

/// Somebody signs on the pad.
#[derive(Clone, Debug, PartialEq)]
pub struct OnPad {
    /// For which case.
    pub case: Uuid,
    /// The pad, once the person may write.
    pub view: Option<PadView>,
    /// What is written.
    strokes: Vec<Stroke>,
    /// Why the pad's own button did not end it.
    pub refused: Option<Failure>,
    /// How it ended.
    pub end: Option<End>,
}

/// How it ended.
#[derive(Clone, Debug, PartialEq)]
pub enum End {
    /// The signature is there.
    Accepted(SignatureView),
    /// The person gave up at the pad.
    Canceled,
    /// The pad gave up.
    Failed(Failure),
}

impl OnPad {
    /// The pad is being prepared.
    pub fn new(case: Uuid) -> Self {
        Self {
            case,
            view: None,
            strokes: Vec::new(),
            refused: None,
            end: None,
        }
    }

    /// Hears what the companion tells.
    pub fn hear(&mut self, event: &PadEvent) {
        if event.case != self.case {
            return;
        }
        match &event.news {
            PadNews::Ink { continues, strokes } => {
                self.refused = None;
                self.add(*continues, strokes);
            }
            PadNews::Cleared => {
                self.refused = None;
                self.strokes.clear();
            }
            PadNews::Refused { failure } => self.refused = Some(failure.clone()),
            PadNews::Accepted { signature } => self.end = Some(End::Accepted(signature.clone())),
            PadNews::Canceled => self.end = Some(End::Canceled),
            PadNews::Failed { failure } => self.end = Some(End::Failed(failure.clone())),
        }
    }

    /// What is written, as large as the field on the screen allows and in its middle.
    pub fn shown(&self) -> Vec<Stroke> {
        let height = self.view.map_or(FIELD_HEIGHT, |view| view.height.max(1.0));
        let scale = (FIELD_HEIGHT / height).min(1.0);
        #[expect(clippy::cast_possible_truncation, reason = "a small constant")]
        let width = PAD_WIDTH as f32;
        let (left, top) = (
            (width - width * scale) / 2.0,
            (FIELD_HEIGHT - height * scale) / 2.0,
        );
        let place = |point: &PenPoint| PenPoint {
            x: left + point.x * scale,
            y: top + point.y * scale,
            ..*point
        };
        let stroke = |stroke: &Stroke| Stroke {
            points: stroke.points.iter().map(place).collect(),
        };
        self.strokes.iter().map(stroke).collect()
    }

    /// Whether nothing is written.
    pub fn is_empty(&self) -> bool {
        self.strokes.is_empty()
    }

    fn add(&mut self, continues: bool, strokes: &[Stroke]) {
        for (place, stroke) in strokes.iter().enumerate() {
            match self.strokes.last_mut() {
                Some(last) if place == 0 && continues => last.points.extend(&stroke.points),
                _ => self.strokes.push(stroke.clone()),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{End, FIELD_HEIGHT, OnPad};
    use amtskoffer_contract::bridge::{
        Failure, PadEvent, PadNews, PadView, PenPoint, SignatureView, Stroke,
    };
    use uuid::Uuid;

    const CASE: Uuid = Uuid::from_u128(1);

    fn ink(continues: bool, lengths: &[u16]) -> PadNews {
        let point = |x: u16| PenPoint {
            x: f32::from(x),
            y: 100.0,
            pressure: 0.5,
            time_ms: 0,
        };
        let stroke = |length: &u16| Stroke {
            points: (0..*length).map(point).collect(),
        };
        PadNews::Ink {
            continues,
            strokes: lengths.iter().map(stroke).collect(),
        }
    }

    fn heard(news: impl IntoIterator<Item = PadNews>) -> OnPad {
        let mut pad = OnPad::new(CASE);
        for news in news {
            pad.hear(&PadEvent { case: CASE, news });
        }
        pad
    }

    fn lengths(pad: &OnPad) -> Vec<usize> {
        pad.shown()
            .iter()
            .map(|stroke| stroke.points.len())
            .collect()
    }

    #[test]
    fn ink_goes_on_where_the_last_ended_until_it_is_cleared() {
        let pad = heard([ink(false, &[2]), ink(true, &[3, 1]), ink(false, &[4])]);
        assert_eq!(lengths(&pad), [5, 1, 4]);
        let pad = heard([ink(false, &[2]), PadNews::Cleared, ink(true, &[1])]);
        assert_eq!(lengths(&pad), [1]);
        assert!(heard([ink(false, &[2]), PadNews::Cleared]).is_empty());
    }

    #[test]
    fn every_end_is_known_and_news_of_another_case_is_not_heard() {
        let signature = SignatureView { preview: 3 };
        for (news, end) in [
            (
                PadNews::Accepted {
                    signature: signature.clone(),
                },
                End::Accepted(signature),
            ),
            (PadNews::Canceled, End::Canceled),
            (
                PadNews::Failed {
                    failure: Failure::Internal,
                },
                End::Failed(Failure::Internal),
            ),
        ] {
            assert_eq!(heard([news]).end, Some(end));
        }
        let mut pad = OnPad::new(Uuid::from_u128(2));
        pad.hear(&PadEvent {
            case: CASE,
            news: PadNews::Canceled,
        });
        assert_eq!(pad.end, None);
    }

    #[test]
    fn a_refusal_lasts_until_the_person_writes_on() {
        let refused = PadNews::Refused {
            failure: Failure::SignatureEmpty,
        };
        assert!(heard([refused.clone()]).refused.is_some());
        assert!(heard([refused, ink(false, &[1])]).refused.is_none());
    }

    #[test]
    fn a_high_field_is_made_smaller_in_its_shape() {
        let mut pad = heard([ink(false, &[901])]);
        for height in [100.0, FIELD_HEIGHT, 426.0, 2000.0] {
            pad.view = Some(PadView {
                height,
                has_screen: true,
            });
            let shown = pad.shown();
            let (first, last) = (shown[0].points[0], shown[0].points[900]);
            let scale = (FIELD_HEIGHT / height).min(1.0);
            assert!((last.x - first.x - 900.0 * scale).abs() < 0.01);
            assert!((first.x - (900.0 - last.x)).abs() < 0.01, "in the middle");
            assert!((0.0..=FIELD_HEIGHT).contains(&first.y));
        }
    }
}
