//! Putting people into a team: found while typing, added by a press each.

use std::time::Duration;

use domain::{Command, TeamCandidate, TeamId, TeamMember};
use leptos::prelude::*;

use crate::api::call::Intent;
use crate::api::teams;
use crate::pages::ask::Ask;
use crate::pages::card::FormError;
use crate::pages::teams::board::{Board, Said};
use crate::text::teams as text;
use crate::ui::{Avatar, Icon, drawings, initials};
use crate::users::face::hash_of;
use crate::users::session::Session;

/// How long nothing is typed before the server is asked.
const QUIET: Duration = Duration::from_millis(150);

/// Id of a team's field.
pub(super) fn add_id(team: TeamId) -> String {
    format!("add-{team}")
}

/// The field and who it finds.
#[component]
pub(super) fn AddPeople(
    /// All teams.
    board: Board,
    /// Which one.
    id: TeamId,
) -> AnyView {
    let typed = RwSignal::new(String::new());
    let found = RwSignal::new(None::<Vec<TeamCandidate>>);
    let failed = RwSignal::new(None::<String>);
    let asked = StoredValue::new(0_u32);
    let look = move || {
        let text = typed.get_untracked();
        let number = asked.try_update_value(|asked| {
            *asked += 1;
            *asked
        });
        if text.trim().is_empty() {
            found.set(None);
            return;
        }
        let (org, session) = (board.org.get_value(), board.session);
        leptos::task::spawn_local(async move {
            let answer = Session::ask(Some(session), || teams::candidates(org.clone(), id, text.clone())).await;
            // Only the answer to what stands there now counts.
            if asked.try_get_value() != number {
                return;
            }
            failed.set(answer.as_ref().err().map(crate::text::errors::words));
            found.set(answer.ok());
        });
    };
    let mut look_soon = debounce(QUIET, move |()| look());
    let input = move |event| {
        typed.set(event_target_value(&event));
        look_soon(());
    };
    let field = add_id(id);
    let result = move |person: TeamCandidate| view! { <Candidate board id person found/> };
    view! {
        <div class="add-people">
            <div class="search">
                <Icon drawing=drawings::USER_PLUS/>
                <input
                    class="input"
                    type="search"
                    id=field
                    aria-label=text::add_people()
                    placeholder=text::add_hint()
                    autocomplete="off"
                    prop:value=move || typed.get()
                    on:input=input
                />
            </div>
            <FormError text=failed/>
            <p class="visually-hidden" role="status">{move || found.with(|found| found.as_ref().map(|found| text::found(found.len())))}</p>
            {move || found.with(|found| found.as_ref().is_some_and(Vec::is_empty)).then(|| view! {
                <p class="line-about team-nobody">{text::no_candidate()}</p>
            })}
            <ul role="list" class="people people-found">
                <For each=move || found.get().unwrap_or_default() key=|person| person.user children=result/>
            </ul>
        </div>
    }
    .into_any()
}

/// Somebody who can be added.
#[component]
fn Candidate(
    /// All teams.
    board: Board,
    /// Into which team.
    id: TeamId,
    /// Who.
    person: TeamCandidate,
    /// Who else was found.
    found: RwSignal<Option<Vec<TeamCandidate>>>,
) -> AnyView {
    let ask = (Ask::new(), Intent::new());
    let (user, name, email) = (person.user, person.name.to_string(), person.email.to_string());
    let team = board.teams.with_untracked(|teams| {
        teams.iter().find(|card| card.team.id == id).map(|card| card.team.name.to_string()).unwrap_or_default()
    });
    let label = text::add(&name, &team);
    let words = text::added(&name, &team);
    let member = TeamMember { user, name: person.name, email: person.email, owner: false, can_own: person.can_own };
    let press = move |_| {
        let (member, words) = (member.clone(), words.clone());
        let done = move |_: &domain::Answer| {
            board.change(id, |card| {
                card.members.push(member);
                card.members.sort_by_cached_key(|member| (roster::fold(member.name.as_str()), member.user));
            });
            found.update(|found| {
                if let Some(found) = found {
                    found.retain(|person| person.user != user);
                }
            });
            crate::ui::dom::focus_id(&add_id(id));
        };
        let command = Command::ChangeTeams { users: vec![user], add: vec![id], remove: Vec::new() };
        board.send(ask, command, done, Said::Undoable(words));
    };
    view! {
        <li class="person">
            <Avatar initials=initials(&name) hash=hash_of(user.into())/>
            <span class="person-words"><bdi class="person-name">{name.clone()}</bdi><span class="line-about" dir="ltr">{email}</span></span>
            <button type="button" class="button" aria-label=label aria-busy=move || ask.0.busy().get().then_some("true") on:click=press>
                <span>{text::add_one()}</span>
            </button>
            <FormError text=ask.0.words()/>
        </li>
    }
    .into_any()
}
