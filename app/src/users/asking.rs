//! What the page asks before it does it, and what it shows afterwards: one dialog each, shared by all rows.

use std::sync::Arc;

use domain::{InviteLink, PersonId};
use leptos::prelude::*;

use super::consequences::Consequences;
use super::dates::Dating;

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
    /// Links to hand over by hand.
    pub(crate) links: RwSignal<Vec<InviteLink>>,
    /// Whether they are shown because the browser did not let the page copy them.
    pub(crate) copy_failed: RwSignal<bool>,
    /// For whom the server is busy.
    pub(crate) busy: RwSignal<Vec<PersonId>>,
}

impl Asking {
    /// Puts them into the context. At the page, once.
    pub(crate) fn provide() {
        provide_context(Self {
            leaving: RwSignal::new(None),
            crowning: RwSignal::new(None),
            dating: RwSignal::new(None),
            links: RwSignal::default(),
            copy_failed: RwSignal::new(false),
            busy: RwSignal::default(),
        });
    }

    /// Those that the page provides.
    pub(crate) fn expect() -> Self {
        expect_context()
    }
}
