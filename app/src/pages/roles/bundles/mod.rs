//! The bundles of an organization: what each gives, how many came by it, and how many of those differ.

mod delete;
mod form;
mod strayed;

use domain::{BundleCard, BundleId, BundleShape};
use leptos::prelude::*;

use self::delete::DeleteBundle;
use self::form::BundleDialog;
use self::strayed::StrayedDialog;
use crate::pages::roles::board::{About, Board};
use crate::text::bundles as text;
use crate::ui::{Button, EmptyState, Icon, MenuButton, MenuItem, drawings};

pub(super) use form::BundleDraft;

/// The button that opens the new bundle's form.
pub(super) const NEW_BUNDLE: &str = "new-bundle";

/// Id of a bundle's line: where the focus goes once it was made or changed.
pub(super) fn line_id(bundle: BundleId) -> String {
    format!("bundle-{bundle}")
}

/// The section below the matrix, and its dialogs.
#[component]
pub(super) fn Bundles(
    /// Roles and bundles.
    board: Board,
) -> AnyView {
    let may_create = Memo::new(move |_| board.bundles.with(|list| list.may_create));
    let cards = Memo::new(move |_| board.bundles.with(|list| list.bundles.clone()));
    let none = Memo::new(move |_| cards.with(Vec::is_empty));
    let list = move || {
        if none.get() {
            let advice = if may_create.get() { text::none_advice() } else { text::none_here() };
            return view! {
                <EmptyState icon=drawings::USERS_ROUND title=text::none_title().to_owned() text=advice.to_owned()/>
            }
            .into_any();
        }
        view! {
            <ul role="list" class="lines" aria-label=text::title()>
                <For each=move || cards.get() key=|card| card.bundle.id children=move |card| line(board, card)/>
            </ul>
        }
        .into_any()
    };
    view! {
        <section class="page-section bundles" aria-labelledby="bundles">
            <div class="toolbar">
                <h2 id="bundles">{text::title()}</h2>
                {move || may_create.get().then(|| view! {
                    <div class="toolbar-end">
                        <Button id=NEW_BUNDLE icon=drawings::PLUS on_press=Callback::new(move |_| board.about.set(Some(About::NewBundle)))>
                            {text::new()}
                        </Button>
                    </div>
                })}
            </div>
            <p class="page-about page-section-about">{text::about()}</p>
            {list}
        </section>
        <BundleDialog board/>
        <DeleteBundle board/>
        <StrayedDialog board/>
    }
    .into_any()
}

/// What a bundle gives, in words.
fn gives(board: Board, shape: &BundleShape) -> String {
    let teams: Vec<String> = board.bundles.with(|list| {
        let given = list.teams.iter().filter(|team| shape.teams.contains(&team.id));
        given.map(|team| team.name.to_string()).collect()
    });
    text::gives(&board.name(shape.role), &teams, shape.access_days)
}

/// One bundle: the same element while it is there, so that fetching the list anew closes no menu.
fn line(board: Board, card: BundleCard) -> AnyView {
    let id = card.bundle.id;
    let card = Memo::new(move |_| board.bundles.with(|list| list.card(id).cloned()).unwrap_or_else(|| card.clone()));
    let name = Memo::new(move |_| card.with(|card| card.bundle.shape.name.to_string()));
    let differ = Memo::new(move |_| card.with(|card| card.differ));
    let differing = move || {
        let differ = Some(differ.get()).filter(|differ| *differ > 0)?;
        let show = move |_| board.about.set(Some(About::Strayed(id)));
        let label = text::differ_from(differ, &name.get());
        Some(view! {
            " · "
            <button type="button" class="link-button" aria-label=label on:click=show>{text::differ(differ)}</button>
        })
    };
    view! {
        <li class="line" id=line_id(id) tabindex="-1">
            <div class="line-words">
                <p class="line-title"><bdi>{name}</bdi></p>
                <p class="line-about">{move || card.with(|card| gives(board, &card.bundle.shape))}</p>
                <p class="line-about">{move || text::people(card.with(|card| card.people))}{differing}</p>
            </div>
            {actions(board, card, name)}
        </li>
    }
    .into_any()
}

/// Its menu, for who may do something with it; else why one may not.
fn actions(board: Board, card: Memo<BundleCard>, name: Memo<String>) -> AnyView {
    let id = card.with_untracked(|card| card.bundle.id);
    let locked = Memo::new(move |_| card.with(|card| card.locked.clone()));
    let items = |()| {
        vec![
            MenuItem { icon: Some(drawings::PENCIL), ..MenuItem::new("edit", text::edit_it()) },
            MenuItem { icon: Some(drawings::TRASH_2), danger: true, ..MenuItem::new("delete", text::delete_it()) },
        ]
    };
    let pick = move |key: String| {
        board.about.set(Some(if key == "edit" { About::EditBundle(id) } else { About::DeleteBundle(id) }));
    };
    let label = Signal::derive(move || name.with(|name| text::actions_for(name)));
    let shown = move || {
        if let Some(why) = locked.get() {
            let may = board.bundles.with_untracked(|list| list.may_create);
            let why = may.then(|| crate::text::refusal::refusal(&why));
            let why = why.map(|why| view! { <p class="line-about"><Icon drawing=drawings::LOCK/>" "{why}</p> });
            return why.into_any();
        }
        view! {
            <MenuButton class="icon-button" label menu_label=label items on_pick=pick><Icon drawing=drawings::ELLIPSIS/></MenuButton>
        }
        .into_any()
    };
    shown.into_any()
}
