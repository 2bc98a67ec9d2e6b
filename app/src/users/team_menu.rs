//! The teams of a row: chips that open a list for those who may change them.

use domain::{PersonId, TeamId};
use leptos::prelude::*;
use leptos::web_sys::Element;
use roster::{Applied, EditId};

use super::cell_problem::CellProblem;
use super::face::RowFace;
use super::in_row::Draft;
use super::menus::menus;
use super::role_choices;
use super::state::PageState;
use crate::text::{connection, edits as text};
use crate::ui::{Choice, ListboxButton, dom};

/// How many teams are named; the rest is counted.
const NAMED: usize = 2;

/// What was toggled in the open list, shown in the row and not sent yet.
#[derive(Clone, Debug)]
pub(super) struct Toggled {
    person: PersonId,
    draft: Draft,
    shown: Option<EditId>,
}

/// The teams of whoever the row shows.
#[component]
pub fn TeamMenu(
    /// The row.
    face: RwSignal<RowFace>,
) -> AnyView {
    let page = PageState::expect();
    let open = StoredValue::new(None::<Toggled>);
    let editable = Memo::new(move |_| face.with(|face| face.may_change_teams));
    let choices = Signal::derive(move || {
        page.version.track();
        let person = face.with(|face| face.person);
        menus(page).map(|menus| (menus.teams)(page, person)).unwrap_or_default()
    });
    let toggle = Callback::new(move |key: String| {
        if let Some(menus) = menus(page) {
            (menus.toggle_team)(page, open, face.with_untracked(|face| face.person), &key);
        }
    });
    let close = Callback::new(move |()| {
        if let Some(menus) = menus(page) {
            (menus.send_teams)(page, open);
        }
    });
    let menu = move || {
        view! {
            <ListboxButton
                label=face.with_untracked(label)
                list_label=Signal::derive(move || face.with(|face| text::teams_of(&face.name)))
                choices
                on_toggle=toggle
                on_close=close
                search=|| text::search_teams()
                class="cell-button"
                control="teams"
            >
                {face.with_untracked(chips)}
            </ListboxButton>
        }
        .into_any()
    };
    view! {
        {move || if editable.get() { menu() } else { face.with_untracked(chips) }}
        <CellProblem face control="teams"/>
    }
    .into_any()
}

fn names(teams: &[String]) -> String {
    if teams.is_empty() { text::no_team().to_owned() } else { teams.join(", ") }
}

fn label(face: &RowFace) -> String {
    text::change_teams(&face.name, &names(&face.teams))
}

/// What the cell says of somebody's teams: two by name, and how many more there are.
struct Chips<'a> {
    named: [&'a str; NAMED],
    rest: String,
    all: Option<String>,
}

impl<'a> Chips<'a> {
    fn of(face: &'a RowFace) -> Self {
        let teams = &face.teams;
        let more = teams.len().saturating_sub(NAMED);
        let rest = match more {
            0 if teams.is_empty() => text::no_team().to_owned(),
            0 => String::new(),
            more => format!("+{more}"),
        };
        let named = std::array::from_fn(|at| teams.get(at).map_or("", String::as_str));
        Self { named, rest, all: (more > 0).then(|| teams.join(", ")) }
    }

    /// What each chip says, and the count behind them; empty for those that are not seen.
    fn words(&self) -> [&str; NAMED + 1] {
        let [first, second] = self.named;
        [first, second, &self.rest]
    }
}

/// Always the same elements, those not seen that have nothing to say: a row that changes makes no element.
fn chips(face: &RowFace) -> AnyView {
    let Chips { named, rest, all } = Chips::of(face);
    let chip = |team: &str| {
        view! { <span class="chip" hidden=team.is_empty()><bdi class="chip-words">{team.to_owned()}</bdi></span> }
    };
    let none = rest.is_empty();
    view! {
        <span class="chips" title=all>
            {named.map(chip).into_iter().collect_view()}
            <span class="chip-more" hidden=none>{rest}</span>
        </span>
    }
    .into_any()
}

/// Has the cell of a row say `new` where it says `old`.
pub(super) fn write(row: &Element, old: &RowFace, new: &RowFace) {
    if (&old.name, &old.teams) == (&new.name, &new.teams) {
        return;
    }
    if let Some(button) = dom::find(row, "[data-control=\"teams\"]") {
        dom::write_attribute(&button, "aria-label", Some(&label(new)));
    }
    let shown = dom::find(row, ".chips").filter(|_| old.teams != new.teams);
    let Some(shown) = shown else { return };
    let (was, is) = (Chips::of(old), Chips::of(new));
    if was.all != is.all {
        dom::write_attribute(&shown, "title", is.all.as_deref());
    }
    let mut next = shown.first_element_child();
    for (before, words) in was.words().into_iter().zip(is.words()) {
        let Some(chip) = next else { return };
        if before != words {
            let holder = chip.first_element_child();
            dom::write_text(holder.as_ref().unwrap_or(&chip), words);
        }
        if before.is_empty() != words.is_empty() {
            dom::write_attribute(&chip, "hidden", words.is_empty().then_some(""));
        }
        next = chip.next_element_sibling();
    }
}

pub(super) fn choices(page: PageState, person: PersonId) -> Vec<Choice> {
    let blocked = page.edits_wait().then_some(connection::edits_wait());
    page.with_roster(|roster| role_choices::teams(roster, person, blocked)).unwrap_or_default()
}

/// Shows a toggle at once.
pub(super) fn toggle(page: PageState, open: StoredValue<Option<Toggled>>, person: PersonId, key: &str) {
    let Ok(team) = key.parse::<TeamId>() else { return };
    let mut now = open.get_value().filter(|open| open.person == person).unwrap_or(Toggled {
        person,
        draft: Draft::default(),
        shown: None,
    });
    page.change_roster(|roster| {
        let row = roster.find(person);
        let is_in = row.and_then(|row| roster.row(row)).is_some_and(|row| row.teams().any(|(one, _)| one.id == team));
        now.draft.toggle(team, is_in);
        if let Some(shown) = now.shown.take() {
            roster.take_back(shown);
        }
        now.shown = now.draft.edit().and_then(|edit| roster.edit(person, edit));
        Applied { changed: row.into_iter().collect(), ..Applied::default() }
    });
    page.drafting.try_set_value(now.draft.edit().is_some());
    open.set_value(Some(now));
}

/// Sends what was toggled as one change; it stays shown meanwhile.
pub(super) fn send(page: PageState, open: StoredValue<Option<Toggled>>) {
    let Some(Toggled { person, draft, shown }) = open.try_update_value(Option::take).flatten() else { return };
    page.drafting.try_set_value(false);
    if let Some(edit) = draft.edit() {
        page.make(person, edit, None);
    }
    if let Some(shown) = shown {
        page.change_roster(|roster| {
            roster.take_back(shown);
            Applied { changed: roster.find(person).into_iter().collect(), ..Applied::default() }
        });
    }
    page.catch_up();
}
