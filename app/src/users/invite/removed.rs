//! Addresses of users who were removed not long ago: they can be restored as they were, or start fresh.

use domain::{Command, Status, UserId};
use leptos::prelude::*;
use leptos::task::spawn_local;
use roster::Roster;

use super::entries::Entries;
use super::form::InviteForm;
use crate::text::{bulk, invite as text};
use crate::ui::{Button, ButtonKind, dom, drawings};

const FIELD: &str = "invite-addresses";

/// Both ways, while there are any.
#[component]
pub(super) fn RemovedActions(
    /// What is typed.
    form: InviteForm,
) -> AnyView {
    let removed = Memo::new(move |_| form.entries.with(Entries::removed));
    let start_fresh = move |_| {
        form.entries.update(Entries::start_fresh);
        dom::focus_id(FIELD);
    };
    let restore = move |_| restore(form, &removed.get_untracked());
    let number = move || u32::try_from(removed.with(Vec::len)).unwrap_or(u32::MAX);
    view! {
        {move || Some(number()).filter(|number| *number > 0).map(|number| view! {
            <div class="invite-summary">
                <span class="field-about">{text::removed(number)}</span>
                <Button kind=ButtonKind::Quiet icon=drawings::ROTATE_CCW busy=form.busy on_press=Callback::new(restore)>
                    {text::restore()}
                </Button>
                <Button kind=ButtonKind::Quiet icon=drawings::MAIL on_press=Callback::new(start_fresh)>{text::start_fresh()}</Button>
            </div>
        })}
    }
    .into_any()
}

/// Brings them back; those who are, are chips no more.
fn restore(form: InviteForm, addresses: &[String]) {
    let page = form.page;
    let users = page.with_roster(|roster| users_of(roster, addresses)).unwrap_or_default();
    if users.is_empty() || form.busy.get_untracked() {
        return;
    }
    form.busy.set(true);
    form.error.set(None);
    let answer = page.perform(Command::Restore { users: users.iter().map(|(user, _)| *user).collect() });
    spawn_local(async move {
        let answer = answer.await;
        if form.busy.try_set(false).is_some() {
            return;
        }
        match answer {
            Ok(answer) => {
                let refused =
                    |user: UserId| answer.refused.iter().any(|one| one.subject == domain::Subject::Person(user.into()));
                let back: Vec<String> =
                    users.into_iter().filter(|(user, _)| !refused(*user)).map(|(_, email)| email).collect();
                form.entries.update(|entries| back.iter().for_each(|email| entries.remove(email)));
                if let Some(one) = answer.refused.first() {
                    form.error.set(Some(crate::text::refusal::refusal(&one.refusal)));
                }
                let number = u32::try_from(back.len()).unwrap_or(u32::MAX);
                if number > 0 {
                    form.result.set(Some(bulk::restored(number)));
                    page.offer_undo(bulk::restored(number), &answer);
                }
                dom::focus_id(FIELD);
            }
            Err(error) => form.error.set(Some(page.why(&error))),
        }
    });
}

/// The removed users of these addresses.
fn users_of(roster: &Roster, addresses: &[String]) -> Vec<(UserId, String)> {
    let mut users: Vec<(UserId, String)> = Vec::new();
    for row in roster.rows().filter(|row| row.status() == Status::Removed) {
        let domain::PersonId::User(user) = row.id() else { continue };
        if row.restorable_until().is_some_and(|until| until > roster.now())
            && addresses.iter().any(|one| one == row.email())
        {
            users.push((user, row.email().to_owned()));
        }
    }
    users
}
