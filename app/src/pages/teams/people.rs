//! The people of a team.

use domain::{Command, TeamCard, TeamId, TeamMember, UserId};
use leptos::prelude::*;

use crate::api::call::Intent;
use crate::pages::ask::Ask;
use crate::pages::card::FormError;
use crate::pages::teams::add::AddPeople;
use crate::pages::teams::board::{Board, Said};
use crate::text::teams as text;
use crate::ui::{Avatar, Icon, initials};

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
        {move || members().is_empty().then(|| view! { <p class="line-about team-nobody">{text::NO_MEMBERS}</p> })}
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
    let name =
        move || found.with(|found| found.as_ref().map(|(.., member)| member.name.to_string()).unwrap_or_default());
    let email =
        move || found.with(|found| found.as_ref().map(|(.., member)| member.email.to_string()).unwrap_or_default());
    let controls = move || {
        let (team, may_manage, may_change, member) = found.get()?;
        Some(view! {
            {owner_mark(board, id, &member, may_manage, ask)}
            {may_change.then(|| take_out(board, id, &member, &team, ask))}
        })
    };
    view! {
        <li class="person">
            {move || view! { <Avatar initials=initials(&name()) hash=hash_of(user)/> }}
            <div class="person-words">
                <bdi class="person-name">{name}</bdi>
                <bdi class="person-email">{email}</bdi>
            </div>
            {controls}
            <FormError text=ask.0.words()/>
        </li>
    }
    .into_any()
}

/// A box where one may say who owns the team, else a word.
fn owner_mark(board: Board, id: TeamId, member: &TeamMember, may_manage: bool, ask: (Ask, Intent)) -> Option<AnyView> {
    if !(may_manage && (member.can_own || member.owner)) {
        return member
            .owner
            .then(|| view! { <span class="person-owner"><Icon name="crown"/>{text::OWNS}</span> }.into_any());
    }
    let (user, owns, label) = (member.user, member.owner, text::owns(member.name.as_str()));
    let change = move |event: leptos::ev::Event| {
        let owner = event_target_checked(&event);
        let done = move |_: &domain::Answer| board.change(id, |card| set_owner(card, user, owner));
        let words = if owner { text::OWNS_NOW } else { text::OWNS_NOT };
        board.send(ask, Command::SetTeamOwner { team: id, user, owner }, done, Said::Done(words.to_owned()));
    };
    let view = view! {
        <label class="check person-check">
            <input class="checkbox" type="checkbox" aria-label=label prop:checked=owns on:change=change/>
            <span aria-hidden="true">{text::OWNS}</span>
        </label>
    };
    Some(view.into_any())
}

fn set_owner(card: &mut TeamCard, user: UserId, owner: bool) {
    if let Some(member) = card.members.iter_mut().find(|member| member.user == user) {
        member.owner = owner;
    }
}

/// The button that takes somebody out.
fn take_out(board: Board, id: TeamId, member: &TeamMember, team: &str, ask: (Ask, Intent)) -> AnyView {
    let (user, name) = (member.user, member.name.to_string());
    let label = text::take_out(&name, team);
    let title = label.clone();
    let words = text::taken_out(&name, team);
    let press = move |_| {
        let command = Command::ChangeTeams { users: vec![user], add: Vec::new(), remove: vec![id] };
        let words = words.clone();
        let done = move |_: &domain::Answer| {
            board.change(id, |card| card.members.retain(|member| member.user != user));
        };
        board.send(ask, command, done, Said::Undoable(words));
    };
    view! {
        <button type="button" class="icon-button" aria-label=label title=title on:click=press><Icon name="user-minus"/></button>
    }
    .into_any()
}

/// A number for the avatar's ground.
pub(super) fn hash_of(user: UserId) -> u32 {
    let bytes = user.0.into_bytes();
    u32::from_le_bytes([bytes[12], bytes[13], bytes[14], bytes[15]])
}
