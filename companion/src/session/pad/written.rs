//! What has been written so far, as strokes. Pure.

use amtskoffer_contract::bridge::{PadNews, Stroke};

use crate::devices::signature::InkPoint;

/// What has been written so far. Personal, like the signature itself: overwritten when it goes.
#[derive(Default)]
pub(super) struct Written {
    strokes: Vec<Stroke>,
}

impl Written {
    /// Adds ink; gives what the page must be told.
    pub(super) fn add(&mut self, ink: &[InkPoint]) -> PadNews {
        let continues = !self.strokes.is_empty() && ink.first().is_some_and(|first| !first.begins);
        let mut added: Vec<Stroke> = Vec::new();
        for InkPoint { begins, point } in ink.iter().copied() {
            match added.last_mut() {
                Some(stroke) if !begins => stroke.points.push(point),
                _ => added.push(Stroke {
                    points: vec![point],
                }),
            }
        }
        for (place, stroke) in added.iter().enumerate() {
            match self.strokes.last_mut() {
                Some(last) if place == 0 && continues => last.points.extend(&stroke.points),
                _ => self.strokes.push(stroke.clone()),
            }
        }
        PadNews::Ink {
            continues,
            strokes: added,
        }
    }

    /// Forgets everything.
    pub(super) fn clear(&mut self) {
        for point in self
            .strokes
            .iter_mut()
            .flat_map(|stroke| &mut stroke.points)
        {
            (point.x, point.y, point.pressure, point.time_ms) = (0.0, 0.0, 0.0, 0);
        }
        self.strokes.clear();
    }

    /// All strokes.
    pub(super) fn strokes(&self) -> Vec<Stroke> {
        self.strokes.clone()
    }
}

impl Drop for Written {
    fn drop(&mut self) {
        self.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::Written;
    use crate::devices::signature::InkPoint;
    use amtskoffer_contract::bridge::{PadNews, PenPoint};
    use proptest::prelude::*;

    fn ink(begins: &[bool]) -> Vec<InkPoint> {
        let point = |(place, begins): (usize, &bool)| InkPoint {
            begins: *begins,
            point: PenPoint {
                x: f32::from(u8::try_from(place).unwrap_or(u8::MAX)),
                y: 0.0,
                pressure: 0.5,
                time_ms: 0,
            },
        };
        begins.iter().enumerate().map(point).collect()
    }

    fn lengths(written: &Written) -> Vec<usize> {
        written
            .strokes()
            .iter()
            .map(|stroke| stroke.points.len())
            .collect()
    }

    #[test]
    fn ink_goes_on_where_the_last_ended() {
        let mut written = Written::default();
        let told = written.add(&ink(&[true, false]));
        assert!(matches!(told, PadNews::Ink { continues: false, strokes } if strokes.len() == 1));
        let told = written.add(&ink(&[false, true, false]));
        assert!(matches!(told, PadNews::Ink { continues: true, strokes } if strokes.len() == 2));
        assert_eq!(lengths(&written), [3, 2]);
        written.clear();
        let told = written.add(&ink(&[false]));
        assert!(
            matches!(
                told,
                PadNews::Ink {
                    continues: false,
                    ..
                }
            ),
            "nothing to go on with"
        );
        assert_eq!(lengths(&written), [1]);
    }

    proptest! {
        #[test]
        fn what_is_told_adds_up_to_what_is_written(batches in proptest::collection::vec(
            proptest::collection::vec(any::<bool>(), 0..6), 0..20)
        ) {
            let mut written = Written::default();
            let mut told: Vec<usize> = Vec::new();
            for batch in &batches {
                let PadNews::Ink { continues, strokes } = written.add(&ink(batch)) else {
                    return Err(TestCaseError::fail("no ink"));
                };
                let mut added = strokes.iter().map(|stroke| stroke.points.len());
                if continues && let Some(last) = told.last_mut() {
                    *last += added.next().unwrap_or_default();
                }
                told.extend(added);
            }
            prop_assert_eq!(told, lengths(&written));
        }
    }
}
