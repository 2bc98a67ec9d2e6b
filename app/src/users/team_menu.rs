//! The teams of a row: chips that open a list for those who may change them.

use domain::{PersonId, TeamId};
use leptos::prelude::*;
use roster::{Applied, EditId};

use super::cell_problem::CellProblem;
use super::face::RowFace;
use super::in_row::Draft;
use super::role_choices;
use super::state::PageState;
use crate::text::{connection, edits as text};
use crate::ui::{Chip, Choice, Icon, ListboxButton};

/// How many teams a row names; of the others it says how many.
const SHOWN: usize = 2;

/// What was toggled in the open list, shown in the row and not sent yet.
#[derive(Clone, Debug)]
struct Open {
    person: PersonId,
    draft: Draft,
    shown: Option<EditId>,
}

/// The teams, in their cell.
#[component]
pub(crate) fn TeamMenu(
    /// The row.
    #[prop(into)]
    face: Signal<RowFace>,
) -> AnyView {
    let page = PageState::expect();
    let open = StoredValue::new(None::<Open>);
    let teams = Memo::new(move |_| face.with(|face| face.teams.clone()));
    let editable = Memo::new(move |_| face.with(|face| face.may_change_teams));
    let choices = Signal::derive(move || {
        page.version.track();
        choices(page, face.with(|face| face.person))
    });
    let toggle = Callback::new(move |key: String| {
        if let Ok(team) = key.parse() {
            toggle(page, open, face.with_untracked(|face| face.person), team);
        }
    });
    let menu = move || {
        view! {
            <ListboxButton
                label=Signal::derive(move || face.with(|face| text::change_teams(&face.name, &names(&face.teams))))
                list_label=Signal::derive(move || face.with(|face| text::teams_of(&face.name)))
                choices
                on_toggle=toggle
                on_close=Callback::new(move |()| send(page, open))
                search=text::SEARCH_TEAMS
                class="cell-button"
                control="teams"
            >
                {move || teams.with(|teams| chips(teams))}
                <Icon name="chevron-down"/>
            </ListboxButton>
        }
        .into_any()
    };
    view! {
        {move || if editable.get() { menu() } else { teams.with(|teams| chips(teams)) }}
        <CellProblem face control="teams"/>
    }
    .into_any()
}

fn names(teams: &[String]) -> String {
    if teams.is_empty() { text::NO_TEAM.to_owned() } else { teams.join(", ") }
}

fn chips(teams: &[String]) -> AnyView {
    if teams.is_empty() {
        return view! { <span class="faint">{text::NO_TEAM}</span> }.into_any();
    }
    let more = teams.len().saturating_sub(SHOWN);
    let chip = |team: &String| view! { <Chip label=team.clone()/> };
    view! {
        <span class="chips">
            {teams.iter().take(SHOWN).map(chip).collect_view()}
            {(more > 0).then(|| view! { <span class="chip-more">{format!("+{more}")}</span> })}
        </span>
    }
    .into_any()
}

fn choices(page: PageState, person: PersonId) -> Vec<Choice> {
    let blocked = page.edits_wait().then_some(connection::EDITS_WAIT);
    page.with_roster(|roster| role_choices::teams(roster, person, blocked)).unwrap_or_default()
}

/// Shows a toggle at once.
fn toggle(page: PageState, open: StoredValue<Option<Open>>, person: PersonId, team: TeamId) {
    let mut now = open
        .get_value()
        .filter(|open| open.person == person)
        .unwrap_or(Open { person, draft: Draft::default(), shown: None });
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
fn send(page: PageState, open: StoredValue<Option<Open>>) {
    let Some(Open { person, draft, shown }) = open.try_update_value(Option::take).flatten() else { return };
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
