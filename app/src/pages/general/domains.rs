//! The domains whose addresses may be invited.

use domain::{ChangeOrganization, DOMAINS_MAX, DomainName, Field, General as Settings, Refusal};
use leptos::{ev, prelude::*};

use super::change::{Change, Saved, take_up};
use crate::pages::card::FormError;
use crate::text::{general as text, refusal};
use crate::ui::{Button, ButtonKind, ChipField, ChipText, FieldChip, dom};

const FIELD: &str = "allowed-domains";

/// The section, for those who may set it.
#[component]
pub(super) fn DomainsSection(
    /// As it is.
    settings: Settings,
    /// What the page's forms save.
    saved: Saved,
) -> AnyView {
    settings
        .may_rename
        .then(|| {
            view! {
                <section class="page-section" aria-labelledby="inviting">
                    <h2 id="inviting">{text::INVITING}</h2>
                    <DomainsForm settings saved/>
                </section>
            }
        })
        .into_any()
}

/// What stands in the field: domains, and what is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Domains {
    good: Vec<DomainName>,
    bad: Vec<String>,
}

impl Domains {
    fn of(good: &[DomainName]) -> Self {
        Self { good: good.to_vec(), bad: Vec::new() }
    }

    /// Takes in what a text holds, between white space, commas and semicolons; each once, in order.
    fn add(&mut self, typed: &str) {
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

    fn remove(&mut self, key: &str) {
        self.good.retain(|domain| domain.as_str() != key);
        self.bad.retain(|text| text != key);
    }

    fn chips(&self) -> Vec<FieldChip> {
        let chip = |key: &str, problem| FieldChip { key: key.to_owned(), label: key.to_owned(), beside: None, problem };
        let good = self.good.iter().map(|domain| chip(domain.as_str(), None));
        good.chain(self.bad.iter().map(|text| chip(text, Some(text::NOT_A_DOMAIN.to_owned())))).collect()
    }

    /// Why they cannot be saved.
    fn problem(&self) -> Option<String> {
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        if !self.bad.is_empty() {
            return Some(text::bad_domains(number(self.bad.len())));
        }
        let (limit, got) = (number(DOMAINS_MAX), number(self.good.len()));
        (got > limit).then(|| refusal::refusal(&Refusal::TooMany { field: Field::Domains, limit, got }))
    }
}

#[component]
fn DomainsForm(
    /// As it is.
    settings: Settings,
    /// What the page's forms save.
    saved: Saved,
) -> AnyView {
    let now = settings.organization.settings.allowed_domains.clone();
    let (typed, rest) = (RwSignal::new(Domains::of(&now)), RwSignal::new(String::new()));
    let shown = StoredValue::new(now);
    let change = Change::of(&settings, saved);
    change.follow(move |saved| {
        let domains = typed.get();
        if domains.problem().is_some() {
            return shown.get_value() == saved.allowed_domains;
        }
        take_up(&domains.good, shown, &saved.allowed_domains, |saved| typed.set(Domains::of(saved)))
    });
    let take = move |text: ChipText| {
        if !text.whole && !text.text.ends_with([' ', '\t', '\n', ',', ';']) {
            return text.text;
        }
        typed.update(|domains| domains.add(&text.text));
        String::new()
    };
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        take(ChipText { text: rest.get_untracked(), whole: true });
        rest.set(String::new());
        let domains = typed.get_untracked();
        if domains.problem().is_some() {
            dom::focus_id(FIELD);
            return;
        }
        let changed = ChangeOrganization {
            allowed_domains: (domains.good != shown.get_value()).then(|| domains.good.clone()),
            ..ChangeOrganization::default()
        };
        change.send(changed, move || shown.set_value(domains.good));
    };
    view! {
        <form class="section-form" novalidate on:submit=submit>
            <FormError text=change.words()/>
            <ChipField
                id=FIELD
                label=text::DOMAINS
                description=text::DOMAINS_ABOUT
                error=Signal::derive(move || typed.with(Domains::problem))
                chips=Signal::derive(move || typed.with(Domains::chips))
                text=rest
                on_text=Callback::new(take)
                on_remove=Callback::new(move |key: String| typed.update(|domains| domains.remove(&key)))
            />
            <div class="page-section-foot">
                <Button kind=ButtonKind::Filled submit=true busy=change.ask.busy()>{text::SAVE_DOMAINS}</Button>
            </div>
        </form>
    }
    .into_any()
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
