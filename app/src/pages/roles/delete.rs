//! Deleting a role, after saying whom it moves to which.

use domain::{Command, Refusal, RoleHolders, RoleId, RoleKey};
use leptos::prelude::*;

use crate::api::call::Intent;
use crate::api::error::ApiError;
use crate::api::roles;
use crate::pages::ask::Ask;
use crate::pages::card::FormError;
use crate::pages::roles::board::{About, Board};
use crate::pages::roles::effects;
use crate::text::roles as text;
use crate::ui::{Button, ButtonKind, Dialog, DialogFooter, Drawing, Icon, SelectField, SelectOption};

/// The question's state.
#[derive(Clone, Copy)]
struct Question {
    board: Board,
    /// Whom it concerns, once heard.
    holders: RwSignal<Option<RoleHolders>>,
    /// The role that they get.
    to: RwSignal<String>,
    look: Ask,
    ask: Ask,
    intent: Intent,
}

impl Question {
    fn role(self) -> Option<RoleId> {
        if let Some(About::Delete(id)) = self.board.about.get() { Some(id) } else { None }
    }

    fn close(self) {
        self.board.about.set(None);
    }

    fn look_whom(self, role: RoleId) {
        let org = self.board.org.get_value();
        self.look.run(move || roles::holders(org.clone(), role), move |holders| self.holders.set(Some(holders)));
    }

    /// Whether anybody has the role in any way, or a bundle gives it.
    fn is_used(self) -> bool {
        let used = |holders: &RoleHolders| {
            let people = holders.users + holders.later + holders.removed + holders.invitations;
            people > 0 || !holders.bundles.is_empty()
        };
        self.holders.with(|holders| holders.as_ref().is_some_and(used))
    }

    /// The roles that they could get: what one may do oneself.
    fn options(self) -> Vec<SelectOption> {
        let role = self.role();
        self.board.list.with(|list| {
            let others = list.roles.iter().filter(|card| Some(card.role.id) != role);
            let option = |card: &domain::RoleCard| SelectOption {
                value: card.role.id.to_string(),
                label: text::shown(card.role.name.as_str()).to_owned(),
                disabled: !list.own.cover(card.role.permissions),
            };
            others.map(option).collect()
        })
    }

    fn delete(self) {
        let (Some(role), Some(holders)) = (untrack(|| self.role()), self.holders.get_untracked()) else { return };
        let to = self.to.with_untracked(|to| to.parse().ok());
        let move_to = untrack(|| self.is_used()).then_some(to).flatten();
        let words = text::deleted(&holders.role.name);
        let command = Command::DeleteRole { role, move_to };
        self.board.send((self.ask, self.intent), command, holders.seq, words);
    }

    fn problem(self) -> Option<String> {
        let of = |error: &ApiError| {
            if is_about_others(error) { text::delete_clash().to_owned() } else { effects::problem(error) }
        };
        self.ask.error().with(|error| error.as_ref().map(of)).or_else(|| self.look.words().get())
    }

    fn lines(self) -> Vec<(Drawing, String)> {
        let to = self.to.with(|to| to.parse().ok()).and_then(|to| self.board.card(to)).map(|card| card.role);
        self.holders
            .with(|holders| holders.as_ref().map(|holders| effects::of_move(holders, to.as_ref())))
            .unwrap_or_default()
    }
}

/// Whether somebody else was quicker: they changed the role, or gave it to somebody.
fn is_about_others(error: &ApiError) -> bool {
    matches!(error, ApiError::Refused { refusal: Refusal::Clash { .. } | Refusal::RoleInUse { .. }, .. })
}

/// The dialog; it opens when a role is about to be deleted.
#[component]
pub(super) fn DeleteRole(
    /// The roles.
    board: Board,
) -> AnyView {
    let (holders, to) = (RwSignal::new(None::<RoleHolders>), RwSignal::new(String::new()));
    let question = Question { board, holders, to, look: Ask::new(), ask: Ask::new(), intent: Intent::new() };
    let role = Memo::new(move |_| question.role());
    Effect::new(move |_| {
        let Some(role) = role.get() else { return };
        question.ask.forget();
        holders.set(None);
        let member = board.list.with_untracked(|list| {
            list.roles.iter().find(|card| card.role.key == Some(RoleKey::Member)).map(|card| card.role.id)
        });
        to.set(member.map(|id| id.to_string()).unwrap_or_default());
        question.look_whom(role);
    });
    // Whom it moves is asked anew when that has changed meanwhile.
    Effect::new(move |_| {
        let others = question.ask.error().with(|error| error.as_ref().is_some_and(is_about_others));
        if let (true, Some(role)) = (others, role.get_untracked()) {
            question.look_whom(role);
        }
    });
    let name = move || role.get().map(|id| board.name(id)).unwrap_or_default();
    let summary =
        move || holders.with(|holders| holders.as_ref().map(|holders| text::delete_about(holders.users, holders.told)));
    let lines = move || {
        let line = |(icon, words): (Drawing, String)| view! { <li><Icon drawing=icon/><span>{words}</span></li> };
        question.lines().into_iter().map(line).collect_view()
    };
    let moves = Memo::new(move |_| question.is_used());
    view! {
        <Dialog
            id="delete-role"
            open=Signal::derive(move || role.with(Option::is_some))
            on_close=move |()| question.close()
            title=Signal::derive(move || text::delete(&name()))
            description=Signal::derive(move || summary().unwrap_or_else(|| text::looking().to_owned()))
            alert=true
        >
            {move || moves.get().then(|| view! {
                <SelectField
                    id="delete-role-to"
                    label=text::they_get().to_owned()
                    value=to
                    options=Signal::derive(move || question.options())
                />
            })}
            <ul role="list" class="consequences">{lines}</ul>
            <FormError text=Signal::derive(move || question.problem())/>
            <DialogFooter>
                <Button on_press=Callback::new(move |_| question.close())>{text::cancel()}</Button>
                <Button
                    kind=ButtonKind::Danger
                    busy=Signal::derive(move || question.ask.busy().get() || holders.with(Option::is_none))
                    on_press=Callback::new(move |_| question.delete())
                >
                    {text::delete_it()}
                </Button>
            </DialogFooter>
        </Dialog>
    }
    .into_any()
}
