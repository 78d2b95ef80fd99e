//! What a certification says of its document and of the signer (VwVfG §§ 33, 34).

use amtskoffer_domain::fields::{Answers, Field};
use amtskoffer_domain::papers::{Context, Value};

use crate::cases::Case;

pub(super) fn certified(context: &mut Context, case: &Case) {
    let answers = case.typed_answers();
    if answers.get(Field::CertificationDocument).is_none() {
        return;
    }
    if matches!(answers.get(Field::CertificationBasis), Some("own" | "authority")) {
        context.say("certification.by_authority", "yes");
        context.set("certification.for_authority", Value::default());
    }
    if answers.get(Field::CertificationPresentedAs) == Some("electronic_document") {
        context.set("certification.electronic", Value::default());
    }
    context.say("certification.signer", typed_name(&answers));
    let identified = answers.get(Field::IdentityMethod);
    context.say("certification.identified_by", identified.unwrap_or_default());
}

/// First names and family name as they were typed.
pub(super) fn typed_name(answers: &Answers) -> String {
    let names = [Field::FirstNames, Field::FamilyName].map(|field| answers.get(field).unwrap_or_default());
    names.join(" ").trim().to_owned()
}
