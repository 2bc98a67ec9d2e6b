//! The teams of a row: chips that open a list for those who may change them.

use domain::{PersonId, TeamId};
use leptos::prelude::*;
use roster::{Applied, EditId};

use super::cell_problem::CellProblem;
use super::face::RowFace;
use super::in_row::Draft;
use super::menus::menus;
use super::role_choices;
use super::state::PageState;
use crate::text::{connection, edits as text};
use crate::ui::{Choice, Icon, ListboxButton};

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
    #[prop(into)]
    face: Signal<Option<RowFace>>,
) -> AnyView {
    let page = PageState::expect();
    let open = StoredValue::new(None::<Toggled>);
    let of = move |words: fn(&RowFace) -> String| face.with(|face| face.as_ref().map(words).unwrap_or_default());
    let editable = Memo::new(move |_| face.with(|face| face.as_ref().is_some_and(|face| face.may_change_teams)));
    let choices = Signal::derive(move || {
        page.version.track();
        face.with(|face| face.as_ref().map(|face| face.person))
            .and_then(|person| Some((menus(page)?.teams)(page, person)))
            .unwrap_or_default()
    });
    let toggle = Callback::new(move |key: String| {
        let person = face.with_untracked(|face| face.as_ref().map(|face| face.person));
        if let (Some(person), Some(menus)) = (person, menus(page)) {
            (menus.toggle_team)(page, open, person, &key);
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
                label=Signal::derive(move || of(|face| text::change_teams(&face.name, &names(&face.teams))))
                list_label=Signal::derive(move || of(|face| text::teams_of(&face.name)))
                choices
                on_toggle=toggle
                on_close=close
                search=text::SEARCH_TEAMS
                class="cell-button"
                control="teams"
            >
                <TeamChips face/>
                <Icon name="chevron-down"/>
            </ListboxButton>
        }
        .into_any()
    };
    view! {
        {move || if editable.get() { menu() } else { view! { <TeamChips face/> }.into_any() }}
        <CellProblem face control="teams"/>
    }
    .into_any()
}

fn names(teams: &[String]) -> String {
    if teams.is_empty() { text::NO_TEAM.to_owned() } else { teams.join(", ") }
}

/// Two chips, and how many more there are.
#[component]
fn TeamChips(
    /// The row.
    face: Signal<Option<RowFace>>,
) -> AnyView {
    let teams = Memo::new(move |_| face.with(|face| face.as_ref().map(|face| face.teams.clone()).unwrap_or_default()));
    let more = move || teams.with(|teams| teams.len().saturating_sub(NAMED));
    let title = move || (more() > 0).then(|| teams.with(|teams| teams.join(", ")));
    let chip = |team: String| view! { <span class="chip"><bdi class="chip-words">{team}</bdi></span> };
    view! {
        <span class="chips" title=title>
            {move || teams.with(|teams| teams.iter().take(NAMED).cloned().map(chip).collect_view())}
            {move || (more() > 0).then(|| view! { <span class="chip-more">{format!("+{}", more())}</span> })}
            {move || teams.with(Vec::is_empty).then(|| view! { <span class="chip-more">{text::NO_TEAM}</span> })}
        </span>
    }
    .into_any()
}

pub(super) fn choices(page: PageState, person: PersonId) -> Vec<Choice> {
    let blocked = page.edits_wait().then_some(connection::EDITS_WAIT);
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
    open.set_value(Some(now));
}

/// Sends what was toggled as one change; it stays shown meanwhile.
pub(super) fn send(page: PageState, open: StoredValue<Option<Toggled>>) {
    let Some(Toggled { person, draft, shown }) = open.try_update_value(Option::take).flatten() else { return };
    if let Some(edit) = draft.edit() {
        page.make(person, edit, None);
    }
    if let Some(shown) = shown {
        page.change_roster(|roster| {
            roster.take_back(shown);
            Applied { changed: roster.find(person).into_iter().collect(), ..Applied::default() }
        });
    }
}
