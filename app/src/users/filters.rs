//! The three filters, the columns, and the chips of what is applied.

use domain::{Choice as Chosen, Column, NO_TEAM, PeopleFilter, Status};
use leptos::prelude::*;
use roster::{Roster, View};

use super::face::{ChipFace, FilterKind};
use super::menus::menus;
use super::state::PageState;
use crate::text::{roles::shown, users as text};
use crate::ui::{Button, ButtonKind, Chip, Choice, Icon, ListboxButton, dom, drawings};

/// As many roles are looked through without a search field.
const SHORT: usize = 12;

/// The filters side by side.
#[component]
pub fn Filters() -> AnyView {
    let page = PageState::expect();
    // Where no chip is, nothing below moves while one types. Like the chips it comes after the rows.
    let alone = Memo::new(move |_| {
        page.version.track();
        page.filter.with_untracked(PeopleFilter::narrows)
            && page.summary.with_untracked(|summary| summary.chips.is_empty())
    });
    view! {
        <div class="filters" role="group" aria-label=text::filters()>
            {FilterKind::ALL.into_iter().map(|kind| view! { <Filter kind/> }).collect_view()}
            <span hidden=move || !alone.get()><ClearFilters quiet=true/></span>
        </div>
    }
    .into_any()
}

/// One filter: a button and its list of choices, each applied at once.
#[component]
fn Filter(
    /// Which.
    kind: FilterKind,
) -> AnyView {
    let page = PageState::expect();
    let chosen = Memo::new(move |_| page.filter.with(|filter| kind.of(filter).len()));
    let told = move || {
        page.version.track();
        menus(page).and_then(|menus| page.with_view(|roster, view| (menus.filter)(roster, view, kind)))
    };
    let choices = Signal::derive(move || told().unwrap_or_default());
    let known = Memo::new(move |_| told().is_some());
    let toggle = move |slug: String| {
        let mut filter = page.filter.get_untracked();
        toggle(kind.of_mut(&mut filter), slug);
        page.set_filter(filter);
    };
    let clear = Callback::new(move |()| {
        let mut filter = page.filter.get_untracked();
        kind.of_mut(&mut filter).clear();
        page.set_filter(filter);
    });
    let search = match kind {
        FilterKind::Team => || text::search_teams(),
        FilterKind::Role => search_roles,
        FilterKind::Status => || "",
    };
    view! {
        <ListboxButton
            list_label=text::filter(kind).to_owned()
            choices
            known
            on_toggle=toggle
            on_clear=clear
            search
            class="filter-button"
        >
            <span>{text::filter(kind)}</span>
            {move || Some(chosen.get()).filter(|count| *count > 0).map(|count| view! {
                <span class="filter-count">{count}</span>
            })}
            <Icon drawing=drawings::CHEVRON_DOWN/>
        </ListboxButton>
    }
    .into_any()
}

/// A long list of roles has a search field.
fn search_roles() -> &'static str {
    let many = PageState::expect().with_roster(|roster| roster.roles().len() > SHORT);
    if many == Some(true) { text::search_roles() } else { "" }
}

/// Chooses what is not chosen, lets go of what is.
fn toggle(list: &mut Vec<Chosen>, slug: String) {
    let before = list.len();
    list.retain(|choice| choice.value != slug);
    if list.len() == before {
        list.push(Chosen::of(slug));
    }
}

/// The choices of a filter, each with how many it would leave.
pub(super) fn choices(roster: &Roster, view: &View, kind: FilterKind) -> Vec<Choice> {
    let chosen = kind.of(&view.filter);
    let choice = |slug: &str, label: &str, count: Option<&u32>| Choice {
        key: slug.to_owned(),
        label: label.to_owned(),
        count: count.copied(),
        selected: chosen.iter().any(|choice| choice.value == slug && !choice.negated),
        reason: None,
    };
    let facets = &view.facets;
    match kind {
        FilterKind::Team => {
            let teams = roster.teams();
            let teams = teams
                .iter()
                .map(|(number, team)| choice(&team.slug, team.name.as_str(), facets.teams.get(usize::from(*number))));
            teams.chain([choice(NO_TEAM, text::no_team(), Some(&facets.no_team))]).collect()
        }
        FilterKind::Role => {
            let roles = roster.roles().iter().zip(&facets.roles);
            roles.map(|(role, count)| choice(&role.slug, shown(role.name.as_str()), Some(count))).collect()
        }
        FilterKind::Status => {
            let statuses = Status::ALL.into_iter().zip(&facets.statuses);
            statuses.map(|(status, count)| choice(status.slug(), text::status(status), Some(count))).collect()
        }
    }
}

/// Name of the cookie that keeps the chosen columns, so that the server renders them.
const COLUMNS: &str = "columns";

/// An address's query with the columns that this browser shows, where it names none. `cookies` is a header.
#[cfg(feature = "ssr")]
pub(crate) fn with_kept_columns(query: &str, cookies: &str) -> String {
    let names_some = query.split('&').any(|pair| pair.split('=').next() == Some("cols"));
    let kept = dom::remembered(cookies, COLUMNS).map(|kept| kept.split('.').filter_map(Column::from_slug));
    let kept: Vec<_> = kept.into_iter().flatten().map(Column::slug).collect();
    if names_some || kept.is_empty() { query.to_owned() } else { format!("{query}&cols={}", kept.join(",")) }
}

/// Which columns are shown beyond the fixed ones.
#[component]
pub fn Columns() -> AnyView {
    let page = PageState::expect();
    let sees_log = Memo::new(move |_| page.summary.with(|summary| summary.may_see_past));
    let choices = Signal::derive(move || {
        let chosen = page.columns();
        let choice = |column: &Column| Choice {
            key: column.slug().to_owned(),
            label: text::column(*column).to_owned(),
            selected: chosen.contains(column),
            ..Choice::default()
        };
        // By the rule of the log: who may read that one.
        let sees = |column: &&Column| **column != Column::SecondFactor || sees_log.get();
        Column::ALL.iter().filter(sees).map(choice).collect::<Vec<_>>()
    });
    let toggle = move |slug: String| {
        let Some(column) = Column::from_slug(&slug) else { return };
        let shown = page.filter.with_untracked(|filter| filter.columns.clone());
        let shows = |other: &Column| shown.contains(other) != (*other == column);
        let columns: Vec<Column> = Column::ALL.iter().copied().filter(shows).collect();
        dom::remember(COLUMNS, &columns.iter().map(|column| column.slug()).collect::<Vec<_>>().join("."));
        page.set_filter(PeopleFilter { columns, ..page.filter.get_untracked() });
    };
    view! {
        <ListboxButton
            label=text::columns().to_owned()
            list_label=text::columns().to_owned()
            choices
            on_toggle=toggle
            class="icon-button"
        >
            <Icon drawing=drawings::COLUMNS_3/>
        </ListboxButton>
    }
    .into_any()
}

/// What is applied, a chip each, and the way out of all of it.
#[component]
pub fn FilterChips() -> AnyView {
    let page = PageState::expect();
    // Once the rows are painted: what comes or goes here moves all of the list.
    let chips = Memo::new(move |_| {
        page.version.track();
        page.summary.with_untracked(|summary| summary.chips.clone())
    });
    let chosen = Memo::new(move |_| chips.with(|chips| !chips.is_empty()));
    let chip = move |face: ChipFace| {
        let label = words(&face);
        let remove = text::remove_filter(&label);
        let on_remove = move |_| {
            let mut filter = page.filter.get_untracked();
            face.kind.of_mut(&mut filter).retain(|choice| *choice != face.choice);
            page.set_filter(filter);
            crate::ui::dom::focus_id(super::search::SEARCH);
        };
        view! { <Chip label remove_label=remove on_remove=Callback::new(on_remove)/> }
    };
    view! {
        <div class="filter-chips" hidden=move || !chosen.get()>
            {move || chips.get().into_iter().map(chip).collect_view()}
            <ClearFilters quiet=true/>
        </div>
    }
    .into_any()
}

/// A choice in words: "Role: Admin".
pub(super) fn words(chip: &ChipFace) -> String {
    text::chip(chip.kind, &chip.label, chip.choice.negated)
}

/// Takes search and filters away.
#[component]
pub fn ClearFilters(
    /// Text alone.
    #[prop(optional)]
    quiet: bool,
) -> AnyView {
    let page = PageState::expect();
    let clear = move |_| {
        page.set_filter(page.filter.with_untracked(PeopleFilter::cleared));
        crate::ui::dom::focus_id(super::search::SEARCH);
    };
    let kind = if quiet { ButtonKind::Quiet } else { ButtonKind::Plain };
    view! { <Button kind on_press=Callback::new(clear)>{text::clear_filters()}</Button> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_is_let_go_by_choosing_it_again_even_against() {
        let mut list = vec![Chosen { value: "admin".into(), negated: true }];
        toggle(&mut list, "admin".into());
        assert!(list.is_empty());
        toggle(&mut list, "admin".into());
        assert_eq!(list, [Chosen::of("admin")]);
    }
}
