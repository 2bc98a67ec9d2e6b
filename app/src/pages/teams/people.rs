//! The people of a team.

use domain::{Command, TeamCard, TeamId, TeamMember, UserId};
use leptos::{html, prelude::*};

use crate::api::call::Intent;
use crate::pages::ask::Ask;
use crate::pages::card::FormError;
use crate::pages::page::focus_where_lost;
use crate::pages::teams::add::{AddPeople, add_id};
use crate::pages::teams::board::{Board, Said};
use crate::pages::teams::team::head_id;
use crate::text::teams as text;
use crate::ui::{Avatar, Icon, drawings, initials};
use crate::users::face::hash_of;

/// The people, and what may be changed of them.
#[component]
pub(super) fn People(
    /// All teams.
    board: Board,
    /// Which one.
    id: TeamId,
) -> AnyView {
    let card = Memo::new(move |_| board.team(id));
    let members = move || card.with(|card| card.as_ref().map(ids).unwrap_or_default());
    let may_add = move || card.with(|card| card.as_ref().is_some_and(|card| card.may_change_people));
    view! {
        {move || may_add().then(|| view! { <AddPeople board id/> })}
        {move || members().is_empty().then(|| view! { <p class="line-about team-nobody">{text::no_members()}</p> })}
        <ul role="list" class="people">
            <For each=members key=|user| *user children=move |user| view! { <Member board id user/> }/>
        </ul>
    }
    .into_any()
}

fn ids(card: &TeamCard) -> Vec<UserId> {
    card.members.iter().map(|member| member.user).collect()
}

/// One person.
#[component]
fn Member(
    /// All teams.
    board: Board,
    /// Which team.
    id: TeamId,
    /// Who.
    user: UserId,
) -> AnyView {
    let found = Memo::new(move |_| {
        let card = board.team(id)?;
        let member = card.members.iter().find(|member| member.user == user)?.clone();
        Some((card.team.name.to_string(), card.may_manage, card.may_change_people, member))
    });
    let ask = (Ask::new(), Intent::new());
    let of = move |part: fn(&TeamMember) -> String| {
        move || found.with(|found| found.as_ref().map(|(.., member)| part(member)).unwrap_or_default())
    };
    let (name, email) = (of(|member| member.name.to_string()), of(|member| member.email.to_string()));
    // Made anew only when it is another control: what has the focus keeps it while the state behind it changes.
    let owner = Memo::new(move |_| {
        found.with(|found| match found {
            Some((_, true, _, member)) if member.can_own || member.owner => OwnerMark::Box,
            Some((.., member)) if member.owner => OwnerMark::Word,
            Some(_) | None => OwnerMark::Nothing,
        })
    });
    let may_change =
        Memo::new(move |_| found.with(|found| found.as_ref().is_some_and(|(_, _, may_change, _)| *may_change)));
    let owns = Memo::new(move |_| found.with(|found| found.as_ref().is_some_and(|(.., member)| member.owner)));
    let label = Signal::derive(move || {
        found.with(|found| {
            found.as_ref().map(|(team, .., member)| text::take_out(member.name.as_str(), team)).unwrap_or_default()
        })
    });
    view! {
        <li class="person">
            {move || view! { <Avatar initials=initials(&name()) hash=hash_of(user.into())/> }}
            <div class="person-words">
                <bdi class="person-name">{name}</bdi>
                <bdi class="person-email">{email}</bdi>
            </div>
            {move || match owner.get() {
                OwnerMark::Box => Some(owner_box(board, id, user, owns, text::owns(&untrack(name)), ask)),
                OwnerMark::Word => {
                    Some(view! { <span class="person-owner"><Icon drawing=drawings::CROWN/>{text::owns_it()}</span> }.into_any())
                }
                OwnerMark::Nothing => None,
            }}
            {move || may_change.get().then(|| take_out(board, id, user, label, ask))}
            <FormError text=ask.0.words()/>
        </li>
    }
    .into_any()
}

/// How a person's line says whether they own the team.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum OwnerMark {
    /// By a box: one may say so.
    Box,
    /// By a word.
    Word,
    /// They do not.
    Nothing,
}

/// The box that says who owns the team. It shows what is wished until the answer, and after that what holds.
fn owner_box(board: Board, id: TeamId, user: UserId, owns: Memo<bool>, label: String, ask: (Ask, Intent)) -> AnyView {
    let node = NodeRef::<html::Input>::new();
    let busy = ask.0.busy();
    Effect::new(move |_| {
        let holds = owns.get();
        if let Some(node) = node.get()
            && !busy.get()
        {
            node.set_checked(holds);
        }
    });
    let change = move |event: leptos::ev::Event| {
        let owner = event_target_checked(&event);
        if busy.get_untracked() {
            // One wish at a time: the box stays as it was wished first.
            if let Some(node) = node.get_untracked() {
                node.set_checked(!owner);
            }
            return;
        }
        let done = move |_: &domain::Answer| board.change(id, |card| set_owner(card, user, owner));
        let words = if owner { text::owns_now() } else { text::owns_not() };
        board.send(ask, Command::SetTeamOwner { team: id, user, owner }, done, Said::Done(words.to_owned()));
    };
    view! {
        <label class="check person-check">
            <input
                class="checkbox"
                type="checkbox"
                node_ref=node
                aria-label=label
                checked=owns.get_untracked()
                aria-busy=move || busy.get().then_some("true")
                on:change=change
            />
            <span aria-hidden="true">{text::owns_it()}</span>
        </label>
    }
    .into_any()
}

fn set_owner(card: &mut TeamCard, user: UserId, owner: bool) {
    if let Some(member) = card.members.iter_mut().find(|member| member.user == user) {
        member.owner = owner;
    }
}

/// Id of the button that takes somebody out.
fn out_id(team: TeamId, user: UserId) -> String {
    format!("out-{team}-{user}")
}

/// Who gets the focus when somebody leaves: whoever stands below, else above.
fn after(members: &[TeamMember], leaving: UserId) -> Option<UserId> {
    let place = members.iter().position(|member| member.user == leaving)?;
    let next = members.get(place + 1).or_else(|| members.get(place.checked_sub(1)?))?;
    Some(next.user)
}

/// The button that takes somebody out.
fn take_out(board: Board, id: TeamId, user: UserId, label: Signal<String>, ask: (Ask, Intent)) -> AnyView {
    let press = move |_| {
        let command = Command::ChangeTeams { users: vec![user], add: Vec::new(), remove: vec![id] };
        let words = board.teams.with_untracked(|teams| {
            let card = teams.iter().find(|card| card.team.id == id);
            let member = card.and_then(|card| card.members.iter().find(|member| member.user == user));
            card.zip(member).map(|(card, member)| text::taken_out(member.name.as_str(), card.team.name.as_str()))
        });
        let done = move |_: &domain::Answer| {
            let mut next = None;
            board.change(id, |card| {
                next = after(&card.members, user);
                card.members.retain(|member| member.user != user);
            });
            let next = next.map(|next| out_id(id, next));
            focus_where_lost(next.into_iter().chain([add_id(id), head_id(id)]).collect());
        };
        board.send(ask, command, done, Said::Undoable(words.unwrap_or_default()));
    };
    view! {
        <button
            type="button"
            class="icon-button"
            id=out_id(id, user)
            aria-label=move || label.get()
            title=move || label.get()
            aria-busy=move || ask.0.busy().get().then_some("true")
            on:click=press
        >
            <Icon drawing=drawings::USER_MINUS/>
        </button>
    }
    .into_any()
}
