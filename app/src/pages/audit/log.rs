//! What the page shows of the log: as its address says.

use domain::AuditFilter;
use leptos::prelude::*;

use crate::location::{Location, Step};
use crate::pages::frame::CurrentOrganization;
use crate::pages::page::organization_in_path;
use crate::route::Route;
use crate::ui::Toasts;
use crate::users::session::Session;
use crate::users::zone;

/// Whom the dialog that finds people looks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Find {
    /// Who did it.
    Actor,
    /// Whom it was done to.
    Subject,
}

/// What the parts of the page share.
#[derive(Clone, Copy)]
pub(super) struct Log {
    /// The organization, by its name in URLs.
    pub(super) org: Memo<String>,
    /// What the log is narrowed to, with days as the reader's clock has them.
    pub(super) filter: Memo<AuditFilter>,
    /// Whether it is refused attempts that are shown.
    pub(super) refused: Memo<bool>,
    /// The event that is open.
    pub(super) event: Memo<Option<u64>>,
    /// Whom the open dialog looks for.
    pub(super) finding: RwSignal<Option<Find>>,
    /// Counts what the page itself did: what is shown is asked for anew.
    pub(super) changed: RwSignal<u32>,
    /// Told when something happened in the organization.
    pub(super) told: Trigger,
    /// The same, by its id.
    pub(super) current: Option<CurrentOrganization>,
    pub(super) session: Session,
    pub(super) toasts: Toasts,
    /// Whether the list was narrowed on this page, or is told anew: what had the focus then may have left.
    pub(super) narrowed: StoredValue<bool>,
    location: Location,
}

impl Log {
    /// As the address says.
    pub(super) fn new() -> Self {
        let location = Location::expect();
        let query = location.query();
        Self {
            org: organization_in_path(),
            filter: Memo::new(move |_| query.with(|query| AuditFilter::from_query(query))),
            refused: Memo::new(move |_| location.parameter("show").as_deref() == Some("refused")),
            event: Memo::new(move |_| location.parameter("event").and_then(|event| event.parse().ok())),
            finding: RwSignal::new(None),
            changed: RwSignal::new(0),
            told: Trigger::new(),
            current: use_context(),
            session: use_context().unwrap_or_default(),
            toasts: use_context().unwrap_or_default(),
            narrowed: StoredValue::new(false),
            location,
        }
    }

    /// What the server is asked for: days are moments by then.
    pub(super) fn asked(self) -> AuditFilter {
        self.filter.get().by_clock(zone::moment)
    }

    /// The page with another filter, or list, or an event that is open.
    pub(super) fn href(self, filter: &AuditFilter, refused: bool, event: Option<u64>) -> String {
        let mut query = filter.to_query();
        let more = [refused.then(|| "show=refused".to_owned()), event.map(|event| format!("event={event}"))];
        for parameter in more.into_iter().flatten() {
            if !query.is_empty() {
                query.push('&');
            }
            query.push_str(&parameter);
        }
        let path = Route::Audit.path(&self.org.get_untracked());
        if query.is_empty() { path } else { format!("{path}?{query}") }
    }

    /// Narrows the list to something else.
    pub(super) fn narrow(self, change: impl FnOnce(&mut AuditFilter)) {
        let mut filter = self.filter.get_untracked();
        change(&mut filter);
        self.narrowed.set_value(true);
        let href = self.href(&filter, self.refused.get_untracked(), None);
        self.location.go(&href, Step::Push);
    }

    /// Opens an event over the list.
    pub(super) fn open(self, event: u64) {
        let href = self.href(&self.filter.get_untracked(), self.refused.get_untracked(), Some(event));
        self.location.go(&href, Step::Push);
    }

    /// Closes it: Back would lead to it no more.
    pub(super) fn close(self) {
        let href = self.href(&self.filter.get_untracked(), self.refused.get_untracked(), None);
        self.location.go(&href, Step::Replace);
    }
}
