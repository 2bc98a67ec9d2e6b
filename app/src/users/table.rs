//! The table: its head, and the rows in sight.

use domain::{Column, Direction, PeopleFilter, SortKey};
use leptos::{ev, html, prelude::*};

use super::live;
use super::order::{BODY, COVER, SPACERS};
use super::row::{PersonRow, column_kind};
use super::state::PageState;
use crate::text::{bulk, users as text};
use crate::ui::{Icon, dom, drawings};

/// Id of what follows the table, for those who skip it.
const AFTER: &str = "after-people";
/// The columns that are always there, the actions too.
const FIXED: usize = 7;

/// The list of people.
#[component]
pub fn PeopleTable() -> AnyView {
    let page = PageState::expect();
    let rows = Memo::new(move |_| page.summary.with(|summary| summary.rows));
    let more = move || page.columns().iter().map(|column| column.slug()).collect::<Vec<_>>().join(" ");
    let span = move || page.columns().len() + FIXED;
    let skip = move |event: ev::MouseEvent| {
        event.prevent_default();
        dom::focus_id(AFTER);
    };
    keep_window(page);
    let spacer = move |id| {
        view! {
            <tr class="spacer" id=id aria-hidden="true" hidden><td colspan=span></td></tr>
        }
    };
    let row = move |number| page.slots.slot(number).map(|shown| view! { <PersonRow number shown/> });
    let [before, between, after] = SPACERS;
    view! {
        <div class="table-frame" data-selecting=move || page.selected.get().is_any().then_some("") data-more=move || Some(more()).filter(|more| !more.is_empty())>
            <a class="skip-link" href=format!("#{AFTER}") on:click=skip>{text::skip_table()}</a>
            <live::Waiting/>
            <table class="table" role="table" aria-rowcount=move || rows.get() + 1>
                <caption>{text::title()}</caption>
                <thead role="rowgroup">{head(page)}</thead>
                <tbody role="rowgroup" id=BODY>
                    {spacer(before)}
                    <For each=move || 0..page.slots.count.get() key=|number| *number children=row/>
                    {spacer(between)}
                    {spacer(after)}
                </tbody>
            </table>
            <div id=COVER class="rows-cover" aria-hidden="true" hidden></div>
            <div id=AFTER tabindex="-1"></div>
        </div>
    }
    .into_any()
}

/// Follows the scrolling, the size of the window, and printing.
fn keep_window(page: PageState) {
    let slots = page.slots;
    Effect::new(move |_| {
        let scroll = window_event_listener(ev::scroll, move |_| slots.scrolled(page));
        let resize = window_event_listener(ev::resize, move |_| slots.resized(page));
        let print = window_event_listener(ev::beforeprint, move |_| slots.print(page, true));
        let printed = window_event_listener(ev::afterprint, move |_| slots.print(page, false));
        on_cleanup(move || {
            for listener in [scroll, resize, print, printed] {
                listener.remove();
            }
        });
    });
    Effect::new(move |_| slots.arrange_when_rendered());
    Effect::new(move |before: Option<()>| {
        let _ = page.columns();
        if before.is_some() {
            slots.resized(page);
        }
    });
}

fn head(page: PageState) -> AnyView {
    let extra = move |column: Column| {
        let key = match column {
            Column::InvitedBy => SortKey::InvitedBy,
            Column::Joined => SortKey::Joined,
            Column::Ends => SortKey::Ends,
            Column::SecondFactor => SortKey::SecondFactor,
        };
        view! { <SortHead page key kind=column_kind(column)/> }
    };
    view! {
        <tr role="row" aria-rowindex="1">
            // No head of a column: its name would be that of the box, and the box is not about the cells below it.
            <td role="cell" data-column="select">{check_all(page)}</td>
            <SortHead page key=SortKey::Name kind="user"/>
            <SortHead page key=SortKey::Role kind="role"/>
            <SortHead page key=SortKey::Teams kind="teams"/>
            <SortHead page key=SortKey::Status kind="status"/>
            <SortHead page key=SortKey::LastActive kind="last-active"/>
            {move || page.columns().into_iter().map(extra).collect_view()}
            <th scope="col" role="columnheader" data-column="actions">
                <span class="visually-hidden">{text::actions()}</span>
            </th>
        </tr>
    }
    .into_any()
}

/// The box that chooses everybody whom the list shows.
fn check_all(page: PageState) -> AnyView {
    let node = NodeRef::<html::Input>::new();
    let write = move || {
        let (selected, loaded) = (page.selected.get(), page.loaded.get());
        if let Some(check) = node.get() {
            check.set_checked(selected.is_all());
            check.set_indeterminate(selected.is_any() && !selected.is_all());
            check.set_disabled(!loaded || selected.of == 0);
        }
    };
    Effect::new(move |_| write());
    let press = move |_| {
        page.select_all(!page.selected.get_untracked().is_all());
        untrack(write);
    };
    view! {
        <input
            type="checkbox"
            class="checkbox"
            node_ref=node
            data-control="select"
            aria-label=bulk::select_all()
            disabled
            on:click=press
        />
    }
    .into_any()
}

/// A column's head: a button that sorts.
#[component]
fn SortHead(
    /// The page.
    page: PageState,
    /// What it sorts by.
    key: SortKey,
    /// The column.
    kind: &'static str,
) -> AnyView {
    let sorted = Memo::new(move |_| page.filter.with(|filter| (filter.sort == key).then_some(filter.direction)));
    let order = move || {
        sorted.get().map(|direction| match direction {
            Direction::Ascending => "ascending",
            Direction::Descending => "descending",
        })
    };
    let press = move |_: ev::MouseEvent| {
        let filter = page.filter.get_untracked();
        let (sort, direction) = next_order(&filter, key);
        page.set_filter(PeopleFilter { sort, direction, ..filter });
        page.announcer.say(text::sorted(sort, direction));
    };
    view! {
        <th scope="col" role="columnheader" data-column=kind aria-sort=order>
            <button type="button" class="sort-button" aria-label=text::sort_by(key) on:click=press>
                <span>{text::sort_key(key)}</span>
                <Icon drawing=drawings::ARROW_DOWN/>
            </button>
        </th>
    }
    .into_any()
}

/// Up, down, then as it was at first.
fn next_order(filter: &PeopleFilter, key: SortKey) -> (SortKey, Direction) {
    match (filter.sort == key, filter.direction) {
        (false, _) => (key, Direction::Ascending),
        (true, Direction::Ascending) => (key, Direction::Descending),
        (true, Direction::Descending) => (SortKey::Name, Direction::Ascending),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pressing_a_head_goes_up_down_and_back() {
        let mut filter = PeopleFilter::default();
        let mut orders = Vec::new();
        for _ in 0..3 {
            (filter.sort, filter.direction) = next_order(&filter, SortKey::Role);
            orders.push((filter.sort, filter.direction));
        }
        let expected = [
            (SortKey::Role, Direction::Ascending),
            (SortKey::Role, Direction::Descending),
            (SortKey::Name, Direction::Ascending),
        ];
        assert_eq!(orders, expected);
        assert_eq!(next_order(&PeopleFilter::default(), SortKey::Name), (SortKey::Name, Direction::Descending));
    }
}
