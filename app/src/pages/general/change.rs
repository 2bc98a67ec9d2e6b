//! Saving one form of the General page without writing over what it does not show.

use domain::{ChangeOrganization, Command, Event, General as Settings, OrgSettings, Refusal};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::call::Intent;
use crate::api::error::ApiError;
use crate::api::organization;
use crate::pages::ask::{Ask, carry_out};
use crate::text::{errors, general as text};
use crate::ui::{Toasts, dom};
use crate::users::session::Session;

/// What a form of the page saved: the event's number, and all settings after it.
pub(super) type Saved = RwSignal<Option<(u64, OrgSettings)>>;

/// What one form of the page changes of the organization, and how it hears of what the other one saved.
#[derive(Clone, Copy)]
pub(super) struct Change {
    /// The organization, by its name in URLs.
    pub(super) slug: StoredValue<String>,
    /// The number of the last event whose outcome the form shows.
    seen: StoredValue<u64>,
    saved: Saved,
    /// What its button asks.
    pub(super) ask: Ask,
    intent: Intent,
    /// What was sent last.
    sent: StoredValue<ChangeOrganization>,
    /// All settings as they are now, where somebody else was first.
    theirs: RwSignal<Option<OrgSettings>>,
    toasts: Toasts,
}

impl Change {
    /// Nothing changed yet.
    pub(super) fn of(settings: &Settings, saved: Saved) -> Self {
        let organization = &settings.organization;
        Self {
            slug: StoredValue::new(organization.slug.clone()),
            seen: StoredValue::new(organization.seq),
            saved,
            ask: Ask::new(),
            intent: Intent::new(),
            sent: StoredValue::default(),
            theirs: RwSignal::new(None),
            toasts: use_context().unwrap_or_default(),
        }
    }

    /// Sends what was changed; `done` once it is saved. Where nothing was, says so.
    pub(super) fn send(self, change: ChangeOrganization, done: impl FnOnce() + 'static) {
        if change == ChangeOrganization::default() {
            self.ask.forget();
            self.toasts.success(text::unchanged());
            return;
        }
        self.theirs.set(None);
        self.sent.set_value(change.clone());
        let (slug, seen) = (self.slug.get_value(), self.seen.get_value());
        let envelope = self.intent.envelope(Command::ChangeOrganization(change), seen);
        let call = move || carry_out(slug.clone(), envelope.clone());
        self.ask.run(call, move |answer| {
            self.intent.done();
            done();
            let after = answer.events.into_iter().find_map(|Event { seq, change, .. }| match change {
                domain::Change::OrganizationChanged { after, .. } => Some((seq, after)),
                _ => None,
            });
            if after.is_some() {
                self.saved.set(after);
            }
            self.toasts.success(text::saved());
        });
    }

    /// Has `follow` take up what was saved. It says whether the form shows all of it; where it does not, because
    /// something else is typed there, the form goes on to be of before.
    pub(super) fn follow(self, follow: impl Fn(&OrgSettings) -> bool + 'static) {
        Effect::new(move |_| {
            if let Some((seq, settings)) = self.saved.get()
                && untrack(|| follow(&settings))
            {
                self.seen.set_value(seq);
            }
        });
        self.ask.on_clash(move |seq| {
            self.seen.set_value(seq);
            self.look();
        });
    }

    /// Looks what is set now. Whatever comes of it, saving again is possible: a look that fails says nothing.
    fn look(self) {
        let (slug, session) = (self.slug.get_value(), self.ask.session());
        spawn_local(async move {
            let found = Session::ask(session, || organization::general(slug.clone())).await;
            if let Ok(general) = found {
                self.theirs.try_set(Some(general.organization.settings));
            }
        });
    }

    /// What is wrong with the form as a whole.
    pub(super) fn words(self) -> Signal<Option<String>> {
        Signal::derive(move || {
            self.ask.error().with(|error| match error.as_ref()? {
                ApiError::Refused { refusal: Refusal::Clash { .. }, clash } => {
                    let first = clash.as_ref().map(|clash| (clash.by.as_str(), dom::now().since(clash.at)));
                    let asked = self.sent.get_value();
                    Some(text::clash(first, self.theirs.get().map(|theirs| text::set_now(&asked, &theirs)).as_deref()))
                }
                error => Some(errors::words(error)),
            })
        })
    }
}

/// Takes up a value that was saved, unless something else is typed. Whether `shown` is what is saved now.
pub(super) fn take_up<T>(typed: &T, shown: StoredValue<T>, saved: &T, write: impl FnOnce(&T)) -> bool
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let before = shown.get_value();
    let untouched = *typed == before || typed == saved;
    if untouched {
        write(saved);
    }
    if untouched || before == *saved {
        shown.set_value(saved.clone());
        return true;
    }
    false
}
