//! What receipts and stickers say of a service with a document that is there already.

use amtskoffer_domain::card_service::hand_over::{OldDocument, PinLetter, Receiver};
use amtskoffer_domain::card_service::sticker::{Dwelling, NO_DWELLING, sticker};
use amtskoffer_domain::card_service::{CardAct, CardKind, Ending, facts, life};
use amtskoffer_domain::fields::{Answers, Field};
use amtskoffer_domain::papers::{Context, Value};

use crate::cases::Case;

pub(super) fn service(context: &mut Context, case: &Case) {
    let answers = case.typed_answers();
    let Some(life) = life(&answers, case.application_date) else {
        return;
    };
    let said = Said { answers: &answers };
    let plan = life.plan();
    if let Some(kind) = plan.sticker {
        let made = sticker(kind, Dwelling::of(&answers), said.answer(Field::CardSerial));
        if let Ok(made) = made {
            context.set("sticker.lines", Value::lines(made.lines));
            context.say("sticker.serial", made.serial);
        }
    }
    let ending = life.ending(&facts(&answers));
    if matches!(ending, Ending::NotDone | Ending::Unclear) {
        return;
    }
    match plan.act {
        CardAct::HandOver => {
            hand_over(context, &said, case);
            returned(context, &said, Field::OldDocumentSerial);
        }
        CardAct::GiveBack => returned(context, &said, Field::CardSerial),
        act => changed(context, &said, act, ending),
    }
}

fn changed(context: &mut Context, said: &Said, act: CardAct, ending: Ending) {
    context.say("terminal.act", act_word(act, ending));
    context.say("terminal.serial", said.answer(Field::CardSerial));
    said.about(context, "terminal");
    if act == CardAct::Address {
        let lines = match Dwelling::of(said.answers) {
            None => vec![NO_DWELLING.to_owned()],
            Some(home) => vec![
                home.street.to_owned(),
                format!("{} {}", home.postcode, home.place),
            ],
        };
        context.set("terminal.new_address", Value::lines(lines));
    }
}

fn hand_over(context: &mut Context, said: &Said, case: &Case) {
    let receiver = Receiver::from_key(said.answer(Field::Receiver));
    let name = match receiver {
        None | Some(Receiver::Holder) => case.summary().person,
        Some(Receiver::Guardian | Receiver::Representative) => {
            let parts = [Field::ReceiverFamilyName, Field::ReceiverFirstNames];
            parts.map(|part| said.answer(part)).join(", ")
        }
    };
    said.about(context, "handover");
    context.say("handover.serial", said.answer(Field::CardSerial));
    context.say("handover.receiver", name.as_str());
    context.say(
        "handover.on_behalf",
        match receiver {
            Some(Receiver::Guardian) => "Sorge, Vormundschaft oder Betreuung",
            Some(Receiver::Representative) => "Vollmacht",
            None | Some(Receiver::Holder) => "",
        },
    );
    if said.answers.is_yes(Field::BlockingPasswordHanded) {
        context.say("handover.with_block_password", "yes");
    }
    if PinLetter::from_key(said.answer(Field::PinLetter)) == Some(PinLetter::HandedNow) {
        said.about(context, "pin_letter");
        context.say("pin_letter.receiver", name);
    }
}

fn returned(context: &mut Context, said: &Said, serial: Field) {
    let what = match OldDocument::from_key(said.answer(Field::OldDocumentFate)) {
        Some(OldDocument::Kept) => "kept",
        Some(OldDocument::CancelledReturned) => "returned",
        _ => return,
    };
    said.about(context, "returned");
    context.say("returned.serial", said.answer(serial));
    context.say("returned.what", what);
}

struct Said<'a> {
    answers: &'a Answers,
}

impl Said<'_> {
    fn answer(&self, field: Field) -> &str {
        self.answers.get(field).unwrap_or_default()
    }

    /// Which document, and when: `2026-11-22T13:05` as day and time of day.
    fn about(&self, context: &mut Context, group: &str) {
        let kind = CardKind::from_key(self.answer(Field::CardDocument));
        let moment = self.answer(Field::CardDoneAt).split_once('T');
        let mut say = |name: &str, value: &str| {
            let name = format!("{group}.{name}");
            if amtskoffer_domain::papers::vocabulary::is_value(&name) {
                context.say(name, value);
            }
        };
        say("document", kind.map_or("", document_word));
        if let Some((day, time)) = moment {
            say("date", day);
            say("time", time);
        }
    }
}

/// The word of the template `act_receipt` or `block_receipt`.
fn act_word(act: CardAct, ending: Ending) -> &'static str {
    match (act, ending) {
        (CardAct::View, _) => "read_chip",
        (CardAct::Address, Ending::ChipOnly) => "change_address_chip",
        (CardAct::Address, Ending::StickerOnly) => "change_address_sticker",
        (CardAct::Address, _) => "change_address",
        (CardAct::PinSet, _) => "set_pin",
        (CardAct::PinChange, _) => "change_pin",
        (CardAct::EidOn, _) => "eid_on",
        (CardAct::EidOff, _) => "eid_off",
        (CardAct::Block, _) => "block",
        (CardAct::Unblock, _) => "unblock",
        (CardAct::HandOver | CardAct::GiveBack, _) => "",
    }
}

/// The word of the templates.
fn document_word(kind: CardKind) -> &'static str {
    match kind {
        CardKind::IdCard => "identity-card",
        CardKind::TemporaryIdCard => "provisional-identity-card",
        CardKind::Passport => "passport",
        CardKind::ResidencePermit => "residence-permit",
        CardKind::EidCard => "eid-card",
    }
}
