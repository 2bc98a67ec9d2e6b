//! Who came by a bundle and differs from it: names that lead to their panels.

use domain::{BundleId, STRAYED_NAMED, Strayed};
use leptos::prelude::*;

use crate::api::bundles;
use crate::pages::ask::Ask;
use crate::pages::card::FormError;
use crate::pages::roles::board::{About, Board};
use crate::text::bundles as text;
use crate::ui::{Avatar, Button, Dialog, DialogFooter, initials};
use crate::users::face::hash_of;

/// The list; it opens when it is asked who differs.
#[component]
pub(super) fn StrayedDialog(
    /// Roles and bundles.
    board: Board,
) -> AnyView {
    let ask = Ask::new();
    let people = RwSignal::new(None::<Vec<Strayed>>);
    let bundle = Memo::new(move |_| if let Some(About::Strayed(id)) = board.about.get() { Some(id) } else { None });
    let name = RwSignal::new(String::new());
    let look = move |bundle: BundleId| {
        people.set(None);
        let org = board.org.get_value();
        ask.run(move || bundles::strayed(org.clone(), bundle), move |found| people.set(Some(found)));
    };
    Effect::new(move |_| {
        if let Some(id) = bundle.get() {
            name.set(
                untrack(move || board.bundle(id)).map(|card| card.bundle.shape.name.to_string()).unwrap_or_default(),
            );
            look(id);
        }
    });
    let about = move || {
        people.with(|people| match people.as_deref() {
            None if ask.error().with(Option::is_some) => None,
            None => Some(text::looking()),
            Some([]) => Some(text::nobody_differs()),
            Some(people) => (people.len() >= STRAYED_NAMED).then(text::first_named),
        })
    };
    let lines = move || {
        let org = board.org.get_value();
        people.with(|people| people.iter().flatten().map(|one| line(&org, one)).collect_view())
    };
    view! {
        <Dialog
            id="strayed"
            open=Signal::derive(move || bundle.with(Option::is_some))
            on_close=move |()| board.about.set(None)
            title=Signal::derive(move || text::strayed(&name.get()))
            wide=true
            initial_focus="a, .dialog-foot button"
        >
            <p class="line-about" role="status">{about}</p>
            <ul role="list" class="people">{lines}</ul>
            <FormError text=ask.words()/>
            <DialogFooter>
                <Button on_press=Callback::new(move |_| board.about.set(None))>{text::close()}</Button>
            </DialogFooter>
        </Dialog>
    }
    .into_any()
}

/// Somebody, and in what they differ.
fn line(org: &str, one: &Strayed) -> AnyView {
    let panel = format!("/o/{org}/settings/users/{}", one.user);
    let name = one.name.to_string();
    view! {
        <li class="person">
            <Avatar initials=initials(&name) hash=hash_of(one.user.into())/>
            <div class="person-words">
                <a class="person-name" href=panel><bdi>{name}</bdi></a>
                <span class="person-email" dir="ltr">{one.email.to_string()}</span>
            </div>
            <p class="line-about strayed-drift">{text::differs(&one.drift)}</p>
        </li>
    }
    .into_any()
}
