//! Who applies for somebody who cannot, and how the consent is given.

/// Who applies for a child and how the consent is given (PAuswG § 9(2); practice of the towns).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ConsentVariant {
    /// Both custody holders are present.
    BothParentsPresent,
    /// Joint custody: one is present, the other consents in writing, with a copy of an ID.
    OneParentWithWrittenConsent,
    /// Joint custody, living apart: the one with whom the child usually lives applies alone.
    ParentWithWhomChildLives,
    /// Sole custody, to be proven: certificate of the youth office, court decision, death.
    SoleCustody,
    /// Guardian (Vormund, Pfleger) with the certificate of appointment.
    Guardian,
    /// Legal custodian (Betreuer) with a certificate that covers residence or authorities.
    Custodian,
    /// The other custody holder is prevented in fact; the reason is noted.
    OtherParentPrevented,
}

impl ConsentVariant {
    /// All variants in the order in which they are offered.
    pub const ALL: [Self; 7] = [
        Self::BothParentsPresent,
        Self::OneParentWithWrittenConsent,
        Self::ParentWithWhomChildLives,
        Self::SoleCustody,
        Self::Guardian,
        Self::Custodian,
        Self::OtherParentPrevented,
    ];

    /// Stable key, as it stands in answers.
    pub fn key(self) -> &'static str {
        match self {
            Self::BothParentsPresent => "both_parents_present",
            Self::OneParentWithWrittenConsent => "one_parent_with_written_consent",
            Self::ParentWithWhomChildLives => "parent_with_whom_child_lives",
            Self::SoleCustody => "sole_custody",
            Self::Guardian => "guardian",
            Self::Custodian => "custodian",
            Self::OtherParentPrevented => "other_parent_prevented",
        }
    }

    /// The variant of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|variant| variant.key() == key)
    }

    /// Whether a paper must be seen: written consent, proof of custody, certificate of appointment.
    pub fn proof_needed(self) -> bool {
        match self {
            Self::OneParentWithWrittenConsent
            | Self::SoleCustody
            | Self::Guardian
            | Self::Custodian => true,
            Self::BothParentsPresent
            | Self::ParentWithWhomChildLives
            | Self::OtherParentPrevented => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ConsentVariant;

    #[test]
    fn keys_are_stable_and_read_back() {
        for variant in ConsentVariant::ALL {
            assert_eq!(ConsentVariant::from_key(variant.key()), Some(variant));
        }
        assert_eq!(ConsentVariant::from_key("grandmother"), None);
    }

    #[test]
    fn a_paper_proves_what_nobody_present_can_say() {
        let needs: Vec<&str> = ConsentVariant::ALL
            .into_iter()
            .filter(|variant| variant.proof_needed())
            .map(ConsentVariant::key)
            .collect();
        let expected = ["one_parent_with_written_consent", "sole_custody", "guardian", "custodian"];
        assert_eq!(needs, expected);
    }
}
