//! The roles as the page holds them, and what is sent about them.

use domain::{Answer, Change, Command, CommandId, Envelope, Event, Permissions, RoleCard, RoleId, RoleList};
use leptos::prelude::*;

use crate::api::call::{Intent, fresh_intent};
use crate::api::perform::perform;
use crate::api::roles;
use crate::pages::ask::{Ask, carry_out};
use crate::pages::page::focus_where_lost;
use crate::pages::roles::delete::DeleteRole;
use crate::pages::roles::form::RoleDialog;
use crate::pages::roles::matrix::{Matrix, head_id};
use crate::pages::search::Search;
use crate::text::roles as text;
use crate::ui::{Button, ButtonKind, EmptyState, Toasts, keys};
use crate::users::session::Session;
use crate::users::undo;

/// From how many roles on there is a search field.
const SEARCH_FROM: usize = 8;

/// The button that opens the new role's form.
pub(super) const NEW_ROLE: &str = "new-role";

/// What a dialog of the page is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum About {
    /// A new role.
    New,
    /// What a role is called and allows.
    Edit(RoleId),
    /// What a role is called.
    Rename(RoleId),
    /// Deleting a role.
    Delete(RoleId),
}

/// What was typed and ticked before a form was left by mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Draft {
    pub(super) about: About,
    pub(super) name: String,
    pub(super) ticked: Permissions,
}

/// The roles, kept current by what the page itself does.
#[derive(Clone, Copy)]
pub(super) struct Board {
    /// The organization, by its name in URLs.
    pub(super) org: StoredValue<String>,
    /// The roles as last heard.
    pub(super) list: RwSignal<RoleList>,
    /// What is being done.
    pub(super) about: RwSignal<Option<About>>,
    pub(super) draft: StoredValue<Option<Draft>>,
    pub(super) session: Session,
    pub(super) toasts: Toasts,
}

impl Board {
    pub(super) fn new(org: String, list: RoleList) -> Self {
        Self {
            org: StoredValue::new(org),
            list: RwSignal::new(list),
            about: RwSignal::new(None),
            draft: StoredValue::new(None),
            session: use_context().unwrap_or_default(),
            toasts: use_context().unwrap_or_default(),
        }
    }

    /// A role, while it is there.
    pub(super) fn card(self, id: RoleId) -> Option<RoleCard> {
        self.list.with_untracked(|list| list.roles.iter().find(|card| card.role.id == id).cloned())
    }

    /// What a role is called, while it is there.
    pub(super) fn name(self, id: RoleId) -> String {
        self.card(id).map(|card| card.role.name.to_string()).unwrap_or_default()
    }

    /// Sends a command. Once it is done, the dialog closes, the roles are fetched anew, and the toast offers Undo.
    pub(super) fn send(self, (ask, intent): (Ask, Intent), command: Command, seen_seq: u64, words: String) {
        let envelope = intent.envelope(command, seen_seq);
        let org = self.org.get_value();
        let call = {
            let org = org.clone();
            move || carry_out(org.clone(), envelope.clone())
        };
        ask.run(call, move |answer: Answer| {
            intent.done();
            self.draft.set_value(None);
            self.about.set(None);
            self.refresh(about_role(&answer));
            if answer.events.is_empty() {
                return self.toasts.success(text::UNCHANGED);
            }
            let command = answer.command;
            self.toasts.with_undo(words, move || self.undo(org.clone(), fresh_intent(), command));
        });
    }

    /// Takes a command back. The message that offers it outlives the page: whichever is there now learns of it.
    fn undo(self, org: String, intent_id: CommandId, command: CommandId) {
        let (session, toasts) = (self.session, self.toasts);
        let envelope = Envelope { intent_id, seen_seq: u64::MAX, command: Command::Undo { command } };
        leptos::task::spawn_local(async move {
            let answer = Session::ask(Some(session), || perform(org.clone(), envelope.clone())).await;
            undo::say(toasts, &answer, move || self.undo(org.clone(), intent_id, command));
            let Ok(answer) = answer else { return };
            if self.org.try_get_value().is_some() {
                self.refresh(about_role(&answer));
            } else {
                session.tell_undone();
            }
        });
    }

    /// Fetches the roles anew; the focus goes to the one that it was about, where it would be lost.
    pub(super) fn refresh(self, about: Option<RoleId>) {
        let Some(org) = self.org.try_get_value() else { return };
        let (session, toasts) = (self.session, self.toasts);
        leptos::task::spawn_local(async move {
            match Session::ask(Some(session), || roles::list(org.clone())).await {
                Ok(list) => {
                    self.list.try_set(list);
                    focus_where_lost(about.map(head_id).into_iter().chain([NEW_ROLE.to_owned()]).collect());
                }
                // A page that is gone misses nothing.
                Err(_) if self.org.try_get_value().is_none() => {}
                Err(why) => toasts.failure(crate::text::errors::words(&why)),
            }
        });
    }
}

/// The role that an answer was about.
fn about_role(answer: &Answer) -> Option<RoleId> {
    answer.events.iter().find_map(|Event { change, .. }| match change {
        Change::RoleCreated { role } => Some(role.id),
        Change::RoleChanged { role, .. } => Some(*role),
        _ => None,
    })
}

/// The matrix under its buttons, and the dialogs.
#[component]
pub(super) fn Roles(
    /// The roles.
    board: Board,
) -> AnyView {
    let typed = RwSignal::new(String::new());
    let shown = Memo::new(move |_| {
        let answers = |card: &&RoleCard| typed.with(|typed| keys::answers(card.role.name.as_str(), typed));
        board.list.with(|list| list.roles.iter().filter(answers).cloned().collect::<Vec<_>>())
    });
    let total = move || board.list.with(|list| list.roles.len());
    Effect::new(move |before: Option<u32>| {
        let undone = board.session.undone();
        if before.is_some_and(|before| before != undone) {
            board.refresh(None);
        }
        undone
    });
    let matrix = move || {
        let roles = shown.get();
        if roles.is_empty() {
            let advice = text::NOTHING_FOUND_ADVICE.to_owned();
            return view! { <EmptyState icon="search-x" title=text::NOTHING_FOUND.to_owned() text=advice/> }.into_any();
        }
        view! { <Matrix board roles/> }.into_any()
    };
    view! {
        <p class="page-about">{move || text::about(board.list.with(|list| list.may_create))}</p>
        <div class="toolbar">
            {move || (total() >= SEARCH_FROM).then(|| view! { <Search label=text::SEARCH typed/> })}
            <p class="page-numbers" role="status">{move || text::total(total())}</p>
            {move || board.list.with(|list| list.may_create).then(|| view! {
                <div class="toolbar-end">
                    <Button id=NEW_ROLE kind=ButtonKind::Filled icon="plus" on_press=Callback::new(move |_| board.about.set(Some(About::New)))>
                        {text::NEW}
                    </Button>
                </div>
            })}
        </div>
        {matrix}
        <RoleDialog board/>
        <DeleteRole board/>
    }
    .into_any()
}
