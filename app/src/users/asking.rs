//! What the page asks before it does it, and what it shows afterwards: one dialog each, shared by all rows.

use std::sync::Arc;

use domain::{InviteLink, PersonId};
use leptos::prelude::*;
use uuid::Uuid;

use super::consequences::Consequences;
use crate::location::{Location, Step};
use crate::route::person_in;

/// Somebody is about to lose access.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Leaving {
    /// What follows.
    pub(crate) consequences: Consequences,
    /// Removed for good, and not only suspended.
    pub(crate) removed: bool,
}

/// Somebody is about to get a role that is asked about first.
#[derive(Clone)]
pub(crate) struct Crowning {
    /// What they are called.
    pub(crate) name: String,
    /// What the role is called.
    pub(crate) role_name: String,
    /// Gives it to them. Not a `Callback`: it outlives the menu in which it was made.
    pub(crate) confirmed: Arc<dyn Fn() + Send + Sync>,
}

/// The part of a panel that is its history, as addresses name it.
pub(crate) const HISTORY: &str = "history";

/// The handles of these dialogs; provided above the rows.
#[derive(Clone, Copy)]
pub(crate) struct Asking {
    /// Suspending or removing somebody.
    pub(crate) leaving: RwSignal<Option<Leaving>>,
    /// Making somebody an Owner.
    pub(crate) crowning: RwSignal<Option<Crowning>>,
    /// Links to hand over by hand.
    pub(crate) links: RwSignal<Vec<InviteLink>>,
    /// Whether they are shown because the browser did not let the page copy them.
    pub(crate) copy_failed: RwSignal<bool>,
    /// For whom the server is busy.
    pub(crate) busy: RwSignal<Vec<PersonId>>,
    /// Where the page is, and so whose panel is open.
    pub(crate) location: Location,
    /// Whether somebody's panel was open from the first: there is no list to go back to then.
    pub(crate) panel_first: StoredValue<bool>,
}

impl Asking {
    /// Puts them into the context. At the page, once.
    pub(crate) fn provide() {
        let location = Location::expect();
        let panel_first = location.path().with_untracked(|path| person_in(path).is_some());
        provide_context(Self {
            leaving: RwSignal::new(None),
            crowning: RwSignal::new(None),
            links: RwSignal::default(),
            copy_failed: RwSignal::new(false),
            busy: RwSignal::default(),
            location,
            panel_first: StoredValue::new(panel_first),
        });
    }

    /// Whose panel is open. Tracks.
    pub(crate) fn panel(self) -> Option<Uuid> {
        self.location.path().with(|path| person_in(path))
    }

    /// Opens somebody's panel, from the list, at their history.
    pub(crate) fn open_history(self, person: PersonId) {
        let list = self.location.path().get_untracked();
        self.location.go(&format!("{list}/{}{}#{HISTORY}", person.uuid(), self.query()), Step::Push);
    }

    fn query(self) -> String {
        let query = self.location.query().get_untracked();
        if query.is_empty() { query } else { format!("?{query}") }
    }

    /// Closes the panel: back to the list as it was.
    pub(crate) fn close_panel(self) {
        let path = self.location.path().get_untracked();
        let Some((list, _)) = path.rsplit_once('/') else { return };
        if !self.panel_first.get_value() {
            if let Ok(history) = window().history() {
                // Fails only for a page that is gone.
                let _ = history.back();
            }
            return;
        }
        self.panel_first.set_value(false);
        self.location.go(&format!("{list}{}", self.query()), Step::Replace);
    }

    /// Those that the page provides.
    pub(crate) fn expect() -> Self {
        expect_context()
    }
}
