//! Deleting a team, after saying whom it concerns.

use domain::{Command, TeamCard};
use leptos::prelude::*;

use crate::api::call::Intent;
use crate::pages::ask::Ask;
use crate::pages::card::FormError;
use crate::pages::teams::board::{Board, Said};
use crate::text::teams as text;
use crate::ui::{Button, ButtonKind, Dialog, DialogFooter, Drawing, Icon, drawings};

/// The question.
#[component]
pub(super) fn DeleteTeam(
    /// All teams; it knows which one is meant.
    board: Board,
) -> AnyView {
    let ask = (Ask::new(), Intent::new());
    let card = Memo::new(move |_| board.deleting.get().and_then(|id| board.team(id)));
    let name = move || card.with(|card| card.as_ref().map(|card| card.team.name.to_string()).unwrap_or_default());
    let close = move || {
        ask.0.forget();
        board.deleting.set(None);
    };
    let delete = move |_| {
        let Some(team) = board.deleting.get_untracked() else { return };
        let done = move |_: &domain::Answer| {
            board.deleting.set(None);
            board.teams.update(|teams| teams.retain(|card| card.team.id != team));
        };
        board.send(ask, Command::DeleteTeam { team }, done, Said::Done(text::deleted(&untrack(name))));
    };
    let lines = move || {
        let lines = card.with(|card| card.as_ref().map(consequences).unwrap_or_default());
        lines
            .into_iter()
            .map(|(icon, words)| view! { <li><Icon drawing=icon/><span>{words}</span></li> })
            .collect_view()
    };
    view! {
        <Dialog
            id="delete-team"
            open=Signal::derive(move || card.with(Option::is_some))
            on_close=move |()| close()
            title=Signal::derive(move || text::delete(&name()))
            description=Signal::derive(move || card.with(|card| card.as_ref().map(summary).unwrap_or_default()))
            alert=true
        >
            <ul role="list" class="consequences">{lines}</ul>
            <FormError text=ask.0.words()/>
            <DialogFooter>
                <Button on_press=Callback::new(move |_| close())>{text::cancel()}</Button>
                <Button kind=ButtonKind::Danger busy=ask.0.busy() on_press=Callback::new(delete)>{text::delete_confirm()}</Button>
            </DialogFooter>
        </Dialog>
    }
    .into_any()
}

/// The one sentence that describes the question.
fn summary(card: &TeamCard) -> String {
    match card.members.len() {
        0 => text::delete_nobody().to_owned(),
        members => text::delete_members(members),
    }
}

/// What else follows; nothing that concerns nobody.
fn consequences(card: &TeamCard) -> Vec<(Drawing, String)> {
    let owners: Vec<String> =
        card.members.iter().filter(|member| member.owner).map(|member| member.name.to_string()).collect();
    let mut lines = Vec::new();
    if !owners.is_empty() {
        lines.push((drawings::CROWN, text::delete_owners(&owners)));
    }
    if card.invitations > 0 {
        lines.push((drawings::MAIL, text::delete_invitations(card.invitations)));
    }
    lines.push((drawings::INFO, text::delete_for_good().to_owned()));
    lines
}
