//! Deleting a bundle, after saying what follows.

use domain::{BundleCard, Command, Refusal};
use leptos::prelude::*;

use crate::api::call::Intent;
use crate::api::error::ApiError;
use crate::pages::ask::Ask;
use crate::pages::card::FormError;
use crate::pages::roles::board::{About, Board};
use crate::text::{bundles as text, errors};
use crate::ui::{Button, ButtonKind, Dialog, DialogFooter, Icon, dom, drawings};

/// The question; it opens when a bundle is about to be deleted.
#[component]
pub(super) fn DeleteBundle(
    /// Roles and bundles.
    board: Board,
) -> AnyView {
    let (ask, intent) = (Ask::new(), Intent::new());
    let seen = StoredValue::new(0);
    let card = RwSignal::new(None::<BundleCard>);
    let open = Memo::new(move |_| matches!(board.about.get(), Some(About::DeleteBundle(_))));
    Effect::new(move |_| {
        if let Some(About::DeleteBundle(id)) = board.about.get() {
            ask.forget();
            seen.set_value(board.bundles.with_untracked(|list| list.seq));
            card.set(untrack(move || board.bundle(id)));
        }
    });
    ask.on_clash(move |seq| seen.set_value(seq));
    let name =
        move || card.with(|card| card.as_ref().map(|card| card.bundle.shape.name.to_string())).unwrap_or_default();
    let people = move || card.with(|card| card.as_ref().is_some_and(|card| card.people > 0));
    let delete = move |_| {
        let Some(bundle) = card.with_untracked(|card| card.as_ref().map(|card| card.bundle.id)) else { return };
        board.send((ask, intent), Command::DeleteBundle { bundle }, seen.get_value(), text::deleted(&untrack(name)));
    };
    let problem = Signal::derive(move || ask.error().with(|error| error.as_ref().map(problem)));
    view! {
        <Dialog
            id="delete-bundle"
            open
            on_close=move |()| board.about.set(None)
            title=Signal::derive(move || text::delete(&name()))
            description=text::delete_about().to_owned()
            alert=true
        >
            {move || people().then(|| view! {
                <ul role="list" class="consequences"><li><Icon drawing=drawings::INFO/><span>{text::delete_people()}</span></li></ul>
            })}
            <FormError text=problem/>
            <DialogFooter>
                <Button on_press=Callback::new(move |_| board.about.set(None))>{text::cancel()}</Button>
                <Button kind=ButtonKind::Danger busy=ask.busy() on_press=Callback::new(delete)>{text::delete_it()}</Button>
            </DialogFooter>
        </Dialog>
    }
    .into_any()
}

/// Why it is not done; a clash says who was first.
pub(super) fn problem(error: &ApiError) -> String {
    match error {
        ApiError::Refused { refusal: Refusal::Clash { .. }, clash } => {
            let first = clash.as_ref().map(|clash| (clash.by.as_str(), dom::now().since(clash.at)));
            text::clash(first)
        }
        error => errors::words(error),
    }
}
