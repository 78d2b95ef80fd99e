//! What the clerk sees and does: pages, fields, papers, pictures, parts for the gateway.

use super::book::Application;
use super::condition::{Condition, Situation};
use super::service::{Capture, FieldPlan, Paper, Receives, SectionPlan};

/// Age that stands in while no date of birth is known: what an adult needs is shown.
const ADULT: u16 = 30;

impl<'a> Application<'a> {
    /// Pages that apply, in the order of the visit.
    pub fn sections(&self) -> Vec<&'a SectionPlan> {
        let sections = self.service.sections.iter();
        sections
            .filter(|section| self.applies(&section.when))
            .collect()
    }

    /// Whether a page applies.
    pub fn shows(&self, section: &SectionPlan) -> bool {
        self.applies(&section.when)
    }

    /// Fields of a page that apply, in the order in which they are asked.
    pub fn fields<'b>(&self, section: &'b SectionPlan) -> Vec<&'b FieldPlan> {
        section
            .fields
            .iter()
            .filter(|field| self.applies(&field.when))
            .collect()
    }

    /// Whether a field may stay empty.
    pub fn is_optional(&self, field: &FieldPlan) -> bool {
        field
            .optional_when
            .as_ref()
            .is_some_and(|when| self.applies(when))
    }

    /// Whether the register's particulars are needed for the paper.
    pub fn wants_particulars(&self) -> bool {
        let when = self.service.particulars.as_ref();
        when.is_some_and(|when| self.applies(when))
    }

    /// Papers to be seen.
    pub fn papers(&self) -> Vec<&'a Paper> {
        self.service
            .papers
            .iter()
            .filter(|paper| self.applies(&paper.when))
            .collect()
    }

    /// Pictures to be taken.
    pub fn captures(&self) -> Vec<&'a Capture> {
        let captures = self.service.captures.iter();
        captures
            .filter(|capture| self.applies(&capture.when))
            .collect()
    }

    /// What is printed or handed over.
    pub fn outputs(&self) -> Vec<&'a Paper> {
        self.service
            .outputs
            .iter()
            .filter(|paper| self.applies(&paper.when))
            .collect()
    }

    /// Of these, what goes along with the case, for the office to seal it electronically.
    pub fn sent_papers(&self) -> Vec<&'a Paper> {
        let is_sent = |paper: &Paper| paper.sent.as_ref().is_some_and(|when| self.applies(when));
        let mut papers = self.outputs();
        papers.retain(|paper| is_sent(paper));
        papers
    }

    /// Parts that the gateway must receive.
    pub fn receives(&self) -> Vec<&'a Receives> {
        self.service
            .receives
            .iter()
            .filter(|part| self.applies(&part.when))
            .collect()
    }

    fn applies(&self, when: &Condition) -> bool {
        let situation = self.situation();
        let adult = Situation {
            age: situation.age.or(Some(ADULT)),
            age_at_end: situation.age_at_end.or(Some(ADULT)),
            ..situation
        };
        when.holds(&adult).unwrap_or(true)
    }
}
