//! The address of the list: search, filters, order and columns live in it.

use std::time::Duration;

use domain::PeopleFilter;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

use super::state::PageState;

/// How long typing rests before the address follows.
const REST: Duration = Duration::from_millis(250);

/// How the address follows a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// Back undoes it.
    Push,
    /// Back leads past it.
    Replace,
}

/// A filter's choice is a step of its own; typing, sorting and choosing columns are not.
fn way(old: &PeopleFilter, new: &PeopleFilter) -> Way {
    let chosen = |filter: &PeopleFilter| (filter.roles.clone(), filter.teams.clone(), filter.statuses.clone());
    if chosen(old) == chosen(new) { Way::Replace } else { Way::Push }
}

/// Keeps address and filter in line, whichever of them changes. For the browser.
pub(super) fn follow(page: PageState) {
    let location = use_location();
    let navigate = use_navigate();
    let here = location.pathname.get_untracked();
    let search = location.search;
    // The filter that the address stands for, as far as this page has written or read it.
    let written = StoredValue::new(PeopleFilter::from_query(&search.get_untracked()));
    let write = move |way: Way| {
        let Some(filter) = page.filter.try_get_untracked() else { return };
        let query = filter.to_query();
        if written.with_value(PeopleFilter::to_query) == query {
            return;
        }
        written.set_value(filter);
        let mark = if query.is_empty() { "" } else { "?" };
        let options = NavigateOptions { replace: way == Way::Replace, scroll: false, ..NavigateOptions::default() };
        navigate(&format!("{here}{mark}{query}"), options);
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
        match written.with_value(|written| way(written, &filter)) {
            Way::Push => {
                rest(None);
                write(Way::Push);
            }
            Way::Replace => {
                let write = write.clone();
                rest(set_timeout_with_handle(move || write(Way::Replace), REST).ok());
            }
        }
    });
    Effect::new(move |before: Option<()>| {
        let asked = PeopleFilter::from_query(&search.get());
        if before.is_none() || written.with_value(PeopleFilter::to_query) == asked.to_query() {
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
        assert_eq!(way(&old, &typed), Way::Replace);
        assert_eq!(way(&old, &sorted), Way::Replace);
        assert_eq!(way(&typed, &chosen), Way::Push);
        assert_eq!(way(&chosen, &old), Way::Push);
    }
}
