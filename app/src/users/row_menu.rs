//! A row's menu of actions, and what becomes of them.

use domain::{Answer, Change, PersonId};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::web_sys::Element;

use super::asking::{Asking, Leaving};
use super::consequences::Consequences;
use super::dates::Dating;
use super::face::RowFace;
use super::menus::menus;
use super::panel;
use super::role_menu::on_their_way;
use super::row_actions::{self, RowAction};
use super::state::PageState;
use crate::text::{connection, edits as text, requests, users};
use crate::ui::{MenuButton, MenuItem, dom};

/// What can be done to whoever the row shows.
#[component]
pub fn RowMenu(
    /// The row.
    face: RwSignal<RowFace>,
) -> AnyView {
    let page = PageState::expect();
    let asking = Asking::expect();
    let person = move || face.with_untracked(|face| face.person);
    // Whoever the row shows matters only while somebody's action is under way.
    let busy = Memo::new(move |_| {
        let idle = asking.busy.with(Vec::is_empty);
        !idle && asking.busy.with(|busy| busy.contains(&face.with(|face| face.person)))
    });
    let lines = move || Some((menus(page)?.actions)(page, person()));
    let items = Callback::new(move |()| lines().unwrap_or_else(|| on_their_way(users::actions())));
    let pick = Callback::new(move |key: String| {
        if let Some(menus) = menus(page) {
            (menus.act)(page, asking, person(), &key);
        }
    });
    view! {
        <span class="row-actions" class:pending=busy aria-busy=move || busy.get().then_some("true")>
            <MenuButton label=face.with_untracked(label) menu_label=Signal::derive(move || face.with(label)) items on_pick=pick class="icon-button more-button" control="actions"/>
        </span>
    }
    .into_any()
}

fn label(face: &RowFace) -> String {
    text::actions_for(&face.name)
}

/// Has the button of a row be named for `new` where it is for `old`.
pub(super) fn write(row: &Element, old: &RowFace, new: &RowFace) {
    if old.name != new.name
        && let Some(button) = dom::find(row, "[data-control=\"actions\"]")
    {
        dom::write_attribute(&button, "aria-label", Some(&label(new)));
    }
}

/// The menu's lines, once the people are there.
pub(super) fn lines(page: PageState, person: PersonId) -> Vec<MenuItem> {
    page.loaded.track();
    page.version.track();
    let blocked = untrack(move || page.edits_wait()).then_some(connection::edits_wait());
    page.with_roster(|roster| row_actions::menu(roster, person, blocked))
        .unwrap_or_else(|| on_their_way(users::actions()))
}

/// What was picked is done, or asked about first.
pub(super) fn pick(page: PageState, asking: Asking, person: PersonId, key: &str) {
    if let Some(action) = RowAction::of_key(key) {
        act(page, asking, person, action);
    }
}

/// Does it, or asks first.
pub(super) fn act(page: PageState, asking: Asking, person: PersonId, action: RowAction) {
    if action == RowAction::ViewHistory {
        return match panel::audit_log(page, person) {
            Some(href) => asking.location.visit(&href),
            None => panel::open_history(asking, person),
        };
    }
    if asking.busy.with_untracked(|busy| busy.contains(&person)) {
        return;
    }
    if let (PersonId::User(user), RowAction::SetEndDate) = (person, action) {
        return asking.dating.set(Some(Dating::End(user)));
    }
    if let (PersonId::Invitation(request), RowAction::Approve) = (person, action) {
        return asking.approving.set(vec![request]);
    }
    let leaving = match (person, action) {
        (PersonId::User(user), RowAction::Suspend | RowAction::Remove) => {
            page.with_roster(|roster| Consequences::of(roster, user)).flatten()
        }
        _ => None,
    };
    let removed = action == RowAction::Remove;
    match leaving.filter(|consequences| removed || consequences.lose_something()) {
        Some(consequences) => asking.leaving.set(Some(Leaving { consequences, removed })),
        None => carry_out(page, asking, person, action),
    }
}

fn carry_out(page: PageState, asking: Asking, person: PersonId, action: RowAction) {
    let Some(command) = action.command(person) else { return };
    let name = page.name_of(person);
    let next = page.neighbour(person);
    let answer = page.perform(command);
    asking.busy.update(|busy| busy.push(person));
    spawn_local(async move {
        let answer = answer.await;
        asking.busy.try_update(|busy| busy.retain(|other| *other != person));
        match answer {
            Ok(answer) => {
                focus_on(page, person, next);
                tell(page, asking, action, &name, answer).await;
            }
            Err(error) => page.toasts.failure(text::taken_back(&name, &page.why(&error))),
        }
    });
}

/// Has the next row take the focus where this one left with it: then it is at the heading.
fn focus_on(page: PageState, person: PersonId, next: Option<PersonId>) {
    let left = page.with_view(|roster, view| roster.find(person).and_then(|row| view.place(row)).is_none());
    let lost = dom::focused().is_none_or(|focused| focused.tag_name() == "H1");
    if let Some(next) = next.filter(|_| left == Some(true) && lost) {
        page.focus_row_control(next, "actions");
    }
}

/// Says what was done.
async fn tell(page: PageState, asking: Asking, action: RowAction, name: &str, answer: Answer) {
    match action {
        RowAction::Suspend => page.offer_undo(text::suspended(name, &text::not_brought_back(0)), &answer),
        RowAction::Reactivate => page.offer_undo(text::reactivated(name), &answer),
        RowAction::Restore => page.offer_undo(text::restored(name), &answer),
        RowAction::Revoke => page.offer_undo(text::revoked(name), &answer),
        RowAction::Decline => page.offer_undo(requests::declined(name), &answer),
        RowAction::SignOut => page.toasts.success(text::signed_out(name)),
        RowAction::Resend => {
            let until = answer.events.iter().find_map(|event| match event.change {
                Change::InvitationResent { after, .. } => Some(after),
                _ => None,
            });
            if let Some(until) = until {
                let said =
                    if answer.links.is_empty() { text::resent(name, until) } else { text::new_link(name, until) };
                page.offer_undo(said, &answer);
            }
            asking.copy_failed.set(false);
            asking.links.set(answer.links);
        }
        RowAction::CopyLink => hand_over(page, asking, answer).await,
        RowAction::SendPasswordReset => page.toasts.success(text::password_reset_sent(name)),
        RowAction::LiftLock => page.toasts.success(text::lock_lifted(name)),
        // Shown, not done; asked about first, and told by its dialog.
        RowAction::ViewHistory
        | RowAction::Remove
        | RowAction::SetEndDate
        | RowAction::Rename
        | RowAction::Readdress
        | RowAction::Approve => {}
    }
}

/// Puts a link on the clipboard; where the browser does not let the page, shows it.
async fn hand_over(page: PageState, asking: Asking, answer: Answer) {
    let Some(link) = answer.links.first() else { return };
    if dom::copy(&link.url).await {
        page.toasts.success(text::link_copied());
    } else {
        asking.copy_failed.set(true);
        asking.links.set(answer.links);
    }
}
