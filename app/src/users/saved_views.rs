//! One's own views: lines in the menu of views, and what they do.

use domain::{PeopleFilter, SavedView, kept_query};
use leptos::prelude::*;
use leptos::task::spawn_local;
use roster::Roster;

use super::role_menu::on_their_way;
use super::session::Session;
use super::state::PageState;
use crate::api::error::ApiError;
use crate::api::saved_views as doors;
use crate::text::{errors, views as text};
use crate::ui::{MenuItem, drawings};

/// Before the id of a view, in the keys of lines.
const VIEW: &str = "view:";
const SAVE: &str = "save";
const EDIT: &str = "edit";
const DELETE: &str = "delete";

/// One's own views as far as they are known, and the dialog about one.
#[derive(Clone, Copy)]
pub(crate) struct OwnViews {
    /// Those that are kept, by name; `None` until they are asked for.
    pub(super) kept: RwSignal<Option<Vec<SavedView>>>,
    /// They are on their way.
    on_their_way: StoredValue<bool>,
    /// They did not come.
    failed: RwSignal<bool>,
    /// What the dialog is about.
    pub(super) saving: RwSignal<Option<Saving>>,
}

/// A list that is to be kept as a view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Saving {
    /// What it shows.
    pub(super) query: String,
    /// The view as it is kept, where it is.
    pub(super) kept: Option<SavedView>,
}

impl OwnViews {
    /// None known, the dialog closed.
    pub(super) fn new() -> Self {
        Self {
            kept: RwSignal::new(None),
            on_their_way: StoredValue::new(false),
            failed: RwSignal::new(false),
            saving: RwSignal::new(None),
        }
    }

    /// Has them come, where they have not.
    pub(super) fn fetch(self, page: PageState) {
        if self.kept.with_untracked(Option::is_some) || self.on_their_way.get_value() {
            return;
        }
        self.on_their_way.set_value(true);
        let org = page.org();
        spawn_local(async move {
            let answer = Session::ask(Some(page.session), || doors::list(org.clone())).await;
            if self.on_their_way.try_set_value(false).is_some() {
                return;
            }
            match answer {
                Ok(views) => {
                    self.failed.set(false);
                    self.kept.set(Some(views));
                    self.count(page);
                }
                Err(_) => self.failed.set(true),
            }
        });
    }

    /// Puts one among them, in place of the one with its id.
    fn put(self, page: PageState, view: SavedView) {
        self.kept.update(|kept| {
            let kept = kept.get_or_insert_default();
            kept.retain(|other| other.id != view.id);
            kept.push(view);
            kept.sort_by_cached_key(|view| view.name.as_str().to_lowercase());
        });
        self.count(page);
    }

    fn take_out(self, page: PageState, view: &SavedView) {
        self.kept.update(|kept| {
            if let Some(kept) = kept {
                kept.retain(|other| other.id != view.id);
            }
        });
        self.count(page);
    }

    /// Says beside the button how many ring.
    fn count(self, page: PageState) {
        // Alarms are about today.
        if page.with_roster(Roster::is_past) != Some(false) {
            return;
        }
        let alarms = |view: &&SavedView| view.alarm_above.is_some();
        let rings = |view: &&SavedView| found(page, view).is_some_and(|people| view.rings_at(people));
        let ringing = self.kept.with_untracked(|kept| kept.iter().flatten().filter(alarms).filter(rings).count());
        page.ringing.set(u32::try_from(ringing).unwrap_or(u32::MAX));
    }
}

/// How many people a view shows; `None` where it names what is gone.
fn found(page: PageState, view: &SavedView) -> Option<u32> {
    let shown = page.with_roster(|roster| roster.query(&PeopleFilter::from_query(&view.query), None))?;
    (!shown.names_what_is_gone).then_some(shown.total)
}

/// Keys and names of those that are known.
pub(super) fn names(own: OwnViews) -> Vec<(String, String)> {
    let named = |view: &SavedView| (format!("{VIEW}{}", view.id), view.name.as_str().to_owned());
    own.kept.with(|kept| kept.iter().flatten().map(named).collect())
}

/// A line for each, how many people it shows, and what can be done with what the list shows. Fetches them first.
pub(super) fn lines(page: PageState, own: OwnViews, now: &PeopleFilter) -> Vec<MenuItem> {
    let failed = own.failed.get();
    if failed {
        // Said once: the next opening asks again, and not what this one is told.
        own.failed.update_untracked(|failed| *failed = false);
    } else {
        own.fetch(page);
    }
    // What can be picked stands still: until they are here, nothing below them can be.
    if !failed && own.kept.with(Option::is_none) {
        return on_their_way(text::own_views());
    }
    let shown = kept_query(now);
    let line = |view: &SavedView| {
        let found = found(page, view);
        let description = match (found, view.alarm_above) {
            (None, _) => text::gone().to_owned(),
            (Some(people), None) => text::people(people),
            (Some(people), Some(above)) => text::with_alarm(people, above),
        };
        MenuItem {
            icon: found.filter(|&people| view.rings_at(people)).map(|_| drawings::CIRCLE_ALERT),
            description: Some(description),
            checked: Some(view.query == shown),
            ..MenuItem::new(format!("{VIEW}{}", view.id), view.name.as_str())
        }
    };
    own.kept.with(|kept| {
        let mut lines: Vec<MenuItem> = kept.iter().flatten().map(line).collect();
        let this = kept.iter().flatten().find(|view| view.query == shown);
        match this {
            Some(view) => {
                lines.push(MenuItem {
                    icon: Some(drawings::PENCIL),
                    ..MenuItem::new(EDIT, text::edit(view.name.as_str()))
                });
                let delete = MenuItem::new(DELETE, text::delete(view.name.as_str()));
                lines.push(MenuItem { icon: Some(drawings::TRASH_2), danger: true, ..delete });
            }
            None => {
                let nothing = shown.is_empty().then(|| text::nothing_to_save().to_owned());
                let reason = nothing.or_else(|| failed.then(|| text::not_loaded().to_owned()));
                lines.push(MenuItem { icon: Some(drawings::PLUS), reason, ..MenuItem::new(SAVE, text::save()) });
            }
        }
        lines
    })
}

/// Does what a line says.
pub(super) fn act(page: PageState, own: OwnViews, key: &str) {
    let now = page.filter.get_untracked();
    let shown = kept_query(&now);
    let find = |is: &dyn Fn(&SavedView) -> bool| {
        own.kept.with_untracked(|kept| kept.iter().flatten().find(|view| is(view)).cloned())
    };
    match key {
        SAVE => own.saving.set(Some(Saving { kept: None, query: shown })),
        EDIT => own.saving.set(Some(Saving { kept: find(&|view| view.query == shown), query: shown })),
        DELETE => {
            if let Some(view) = find(&|view| view.query == shown) {
                delete(page, own, view);
            }
        }
        other => {
            let wanted = other.strip_prefix(VIEW).and_then(|id| id.parse().ok());
            if let Some(view) = wanted.and_then(|id| find(&|view| view.id == id)) {
                page.set_filter(view.filter(&now));
            }
        }
    }
}

/// Keeps a view.
///
/// # Errors
/// As the server says.
pub(super) async fn save(page: PageState, own: OwnViews, view: SavedView) -> Result<(), ApiError> {
    let org = page.org();
    let kept = Session::ask(Some(page.session), || doors::save(org.clone(), view.clone())).await?;
    if page.is_here() {
        own.put(page, kept);
    }
    Ok(())
}

/// Says that it is kept, and offers to take that back: `before` is what it was, if it was anything.
pub(super) fn say_saved(page: PageState, own: OwnViews, view: SavedView, before: Option<SavedView>) {
    let words = text::saved(view.name.as_str());
    page.toasts.with_undo(words, move || match &before {
        Some(before) => put_back(page, own, before.clone()),
        None => forget(page, own, view.clone(), |_| ()),
    });
}

fn delete(page: PageState, own: OwnViews, view: SavedView) {
    forget(page, own, view, move |view| {
        let words = text::deleted(view.name.as_str());
        page.toasts.with_undo(words, move || put_back(page, own, view.clone()));
    });
}

fn forget(page: PageState, own: OwnViews, view: SavedView, done: impl FnOnce(SavedView) + 'static) {
    let org = page.org();
    spawn_local(async move {
        match Session::ask(Some(page.session), || doors::remove(org.clone(), view.id)).await {
            Ok(()) => {
                if page.is_here() {
                    own.take_out(page, &view);
                }
                done(view);
            }
            Err(error) => page.toasts.failure(text::not_deleted(view.name.as_str(), &errors::words(&error))),
        }
    });
}

/// Keeps a view as it was.
fn put_back(page: PageState, own: OwnViews, view: SavedView) {
    spawn_local(async move {
        let name = view.name.clone();
        match save(page, own, view).await {
            Ok(()) => page.toasts.success(text::saved(name.as_str())),
            Err(error) => page.toasts.failure(text::not_saved(name.as_str(), &errors::words(&error))),
        }
    });
}
