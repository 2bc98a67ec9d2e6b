//! As what they are invited: role and teams side by side; folded below, what is seldom needed.

use domain::TeamId;
use leptos::prelude::*;

use super::bundle::{BundleChoice, KeepAsBundle};
use super::choices::{default_role, role_options, team_choices};
use super::form::InviteForm;
use super::same::SameAccess;
use crate::text::{edits, invite as text};
use crate::ui::{Choice, Icon, ListboxButton, SelectField, TextArea, TextField, drawings};
use crate::users::ends::EndsFields;
use crate::users::state::PageState;

/// Role, teams, and "More options".
#[component]
pub(crate) fn InviteOptions(form: InviteForm) -> AnyView {
    let page = form.page;
    let roles = Signal::derive(move || {
        page.version.track();
        page.with_roster(role_options).unwrap_or_default()
    });
    // The choice is there from the start, once the people are known.
    Effect::new(move |_| {
        page.version.track();
        if form.role.with(String::is_empty)
            && let Some(role) = page.with_roster(default_role).flatten()
        {
            form.role.set(role.to_string());
        }
    });
    view! {
        <BundleChoice form/>
        <div class="invite-pair">
            <SelectField id="invite-role" label=text::role() value=form.role options=roles/>
            <TeamsField page teams=form.teams/>
        </div>
        <details class="more">
            <summary><Icon drawing=drawings::CHEVRON_RIGHT/>{text::more()}</summary>
            <div class="more-content">
                <SameAccess form/>
                <TextField
                    id="invite-days"
                    label=text::days()
                    description=text::days_about()
                    kind="number"
                    value=form.days
                />
                <EndsFields id="invite-ends" days_id="invite-access-days" ends=form.bundle.ends/>
                <TextArea id="invite-note" label=text::note() description=text::note_about() value=form.note/>
                <KeepAsBundle form/>
            </div>
        </details>
    }
    .into_any()
}

/// Teams to choose, in a list that can be searched.
#[component]
pub(crate) fn TeamsField(
    /// The page.
    page: PageState,
    /// Those that are chosen.
    teams: RwSignal<Vec<TeamId>>,
) -> AnyView {
    let choices = Signal::derive(move || {
        page.version.track();
        teams.with(|chosen| page.with_roster(|roster| team_choices(roster, chosen))).unwrap_or_default()
    });
    view! { <TeamsChoice choices teams/> }.into_any()
}

/// Likewise, of teams that are told.
#[component]
pub(crate) fn TeamsChoice(
    /// What there is to choose from, and whether it is.
    choices: Signal<Vec<Choice>>,
    /// Those that are chosen.
    teams: RwSignal<Vec<TeamId>>,
) -> AnyView {
    let toggle = Callback::new(move |key: String| {
        let Ok(team) = key.parse::<TeamId>() else { return };
        teams.update(|teams| {
            let before = teams.len();
            teams.retain(|other| *other != team);
            if teams.len() == before {
                teams.push(team);
            }
        });
    });
    let chosen = Memo::new(move |_| {
        let names: Vec<String> = choices.with(|choices| {
            choices.iter().filter(|choice| choice.selected).map(|choice| choice.label.clone()).collect()
        });
        if names.is_empty() { edits::no_team().to_owned() } else { names.join(", ") }
    });
    view! {
        <div class="field">
            <span class="field-label" aria-hidden="true">{text::teams_label()}</span>
            <ListboxButton
                label=Signal::derive(move || text::teams(&chosen.get()))
                list_label=text::teams_label()
                choices
                on_toggle=toggle
                search=|| edits::search_teams()
            >
                <span class="button-words">{chosen}</span>
                <Icon drawing=drawings::CHEVRON_DOWN/>
            </ListboxButton>
        </div>
    }
    .into_any()
}
