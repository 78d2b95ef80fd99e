//! Freezing, approving, sending: a case is wiped only when the receipt over its manifest was verified.

use std::collections::BTreeMap;
use std::sync::Arc;

use amtskoffer_contract::bridge::{CaseView, Event, Failure, PaperKey};
use amtskoffer_contract::catalogue::Papers as Templates;
use amtskoffer_contract::clerks::{Approval, ClerkMark};
use amtskoffer_contract::ingest::{APPLICATION_PART, Part};
use amtskoffer_domain::case::CaseInput;
use amtskoffer_domain::case::CaseState::{Draft, Frozen};
use amtskoffer_domain::upload::PartKind;
use amtskoffer_sealing::seal;
use bytes::Bytes;
use uuid::Uuid;

use super::Session;
use super::parts::Which;
use crate::cases::{
    Case, Makers, Parcel, SealedPart, Secret, TEXT, application, life_failure, manifest, sha256_hex,
};
use crate::link::{Carrier, Seals};
use crate::papers::Paper;

/// Papers that stay printable when the rest has been wiped.
type Papers = BTreeMap<PaperKey, Secret>;

impl Session {
    /// Fixes a complete case and makes its manifest; gives the SHA-256 of the manifest's bytes,
    /// lower-case hexadecimal, which a second clerk approves. Its text leaves at once. A case that
    /// is frozen already stays as it is.
    ///
    /// # Errors
    /// [`Failure::CaseUnknown`], [`Failure::CaseIncomplete`], [`Failure::ServiceRefused`], [`Failure::CaseNotInState`],
    /// [`Failure::PaymentUnfinished`], [`Failure::ExceptionNotApproved`], [`Failure::Internal`].
    pub(super) async fn freeze(&self, case: Uuid) -> Result<String, Failure> {
        self.may_freeze(case)?;
        if self.state().cases.get(case)?.life.state() == Draft {
            self.add_what_follows(case).await?;
            self.seal_captures(case, Which::All).await?;
        }
        let (sha256, summary) = {
            let makers = Makers {
                clerks: self.clerk_marks(),
                devices: self.devices(),
                coordinator: self.coordinator(),
                catalogue: self.shelf().version(),
            };
            let mut state = self.state();
            let known = state.cases.get(case)?;
            if let (Frozen, Some(parcel)) = (known.life.state(), &known.parcel) {
                return Ok(parcel.manifest_sha256.clone());
            }
            complete(known)?;
            let excepted = !known.exceptions().is_empty();
            known.life.take(CaseInput::Freeze { excepted }).map_err(life_failure)?;
            match parcel(known, &makers, &self.link.keys().seals, self.link.carrier()) {
                Ok(parcel) => {
                    let sha256 = parcel.manifest_sha256.clone();
                    known.parcel = Some(Arc::new(parcel));
                    (sha256, known.summary())
                }
                Err(failure) => {
                    known.life.take(CaseInput::Reopen).map_err(life_failure)?;
                    return Err(failure);
                }
            }
        };
        self.tell(Event::Case(summary));
        Ok(sha256)
    }

    /// Notes that a second clerk has approved a frozen case; the gateway has verified that.
    ///
    /// # Errors
    /// [`Failure::CaseUnknown`], [`Failure::CaseNotInState`], [`Failure::ApprovalMissing`] when
    /// the approval is over another manifest, [`Failure::ExceptionNotApproved`] when it has
    /// exceptions and another clerk approved than the one who answers for them.
    pub(super) fn approved(&self, approval: &Approval) -> Result<Box<CaseView>, Failure> {
        let mut state = self.state();
        let case = state.cases.get(approval.case)?;
        let parcel = case.parcel.as_ref().ok_or(Failure::CaseNotInState)?;
        if parcel.manifest_sha256 != approval.manifest_sha256 {
            return Err(Failure::ApprovalMissing);
        }
        if parcel.approver.is_some_and(|id| id != approval.clerk.id) {
            case.exception_marks(None)?;
        }
        case.life.take(CaseInput::Approved).map_err(life_failure)?;
        case.approved_by = Some(ClerkMark {
            id: approval.clerk.id,
            name: approval.clerk.name.clone(),
        });
        Ok(Box::new(case.view()))
    }

    /// Makes a frozen case a draft again; an approval is void then.
    ///
    /// # Errors
    /// [`Failure::CaseUnknown`], [`Failure::CaseNotInState`].
    pub(super) fn reopen(&self, case: Uuid) -> Result<Box<CaseView>, Failure> {
        let (view, summary) = {
            let mut state = self.state();
            let frozen = state.cases.get(case)?;
            frozen.life.take(CaseInput::Reopen).map_err(life_failure)?;
            frozen.thaw(self.link.carrier());
            (Box::new(frozen.view()), frozen.summary())
        };
        self.tell(Event::Case(summary));
        Ok(view)
    }

    /// Hands a complete case in. What may be printed later is made first, so that nothing is missing
    /// when the case has been wiped.
    pub(super) async fn send_case(&self, case: Uuid) -> Result<(), Failure> {
        let issue = self.issue()?;
        self.freeze(case).await?;
        let mut drawn: Vec<_> = {
            let mut state = self.state();
            let case = state.cases.get(case)?;
            let fill = |document| Ok((document, Paper::of(document, case, &issue)?));
            let wanted = lasting(case, &issue.papers).into_iter();
            wanted.map(fill).collect::<Result<_, Failure>>()?
        };
        for (_, paper) in &mut drawn {
            self.make_checkable(paper).await;
        }
        let fonts = Arc::clone(&self.fonts);
        let make = move || {
            let pdf = |(document, paper): (_, Paper)| Ok((document, paper.to_pdf(&fonts)?));
            drawn
                .into_iter()
                .map(pdf)
                .collect::<Result<Papers, Failure>>()
        };
        let papers = self.compute(make).await?;
        let summary = {
            let mut state = self.state();
            let sending = state.cases.get(case)?;
            let parcel = sending.parcel.clone().ok_or(Failure::CaseNotInState)?;
            sending.life.take(CaseInput::Send).map_err(life_failure)?;
            sending.papers = papers;
            let carrier = self.link.carrier();
            carrier.hand_in(
                case,
                parcel.manifest.clone(),
                parcel.manifest_sha256.clone(),
            );
            sending.summary()
        };
        self.tell(Event::Case(summary));
        self.note_progress();
        Ok(())
    }

    fn may_freeze(&self, case: Uuid) -> Result<(), Failure> {
        let mut state = self.state();
        state.payments.at_rest_for(case)?;
        if state.is_scanning(case) {
            return Err(Failure::CaseNotInState);
        }
        match state.cases.get(case)? {
            draft if draft.life.may_change() => complete(draft),
            frozen if frozen.life.state() == Frozen => Ok(()),
            _ => Err(Failure::CaseNotInState),
        }
    }

    /// Kind and protocol of the devices of this suitcase.
    fn devices(&self) -> BTreeMap<String, String> {
        let configured = self.registry.configured();
        let named = configured.map(|(kind, protocol)| (kind.key().to_owned(), protocol.to_owned()));
        named.collect()
    }
}

/// Seals the text, gives it to the carrier and makes the manifest over everything.
fn parcel(
    case: &mut Case,
    makers: &Makers,
    seals: &Seals,
    carrier: &Carrier,
) -> Result<Parcel, Failure> {
    if case
        .captures()
        .iter()
        .any(|capture| !case.sealed.contains_key(&capture.name))
    {
        // Something was captured while the rest was sealed.
        return Err(Failure::CaseNotInState);
    }
    let text = application(case)?;
    let sealed = seal(
        &text,
        case.id,
        APPLICATION_PART,
        &seals.department,
        &seals.device,
    );
    let sealed = sealed.map_err(|_| Failure::Internal)?;
    let about = Part {
        name: APPLICATION_PART.to_owned(),
        media_type: TEXT.to_owned(),
        bytes: sealed.len() as u64,
        sha256: sha256_hex(&sealed),
    };
    let mut parts: Vec<&SealedPart> = case.sealed.values().collect();
    parts.sort_by_key(|part| (part.kind, part.number));
    let others = parts.into_iter().map(|part| part.about.clone());
    let all = std::iter::once(about.clone()).chain(others).collect();
    let manifest = manifest(case, makers, all)?;
    let approver = manifest.exceptions.first().map(|mark| mark.approver.id);
    let manifest = serde_json::to_vec(&manifest).map_err(|_| Failure::Internal)?;
    Ok(Parcel {
        manifest_sha256: sha256_hex(&manifest),
        manifest: Bytes::from(manifest),
        approver,
        application: carrier.accept(case.id, PartKind::Text, about, Bytes::from(sealed)),
    })
}

fn complete(case: &Case) -> Result<(), Failure> {
    if let Some(reason) = case.refused() {
        return Err(Failure::ServiceRefused { reason });
    }
    let sections = case.incomplete();
    if sections.is_empty() {
        Ok(())
    } else {
        Err(Failure::CaseIncomplete { sections })
    }
}

/// What can still be printed when the case has been wiped.
fn lasting(case: &Case, papers: &Templates) -> Vec<PaperKey> {
    let is_kept = |key: &PaperKey| papers.get(key).is_some_and(|template| template.kept);
    let possible = |key: &PaperKey| *key != PaperKey::FEE_RECEIPT || case.is_paid_on_the_spot();
    let outputs = case.outputs().into_iter();
    outputs
        .filter(|key| is_kept(key) && possible(key))
        .collect()
}
