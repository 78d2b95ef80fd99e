//! The holder's own PIN change with the official eID client.

use std::sync::Arc;

use amtskoffer_contract::bridge::{
    DeviceCause, DeviceKind, EidRequest, EidView, Failure, Reply, Secret,
};

use super::Session;
use crate::devices::eid_client::Words;

impl Session {
    /// What the page may ask of the eID client.
    pub(super) async fn eid(self: &Arc<Self>, request: EidRequest) -> Result<Reply, Failure> {
        let missing = Failure::Device {
            cause: DeviceCause::NotFound,
        };
        let client = self.registry.eid_client().ok_or(missing)?;
        match request {
            EidRequest::Look => {
                let sight = client.sight().await?;
                Ok(Reply::Eid(EidView {
                    client: sight.client,
                    reader: sight.reader,
                    keypad: sight.keypad,
                    card: sight.card,
                }))
            }
            EidRequest::ChangePin { old, new, can } => {
                let words = words(old, new, can)?;
                let _work = self.work_with(DeviceKind::EidClient);
                let outcome = client.change_pin(words).await?;
                tracing::info!("eID client: PIN change ended as {outcome:?}");
                Ok(Reply::EidDone { outcome })
            }
        }
    }
}

/// Words of another form than PINs and CANs have are not even tried: each wrong try counts.
fn words(old: Option<Secret>, new: Option<Secret>, can: Option<Secret>) -> Result<Words, Failure> {
    formed("card.old", old.as_ref(), 5..=6)?;
    formed("card.new", new.as_ref(), 6..=6)?;
    formed("card.can", can.as_ref(), 6..=6)?;
    Ok(Words { old, new, can })
}

fn formed(
    input: &str,
    word: Option<&Secret>,
    length: std::ops::RangeInclusive<usize>,
) -> Result<(), Failure> {
    let fits = word.is_none_or(|word| {
        let word = word.reveal();
        length.contains(&word.len()) && word.bytes().all(|sign| sign.is_ascii_digit())
    });
    if fits {
        return Ok(());
    }
    Err(Failure::InputOutOfBounds {
        input: input.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::words;
    use amtskoffer_contract::bridge::{Failure, Secret};

    fn secret(word: &str) -> Option<Secret> {
        Some(Secret::new(word.to_owned()))
    }

    #[test]
    fn only_words_of_the_right_form_are_tried() {
        assert!(words(None, None, None).is_ok());
        assert!(words(secret("12345"), secret("123456"), secret("500540")).is_ok());
        for (old, new, can, input) in [
            (secret("1234"), None, None, "card.old"),
            (secret("12345x"), None, None, "card.old"),
            (None, secret("12345"), None, "card.new"),
            (None, None, secret("12345"), "card.can"),
        ] {
            let refused = words(old, new, can).unwrap_err();
            let expected = Failure::InputOutOfBounds {
                input: input.to_owned(),
            };
            assert_eq!(refused, expected);
        }
    }
}
