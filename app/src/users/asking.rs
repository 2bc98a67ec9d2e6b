//! What the page asks before it does it, and what it shows afterwards: one dialog each, shared by all rows.

use std::sync::Arc;

use domain::{InvitationId, InviteLink, PersonId};
use leptos::prelude::*;

use super::consequences::Consequences;
use super::dates::Dating;
use super::saved_views::OwnViews;
use crate::location::{Location, Step};
use crate::route::Route;

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

/// The handles of these dialogs; provided above the rows.
#[derive(Clone, Copy)]
pub(crate) struct Asking {
    /// Suspending or removing somebody.
    pub(crate) leaving: RwSignal<Option<Leaving>>,
    /// Making somebody an Owner.
    pub(crate) crowning: RwSignal<Option<Crowning>>,
    /// Setting when something of somebody's ends.
    pub(crate) dating: RwSignal<Option<Dating>>,
    /// Views of one's own, and keeping one.
    pub(crate) views: OwnViews,
    /// The keys are listed.
    pub(crate) listing_keys: RwSignal<bool>,
    /// Whose requests to join are about to be approved.
    pub(crate) approving: RwSignal<Vec<InvitationId>>,
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
        let asking = Self {
            leaving: RwSignal::new(None),
            crowning: RwSignal::new(None),
            dating: RwSignal::new(None),
            views: OwnViews::new(),
            listing_keys: RwSignal::new(false),
            approving: RwSignal::default(),
            links: RwSignal::default(),
            copy_failed: RwSignal::new(false),
            busy: RwSignal::default(),
            location,
            panel_first: StoredValue::new(false),
        };
        asking.panel_first.set_value(untrack(move || asking.shows_panel()));
        provide_context(asking);
    }

    /// Whether somebody's panel is open. Tracks.
    pub(crate) fn shows_panel(self) -> bool {
        self.location.path().with(|path| Route::at(path) == Some(Route::Person))
    }

    /// Has the list alone in view, in place of the panel.
    pub(crate) fn drop_panel(self) {
        let path = self.location.path().get_untracked();
        let (list, query) = (path.rsplit_once('/').unwrap_or_default().0, self.location.query().get_untracked());
        self.location.go(&format!("{list}?{query}"), Step::Replace);
    }

    /// Those that the page provides.
    pub(crate) fn expect() -> Self {
        expect_context()
    }
}
