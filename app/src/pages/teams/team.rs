//! One team of the list: its name, its numbers, what may be done with it, and its people once asked for.

use domain::{Command, Name, Refusal, TeamId};
use leptos::{ev, html, prelude::*};

use crate::api::call::Intent;
use crate::api::error::ApiError;
use crate::pages::ask::Ask;
use crate::pages::page::focus_where_lost;
use crate::pages::teams::board::{Board, Said, name_problem};
use crate::pages::teams::people::People;
use crate::text::teams as text;
use crate::ui::{Button, Icon, MenuButton, MenuItem, dom, drawings};

/// Id of a team's button, its name.
pub(super) fn head_id(team: TeamId) -> String {
    format!("team-{team}")
}

/// One line.
#[component]
pub(super) fn TeamLine(
    /// All teams.
    board: Board,
    /// Which one.
    id: TeamId,
) -> AnyView {
    let (open, renaming) = (RwSignal::new(false), RwSignal::new(false));
    let card = Memo::new(move |_| board.team(id));
    let may_manage = move || card.with(|card| card.as_ref().is_some_and(|card| card.may_manage));
    let panel = format!("people-{id}");
    let shown = panel.clone();
    view! {
        <li class="team" data-state=move || if open.get() { "open" } else { "closed" }>
            {move || if renaming.get() {
                view! { <Rename board id renaming/> }.into_any()
            } else {
                view! { <Head board id open panel=panel.clone()/> }.into_any()
            }}
            {move || (may_manage() && !renaming.get()).then(|| view! { <Actions board id renaming/> })}
            {move || open.get().then(|| view! { <div class="team-people" id=shown.clone()><People board id/></div> })}
        </li>
    }
    .into_any()
}

/// The name and the numbers; a press shows the people.
#[component]
fn Head(
    /// All teams.
    board: Board,
    /// Which one.
    id: TeamId,
    /// Whether its people are shown.
    open: RwSignal<bool>,
    /// Id of what a press shows.
    panel: String,
) -> AnyView {
    let card = Memo::new(move |_| board.team(id));
    let name = move || card.with(|card| card.as_ref().map(|card| card.team.name.to_string()).unwrap_or_default());
    let numbers = move || {
        card.with(|card| {
            let Some(card) = card else { return String::new() };
            let owners = card.members.iter().filter(|member| member.owner).count();
            let mut parts = vec![text::members(card.members.len()), text::owners(owners)];
            if card.invitations > 0 {
                parts.push(text::invited(card.invitations));
            }
            parts.join(" · ")
        })
    };
    view! {
        <button
            type="button"
            class="team-head"
            id=head_id(id)
            aria-expanded=move || if open.get() { "true" } else { "false" }
            aria-controls=move || open.get().then(|| panel.clone())
            on:click=move |_| open.update(|open| *open = !*open)
        >
            <Icon drawing=drawings::CHEVRON_RIGHT/>
            <span class="team-words">
                <bdi class="line-title">{name}</bdi>
                <span class="line-about">{numbers}</span>
            </span>
        </button>
    }
    .into_any()
}

/// The menu of a team.
#[component]
fn Actions(
    /// All teams.
    board: Board,
    /// Which one.
    id: TeamId,
    /// Opens the name's field.
    renaming: RwSignal<bool>,
) -> AnyView {
    let label = Signal::derive(move || {
        text::actions_for(&board.team(id).map(|card| card.team.name.to_string()).unwrap_or_default())
    });
    let items = |()| {
        vec![
            MenuItem { icon: Some(drawings::PENCIL), ..MenuItem::new("rename", text::rename()) },
            MenuItem { icon: Some(drawings::TRASH_2), danger: true, ..MenuItem::new("delete", text::delete_it()) },
        ]
    };
    let pick = move |key: String| match key.as_str() {
        "rename" => renaming.set(true),
        _ => board.deleting.set(Some(id)),
    };
    view! {
        <MenuButton class="icon-button" label menu_label=label items on_pick=pick><Icon drawing=drawings::ELLIPSIS/></MenuButton>
    }
    .into_any()
}

/// The name as a field, in its place: Enter saves, Escape leaves it.
#[component]
fn Rename(
    /// All teams.
    board: Board,
    /// Which one.
    id: TeamId,
    /// Closes the field.
    renaming: RwSignal<bool>,
) -> AnyView {
    let (before, seen) = board.teams.with_untracked(|teams| {
        let card = teams.iter().find(|card| card.team.id == id);
        card.map(|card| (card.team.name.to_string(), card.name_seq)).unwrap_or_default()
    });
    let seen = StoredValue::new(seen);
    let (name, tried) = (RwSignal::new(before.clone()), RwSignal::new(false));
    let (ask, intent) = (Ask::new(), Intent::new());
    let wrong = name_problem(ask, tried, name);
    // The name that they gave is said too.
    ask.on_clash(move |seq| {
        seen.set_value(seq);
        board.refresh();
    });
    let problem = Signal::derive(move || {
        let clash = ask.error().with(|error| match error {
            Some(ApiError::Refused { refusal: Refusal::Clash { .. }, clash }) => Some(clash.clone()),
            _ => None,
        });
        let Some(clash) = clash else { return wrong.get() };
        let first = clash.as_ref().map(|clash| (clash.by.as_str(), dom::now().since(clash.at)));
        let now = board.team(id).map(|card| card.team.name.to_string()).unwrap_or_default();
        Some(text::clash(first, &now))
    });
    let node = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(input) = node.get() {
            request_animation_frame(move || {
                dom::focus(&input);
                input.select();
            });
        }
    });
    let close = move || {
        renaming.set(false);
        focus_where_lost(vec![head_id(id)]);
    };
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        let Ok(parsed) = name.with_untracked(|name| Name::parse(name)) else { return };
        let words = text::renamed(parsed.as_str());
        let after = parsed.clone();
        let done = move |answer: &domain::Answer| {
            let named = answer.events.last().map(|event| event.seq);
            board.change(id, |card| {
                card.team.name = after;
                card.name_seq = named.unwrap_or(card.name_seq);
            });
            close();
        };
        let command = Command::RenameTeam { team: id, name: parsed };
        board.send_having_seen(seen.get_value(), (ask, intent), command, done, Said::Done(words));
    };
    let key = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" && !event.is_composing() {
            close();
        }
    };
    let error_id = format!("rename-{id}-error");
    let described = error_id.clone();
    view! {
        <form class="team-rename" novalidate on:submit=submit on:keydown=key>
            <input
                class="input"
                node_ref=node
                aria-label=text::name_of(&before)
                autocomplete="off"
                prop:value=move || name.get()
                aria-invalid=move || problem.with(Option::is_some).then_some("true")
                aria-describedby=move || problem.with(Option::is_some).then(|| described.clone())
                on:input=move |event| name.set(event_target_value(&event))
            />
            <Button submit=true busy=ask.busy()>{text::save()}</Button>
            <Button on_press=Callback::new(move |_| close())>{text::cancel()}</Button>
            {move || problem.get().map(|problem| view! {
                <p class="field-error" role="alert" id=error_id.clone()><Icon drawing=drawings::CIRCLE_ALERT/>{problem}</p>
            })}
        </form>
    }
    .into_any()
}
