//! The parts put together.

use leptos::prelude::*;

use super::asking::Asking;
use super::bulk::BulkBar;
use super::dialogs::Dialogs;
use super::export_menu::ExportMenu;
use super::face::FirstPage;
use super::filters::{Columns, FilterChips, Filters};
use super::head::OverLimit;
use super::import_button::{ImportButton, accept_drops};
use super::nobody::{Nobody, NotLoaded};
use super::offline::OfflineBanner;
use super::palette::Palette;
use super::past::{DayButton, PastPlace};
use super::search::{Search, SearchNotes};
use super::shortcuts::Shortcuts;
use super::state::PageState;
use super::table::PeopleTable;
use super::views_menu::ViewsMenu;
use super::{address, live, marks};
use crate::text::users as text;

/// Makes the page's state of what the server knew first, and puts it into the context.
pub fn provide(org: String, first: FirstPage) -> PageState {
    let page = PageState::new(org, first, use_context().unwrap_or_default(), use_context().unwrap_or_default());
    provide_context(page);
    Asking::provide();
    Palette::finds(page, Asking::expect());
    address::follow(page);
    marks::follow(page);
    announce(page);
    accept_drops(page);
    live::follow(page);
    let owner = Owner::current().unwrap_or_default();
    Effect::new(move |_| owner.with(|| page.start()));
    page
}

/// Says how many match, once the list is quiet.
fn announce(page: PageState) {
    let matching = Memo::new(move |_| {
        page.filter
            .with(|filter| filter.cleared() != *filter)
            .then(|| page.summary.with(|summary| (summary.matching, summary.shown)))
    });
    Effect::new(move |before: Option<Option<(u32, u32)>>| {
        let now = matching.get();
        if let Some(before) = before
            && before != now
        {
            let (matching, shown) = page.summary.with_untracked(|summary| (summary.matching, summary.shown));
            page.announcer.say(text::announced(matching, shown));
        }
        now
    });
}

/// All that stands below the heading.
#[component]
pub fn People() -> AnyView {
    let page = PageState::expect();
    view! {
        <OfflineBanner/>
        <PastPlace/>
        <OverLimit/>
        <NotLoaded/>
        <BulkBar/>
        <div class="toolbar" hidden=move || page.selected.get().is_any()>
            <Search/>
            <Filters/>
            <div class="toolbar-end"><ViewsMenu/><DayButton/><Columns/><ImportButton/><ExportMenu/></div>
        </div>
        <FilterChips/>
        <SearchNotes/>
        <PeopleTable/>
        <Nobody/>
        <Shortcuts/>
        <Dialogs/>
    }
    .into_any()
}
