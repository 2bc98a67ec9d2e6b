//! Views: the people whom an admin looks at now and then, one press away. Some are ready made, the others one's own.

use domain::{Choice, PeopleFilter, RoleKey, Status, allow};
use leptos::prelude::*;
use roster::Roster;

use super::asking::Asking;
use super::menus::menus;
use super::role_menu::on_their_way;
use super::saved_views::{self, OwnViews};
use super::state::PageState;
use crate::text::{requests, views as text};
use crate::ui::{Icon, MenuButton, MenuItem, drawings};

/// After how many days without a sign-in somebody counts as idle.
const IDLE_DAYS: u32 = 90;

/// Within how many days an end is near.
const ENDING_DAYS: u32 = 14;

/// One of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ReadyView {
    /// Whoever runs the organization.
    OwnersAndAdmins,
    /// Users who were never seen.
    NeverSignedIn,
    /// Active users not seen for [`IDLE_DAYS`].
    Idle,
    /// Users whose access ends within [`ENDING_DAYS`].
    Ending,
    /// Invitations whose mail came back.
    MailRefused,
    /// Users whose account takes no second factor, for those who may see that.
    NoSecondFactor,
    /// Whoever asks to join, for those who answer.
    Requests,
}

impl ReadyView {
    const ALL: [Self; 7] = [
        Self::Requests,
        Self::OwnersAndAdmins,
        Self::NeverSignedIn,
        Self::Idle,
        Self::NoSecondFactor,
        Self::Ending,
        Self::MailRefused,
    ];

    /// Whether it is any use to who looks.
    fn is_for(self, roster: &Roster) -> bool {
        match self {
            Self::Requests => allow::answer_requests(roster.viewer()).is_ok(),
            Self::NoSecondFactor => allow::read_audit_log(roster.viewer()).is_ok(),
            Self::OwnersAndAdmins | Self::NeverSignedIn | Self::Idle | Self::Ending | Self::MailRefused => true,
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::OwnersAndAdmins => "owners-and-admins",
            Self::NeverSignedIn => "never-signed-in",
            Self::Idle => "idle",
            Self::Ending => "ending",
            Self::MailRefused => "mail-refused",
            Self::NoSecondFactor => "no-second-factor",
            Self::Requests => "requests",
        }
    }

    fn label(self) -> String {
        match self {
            Self::OwnersAndAdmins => text::owners_and_admins().to_owned(),
            Self::NeverSignedIn => text::never_signed_in().to_owned(),
            Self::Idle => text::idle(IDLE_DAYS),
            Self::Ending => text::ending(ENDING_DAYS),
            Self::MailRefused => text::mail_refused().to_owned(),
            Self::NoSecondFactor => text::no_second_factor().to_owned(),
            Self::Requests => text::requests().to_owned(),
        }
    }

    /// What it asks for; order and columns stay as they are.
    fn filter(self, now: &PeopleFilter) -> PeopleFilter {
        let all = now.cleared();
        match self {
            Self::OwnersAndAdmins => {
                let roles = [RoleKey::Owner, RoleKey::Admin].map(|role| Choice::of(role.slug()));
                PeopleFilter { roles: roles.into(), ..all }
            }
            Self::NeverSignedIn => PeopleFilter { q: "active:never".to_owned(), ..all },
            Self::Idle => PeopleFilter { q: format!("idle:{IDLE_DAYS}"), ..all },
            Self::Ending => PeopleFilter { q: format!("ending:{ENDING_DAYS}"), ..all },
            Self::MailRefused => PeopleFilter { q: "mail:refused".to_owned(), ..all },
            Self::NoSecondFactor => PeopleFilter {
                q: "second-factor:no".to_owned(),
                statuses: vec![Choice::of(Status::Active.slug())],
                ..all
            },
            Self::Requests => PeopleFilter { statuses: vec![Choice::of(Status::Requested.slug())], ..all },
        }
    }
}

/// The button and its menu.
#[component]
pub fn ViewsMenu() -> AnyView {
    let (page, own) = (PageState::expect(), Asking::expect().views);
    let lines = move || Some((menus(page)?.views)(page, own));
    let waiting = Memo::new(move |_| page.summary.with(|summary| summary.requests));
    let items = Callback::new(move |()| lines().unwrap_or_else(|| on_their_way(text::views())));
    let pick = Callback::new(move |key: String| {
        if let Some(menus) = menus(page) {
            (menus.show_view)(page, own, &key);
        }
    });
    let shown = move || waiting.get() + page.ringing.get();
    view! {
        <MenuButton
            label=Signal::derive(move || text::views_called(waiting.get(), page.ringing.get()))
            menu_label=text::views().to_owned()
            items
            on_pick=pick
            class="filter-button"
        >
            {text::views()}
            {move || Some(shown()).filter(|number| *number > 0).map(|number| view! {
                <span class="filter-count">{requests::badge(number)}</span>
            })}
            <Icon drawing=drawings::CHEVRON_DOWN/>
        </MenuButton>
    }
    .into_any()
}

/// A line for each, with how many people it shows.
pub(super) fn lines(page: PageState, own: OwnViews) -> Vec<MenuItem> {
    let now = page.filter.get_untracked();
    page.loaded.track();
    let lines = page.with_roster(|roster| {
        let line = |view: ReadyView| {
            let filter = view.filter(&now);
            MenuItem {
                description: Some(text::people(roster.query(&filter, None).total)),
                checked: Some(filter == now),
                ..MenuItem::new(view.key(), view.label())
            }
        };
        ReadyView::ALL.into_iter().filter(|view| view.is_for(roster)).map(line).collect::<Vec<_>>()
    });
    match lines {
        Some(lines) => lines.into_iter().chain(saved_views::lines(page, own, &now)).collect(),
        None => on_their_way(text::views()),
    }
}

/// Keys and names of those there are, one's own as far as they are known.
pub(super) fn names(page: PageState, own: OwnViews) -> Vec<(String, String)> {
    let named = |view: ReadyView| (view.key().to_owned(), view.label());
    let ready = |roster: &Roster| ReadyView::ALL.into_iter().filter(|view| view.is_for(roster)).map(named).collect();
    let ready: Vec<_> = page.with_roster(ready).unwrap_or_default();
    ready.into_iter().chain(saved_views::names(own)).collect()
}

/// Shows one, or does what the menu's other lines say.
pub(super) fn show(page: PageState, own: OwnViews, key: &str) {
    match ReadyView::ALL.into_iter().find(|view| view.key() == key) {
        Some(view) => page.set_filter(view.filter(&page.filter.get_untracked())),
        None => saved_views::act(page, own, key),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::SortKey;

    #[test]
    fn a_view_is_a_filter_whose_address_can_be_kept() {
        let now = PeopleFilter { q: "ana".to_owned(), sort: SortKey::LastActive, ..PeopleFilter::default() };
        let queries = ReadyView::ALL.map(|view| view.filter(&now).to_query());
        assert_eq!(
            queries,
            [
                "status=requested&sort=last-active",
                "role=owner,admin&sort=last-active",
                "q=active%3Anever&sort=last-active",
                "q=idle%3A90&sort=last-active",
                "q=second-factor%3Ano&status=active&sort=last-active",
                "q=ending%3A14&sort=last-active",
                "q=mail%3Arefused&sort=last-active",
            ]
        );
        for view in ReadyView::ALL {
            let filter = view.filter(&now);
            assert_eq!(PeopleFilter::from_query(&filter.to_query()), filter);
        }
    }
}
