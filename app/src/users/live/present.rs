//! Who else is on the page, as the server's stream tells. Nothing of it is announced: it is there for whoever looks.

use domain::{PersonId, UserId};
use leptos::prelude::*;

use crate::api::present::Present;
use crate::text::live as text;
use crate::ui::{Avatar, initials};
use crate::users::face::hash_of;
use crate::users::state::PageState;

/// So many faces have room at the top; how many more there are stands behind them.
const FACES: usize = 4;

/// Somebody else who is there.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Other {
    pub(super) user: UserId,
    pub(super) name: String,
    /// At whose row they are.
    pub(super) at: Option<PersonId>,
}

/// The others, as far as the page knows who they are, by name.
pub(super) fn others(page: PageState) -> Vec<Other> {
    let present: Vec<Present> = page.present.with(|told| serde_json::from_str(told).unwrap_or_default());
    page.version.track();
    let named = page.with_roster(|roster| {
        let own = roster.viewer().user();
        let other = |one: Present| {
            let row = roster.find(one.user.into()).and_then(|row| roster.row(row))?;
            (Some(one.user) != own).then(|| Other { user: one.user, name: row.name().to_owned(), at: one.at })
        };
        present.into_iter().filter_map(other).collect::<Vec<_>>()
    });
    let mut others = named.unwrap_or_default();
    others.sort_by(|one, other| one.name.cmp(&other.name));
    others
}

/// The faces of who else is there, with their names for whoever points at one or reads on.
#[component]
pub(super) fn AlsoHere(page: PageState) -> AnyView {
    let others = Memo::new(move |_| others(page).into_iter().map(|one| (one.user, one.name)).collect::<Vec<_>>());
    let face = |(user, name): (UserId, String)| {
        let title = name.clone();
        view! {
            <li title=title>
                <Avatar initials=initials(&name) hash=hash_of(user.into())/>
                <bdi class="visually-hidden">{name}</bdi>
            </li>
        }
    };
    let more = |others: &[(UserId, String)]| {
        let names: Vec<&str> = others.iter().skip(FACES).map(|(_, name)| name.as_str()).collect();
        let names = names.join(", ");
        (!names.is_empty()).then(|| {
            let title = names.clone();
            view! {
                <li class="also-here-more" title=title>
                    <span aria-hidden="true">{format!("+{}", others.len() - FACES)}</span>
                    <span class="visually-hidden">{names}</span>
                </li>
            }
        })
    };
    view! {
        {move || others.with(|others| (!others.is_empty()).then(|| view! {
            <ul class="also-here" aria-label=text::also_here()>
                {others.iter().take(FACES).cloned().map(face).collect_view()}
                {more(others)}
            </ul>
        }))}
    }
    .into_any()
}
