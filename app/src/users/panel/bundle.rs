//! The bundle that somebody came by, in what they differ from it, and the way back.

use std::sync::Arc;

use domain::{CameBy, Command, PersonId, Refusal, RoleKey};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Open;
use super::actions::keep_focus;
use crate::text::{bundles as text, connection, refusal};
use crate::ui::{Button, drawings};
use crate::users::asking::Crowning;

/// What is known of it; nothing for who came by none.
#[component]
pub(super) fn CameByBundle(
    /// The panel.
    open: Open,
) -> AnyView {
    let came_by =
        Memo::new(move |_| open.told.known.with(|known| known.as_ref().and_then(|known| known.came_by.clone())));
    keep_focus(open, move || {
        came_by.with(|came_by| usize::from(came_by.as_ref().is_some_and(|by| by.drift.is_some())))
    });
    view! {
        {move || came_by.get().map(|came_by| {
            let invited = matches!(open.person, PersonId::Invitation(_));
            let said = if invited { text::invited_with(&came_by.bundle) } else { text::came_by(&came_by.bundle) };
            let compared = match &came_by.drift {
                Some(drift) => Some(text::differs(drift)),
                None => (!invited).then(|| text::as_in_bundle().to_owned()),
            };
            view! {
                <section class="panel-section">
                    <h3>{text::bundle()}</h3>
                    <p>{said}" "{compared}</p>
                    {way_back(open, came_by)}
                </section>
            }
        })}
    }
    .into_any()
}

/// The button, where there is something to bring back; with the reason where one may not.
fn way_back(open: Open, came_by: CameBy) -> Option<AnyView> {
    let (PersonId::User(user), Some(drift)) = (open.person, came_by.drift) else { return None };
    let (name, busy) = (came_by.bundle, RwSignal::new(false));
    let label = text::bring_back(&name);
    let blocked = came_by.blocked.map(|why: Refusal| refusal::refusal(&why));
    let page = open.page;
    let reason = Signal::derive(move || {
        page.version.track();
        blocked.clone().or_else(|| page.edits_wait().then(|| connection::edits_wait().to_owned()))
    });
    let carry_out = {
        let name = name.clone();
        move || {
            busy.set(true);
            let (answer, name) = (page.perform(Command::FollowBundle { users: vec![user] }), name.clone());
            spawn_local(async move {
                let answer = answer.await;
                busy.try_set(false);
                match answer {
                    Ok(answer) => page.offer_undo(text::brought_back(&page.name_of(user.into()), &name), &answer),
                    Err(error) => page.toasts.failure(page.why(&error)),
                }
                open.told.ask();
            });
        }
    };
    // Granting Owner is asked about first, here as elsewhere.
    let owner = page.with_roster(|roster| {
        roster.roles().iter().find(|role| role.key == Some(RoleKey::Owner)).map(|role| role.name.clone())
    });
    let crowns = drift.role.as_ref().is_some_and(|(_, bundle)| owner.flatten().as_ref() == Some(bundle));
    let press = move |_| {
        if busy.get_untracked() {
            return;
        }
        if !crowns {
            return carry_out();
        }
        let confirmed = carry_out.clone();
        let role_name = crate::text::roles::shown(RoleKey::Owner.title()).to_owned();
        open.asking.crowning.set(Some(Crowning {
            name: page.name_of(user.into()),
            role_name,
            confirmed: Arc::new(confirmed),
        }));
    };
    Some(view! { <Button id="bring-back" icon=drawings::ROTATE_CCW busy=busy reason=reason on_press=Callback::new(press)>{label}</Button> }.into_any())
}
