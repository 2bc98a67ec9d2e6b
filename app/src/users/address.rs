//! The address of the list: search, filters, order and columns live in it.

use std::time::Duration;

use domain::PeopleFilter;
use leptos::prelude::*;

use super::state::PageState;
use crate::location::{Location, Step};
use crate::route::Route;
use crate::ui::frames::{self, Then};

/// How long typing rests before the address follows.
const REST: Duration = Duration::from_millis(250);

/// A filter's choice, and another day, is a step of its own; typing, sorting and choosing columns are not.
fn step(old: &PeopleFilter, new: &PeopleFilter, refused: bool) -> Step {
    // Back does not lead to a day that is not shown.
    let days = refused || (old.as_of, old.since) == (new.as_of, new.since);
    let chosen = |filter: &PeopleFilter| (filter.roles.clone(), filter.teams.clone(), filter.statuses.clone());
    if days && chosen(old) == chosen(new) { Step::Replace } else { Step::Push }
}

/// Keeps address and filter in line, whichever of them changes. For the browser.
pub(super) fn follow(page: PageState) {
    let location = Location::expect();
    let (path, query) = (location.path(), location.query());
    let here = StoredValue::new(Route::Users.path(&page.org()));
    // With somebody's panel or without.
    let is_here = move || path.with_untracked(|path| here.with_value(|here| path.starts_with(here.as_str())));
    // The filter that the address stands for, as far as this page has written or read it.
    let written = StoredValue::new(PeopleFilter::from_query(&query.get_untracked()));
    let write = move |step: Step| {
        let Some(filter) = page.filter.try_get_untracked() else { return };
        let query = filter.to_query();
        if written.with_value(PeopleFilter::to_query) == query {
            return;
        }
        written.set_value(filter);
        let mark = if query.is_empty() { "" } else { "?" };
        let path = if is_here() { path.get_untracked() } else { here.get_value() };
        location.go(&format!("{path}{mark}{query}"), step);
    };
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let rest = move |handle| {
        let earlier = waiting.try_update_value(|waiting| std::mem::replace(waiting, handle)).flatten();
        if let Some(earlier) = earlier {
            earlier.clear();
        }
    };
    Effect::new(move |_| {
        let filter = page.filter.get();
        let refused = !page.no_past.with_untracked(String::is_empty);
        match written.with_value(|written| step(written, &filter, refused)) {
            Step::Push => {
                rest(None);
                // The history takes as long as some rows.
                frames::after_frame(move || {
                    write(Step::Push);
                    Then::Done
                });
            }
            Step::Replace => {
                rest(set_timeout_with_handle(move || write(Step::Replace), REST).ok());
            }
        }
    });
    Effect::new(move |before: Option<()>| {
        let asked = PeopleFilter::from_query(&query.get());
        if before.is_none() || !is_here() || written.with_value(PeopleFilter::to_query) == asked.to_query() {
            return;
        }
        rest(None);
        written.set_value(asked.clone());
        page.set_filter(asked);
    });
    on_cleanup(move || rest(None));
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Choice, Column, SortKey};

    #[test]
    fn back_undoes_choices_and_nothing_else() {
        let old = PeopleFilter::default();
        let typed = PeopleFilter { q: "ana".into(), ..old.clone() };
        let sorted = PeopleFilter { sort: SortKey::Role, columns: vec![Column::Ends], ..old.clone() };
        let chosen = PeopleFilter { roles: vec![Choice::of("admin")], ..typed.clone() };
        assert_eq!(step(&old, &typed, false), Step::Replace);
        assert_eq!(step(&old, &sorted, false), Step::Replace);
        assert_eq!(step(&typed, &chosen, false), Step::Push);
        assert_eq!(step(&chosen, &old, false), Step::Push);
        let past = PeopleFilter { as_of: Some(domain::Timestamp(0)), ..old.clone() };
        assert_eq!([step(&old, &past, false), step(&past, &old, false)], [Step::Push, Step::Push]);
        assert_eq!(step(&past, &old, true), Step::Replace);
    }
}
