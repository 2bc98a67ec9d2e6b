//! The domains of a field, as they are typed.

use domain::{DOMAINS_MAX, DomainName, Field, Refusal};

use crate::text::{general as text, refusal};
use crate::ui::FieldChip;

/// What stands in the field: domains, and what is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Domains {
    /// The domains, each once, in order.
    pub(super) good: Vec<DomainName>,
    bad: Vec<String>,
}

impl Domains {
    /// Those that are saved.
    pub(super) fn of(good: &[DomainName]) -> Self {
        Self { good: good.to_vec(), bad: Vec::new() }
    }

    /// Takes in what a text holds, between white space, commas and semicolons; each once, in order.
    pub(super) fn add(&mut self, typed: &str) {
        for one in typed.split([' ', '\t', '\n', '\r', ',', ';']).filter(|one| !one.is_empty()) {
            match DomainName::parse(one) {
                Ok(domain) => self.good.push(domain),
                Err(_) => self.bad.push(one.to_owned()),
            }
        }
        self.good.sort_unstable();
        self.good.dedup();
        self.bad.sort_unstable();
        self.bad.dedup();
    }

    /// Takes one out.
    pub(super) fn remove(&mut self, key: &str) {
        self.good.retain(|domain| domain.as_str() != key);
        self.bad.retain(|text| text != key);
    }

    /// As the field shows them.
    pub(super) fn chips(&self) -> Vec<FieldChip> {
        let chip = |key: &str, problem| FieldChip { key: key.to_owned(), label: key.to_owned(), beside: None, problem };
        let good = self.good.iter().map(|domain| chip(domain.as_str(), None));
        good.chain(self.bad.iter().map(|text| chip(text, Some(text::not_a_domain().to_owned())))).collect()
    }

    /// Why they cannot be saved.
    pub(super) fn problem(&self) -> Option<String> {
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        if !self.bad.is_empty() {
            return Some(text::bad_domains(number(self.bad.len())));
        }
        let (limit, got) = (number(DOMAINS_MAX), number(self.good.len()));
        (got > limit).then(|| refusal::refusal(&Refusal::TooMany { field: Field::Domains, limit, got }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domains_are_read_each_once_and_what_is_none_says_so() {
        let mut domains = Domains::default();
        domains.add("Example.org, @example.com;example.COM\nnowhere");
        let chips: Vec<_> = domains.chips().into_iter().map(|chip| (chip.key, chip.problem.is_some())).collect();
        assert_eq!(
            chips,
            [("example.com".to_owned(), false), ("example.org".to_owned(), false), ("nowhere".to_owned(), true)]
        );
        assert_eq!(domains.problem().as_deref(), Some("1 of these is no domain. Mend it or take it out."));
        domains.remove("nowhere");
        assert_eq!(domains.problem(), None);
        domains.add(&(0..DOMAINS_MAX).map(|n| format!("d{n}.example ")).collect::<String>());
        assert_eq!(domains.problem().as_deref(), Some("Domains: at most 100 at once; these are 102."));
    }
}
