//! What menus, lists and messages in the rows are made of: comes when the first of them opens.

use domain::PersonId;
use leptos::prelude::*;
use roster::{Roster, View};

use super::asking::Asking;
use super::face::FilterKind;
use super::saved_views::OwnViews;
use super::state::{PageState, RowProblem};
use super::team_menu::Toggled;
use super::{cell_problem, export_menu, filters, role_menu, row_menu, team_menu, views_menu};
use crate::lazy::part;
use crate::ui::{Choice, MenuItem};

/// The doors.
pub(crate) struct Menus {
    /// The lines of a role menu.
    pub(super) roles: fn(PageState, PersonId) -> Vec<MenuItem>,
    /// A role was picked.
    pub(super) choose_role: fn(PageState, Asking, PersonId, &str),
    /// The choices of a list of teams.
    pub(super) teams: fn(PageState, PersonId) -> Vec<Choice>,
    /// A team was toggled.
    pub(super) toggle_team: fn(PageState, StoredValue<Option<Toggled>>, PersonId, &str),
    /// The list of teams closed.
    pub(super) send_teams: fn(PageState, StoredValue<Option<Toggled>>),
    /// The lines of a row menu.
    pub(super) actions: fn(PageState, PersonId) -> Vec<MenuItem>,
    /// One was picked.
    pub(super) act: fn(PageState, Asking, PersonId, &str),
    /// The choices of a filter.
    pub(super) filter: fn(&Roster, &View, FilterKind) -> Vec<Choice>,
    /// The lines of the export menu.
    pub(super) formats: fn(PageState) -> Vec<MenuItem>,
    /// One was picked.
    pub(super) export: fn(PageState, &str),
    /// The lines of the views.
    pub(super) views: fn(PageState, OwnViews) -> Vec<MenuItem>,
    /// One was picked.
    pub(super) show_view: fn(PageState, OwnViews, &str),
    /// The message below a cell.
    pub(super) problem: fn(PageState, &RowProblem, &'static str) -> AnyView,
}

part! {
    /// Behind these doors is what the page does when it is asked for something.
    MENUS: Menus, menus, menus, Menus {
        roles: role_menu::lines,
        choose_role: role_menu::choose,
        teams: team_menu::choices,
        toggle_team: team_menu::toggle,
        send_teams: team_menu::send,
        actions: row_menu::lines,
        act: row_menu::pick,
        filter: filters::choices,
        formats: export_menu::lines,
        export: export_menu::download,
        views: views_menu::lines,
        show_view: views_menu::show,
        problem: cell_problem::told,
    }
}

/// Fetches the doors, and what opens, as soon as a hand comes near: nobody waits for the first menu, and the menus
/// still open when the network has gone.
pub(crate) fn come_near() {
    MENUS.load_then(|_| ());
    crate::ui::fetch_popups();
}

/// The doors, once they are there; until then they are fetched, and whoever tracks is told when they come.
pub(super) fn menus(page: PageState) -> Option<&'static Menus> {
    let doors = MENUS.get();
    if doors.is_none() {
        page.menus_here.track();
        MENUS.load_then(move |here| {
            if here {
                page.menus_here.try_set(true);
            }
        });
    }
    doors
}
