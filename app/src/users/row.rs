//! A row: whoever its slot shows, cell by cell.

use domain::{Column, Delivery, Status};
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlInputElement};
use leptos::{ev, html, prelude::*};

use super::face::RowFace;
use super::role_menu::{self, RoleMenu};
use super::row_menu::{self, RowMenu};
use super::slots::Slot;
use super::state::PageState;
use super::team_menu::{self, TeamMenu};
use super::times;
use crate::route::Route;
use crate::text::{bulk, users as text};
use crate::ui::{Avatar, AvatarFace, Drawing, Pill, PillTone, dom, drawings, initials, write_avatar, write_pill};

/// One row of the list, with whomever its slot shows now. Who comes later is written into its elements by [`write`]:
/// an effect for each word would cost several times as much, for all rows in sight in the frame of a key.
#[component]
pub fn PersonRow(
    /// The slot's number.
    number: usize,
    /// What it shows, and where.
    shown: Slot,
) -> AnyView {
    let page = PageState::expect();
    let node = NodeRef::<html::Tr>::new();
    page.slots.rendered(number, node);
    let face = RwSignal::from(shown.face);
    let (person, status, last_active, state) = face
        .with_untracked(|face| (person(page, face, name_id(number)), status(face), last_active(face), row_state(face)));
    view! {
        <tr
            role="row"
            node_ref=node
            aria-labelledby=name_id(number)
            aria-rowindex=row_index(shown.place)
            data-state=state
            data-selected=face.with_untracked(selected)
        >
            <td role="cell" data-column="select">{check(page, face)}</td>
            <th scope="row" role="rowheader" data-column="user">{person}</th>
            <td role="cell" data-column="role" data-label=text::role()><RoleMenu face/></td>
            <td role="cell" data-column="teams" data-label=text::teams()><TeamMenu face/></td>
            <td role="cell" data-column="status" data-label=text::status_head()>{status}</td>
            <td role="cell" data-column="last-active" data-label=text::last_active()>{last_active}</td>
            {move || page.columns().into_iter().map(|column| extra(face, column)).collect_view()}
            <td role="cell" data-column="actions"><RowMenu face/></td>
        </tr>
    }
    .into_any()
}

/// Has the elements of a row say `new` where they say `old`; people's panels are below `list`.
pub(super) fn write(row: &Element, old: &RowFace, new: &RowFace, list: &str) {
    let find = |selector: &str| dom::find(row, selector);
    let text = |selector: &str, text: &str| {
        if let Some(element) = find(selector) {
            dom::write_text(&element, text);
        }
    };
    let show = |selector: &str, shown: bool| {
        if let Some(element) = find(selector) {
            element.set_hidden(!shown);
        }
    };
    if (old.selected, old.selectable, &old.name) != (new.selected, new.selectable, &new.name)
        && let Some(check) = find("[data-control=\"select\"]")
    {
        let check: HtmlInputElement = check.unchecked_into();
        if (old.selected, old.selectable) != (new.selected, new.selectable) {
            write_check(&check, new);
        }
        if old.name != new.name {
            dom::write_attribute(&check, "aria-label", Some(&bulk::select(&new.name)));
        }
    }
    if old.selected != new.selected {
        dom::write_attribute(row, "data-selected", selected(new));
    }
    if row_state(old) != row_state(new) {
        dom::write_attribute(row, "data-state", row_state(new));
    }
    let (was, is) = (avatar(old), avatar(new));
    if was != is
        && let Some(shown) = find(".avatar")
    {
        write_avatar(&shown, &was, &is);
    }
    if old.name != new.name {
        text(".person-called", &new.name);
    }
    if (old.named, old.person) != (new.named, new.person)
        && let Some(called) = find(".person-called")
    {
        if old.named != new.named {
            dom::write_attribute(&called, "dir", Some(direction(new)));
        }
        dom::write_attribute(&called, "href", Some(&panel(list, new)));
    }
    if email(old) != email(new) {
        text(".person-email", email(new));
    }
    if old.own != new.own {
        show(".person-you", new.own);
    }
    if old.kept != new.kept {
        show(".person-kept", new.kept);
    }
    if old.pending != new.pending {
        show(".person-name > .pending", new.pending);
    }
    role_menu::write(row, old, new);
    team_menu::write(row, old, new);
    if (old.status, &old.status_words) != (new.status, &new.status_words)
        && let Some(pill) = find(".pill")
    {
        let (tone, icon) = look(new.status);
        write_pill(&pill, tone, icon, &new.status_words);
    }
    if (old.delivery, &old.delivery_note) != (new.delivery, &new.delivery_note)
        && let Some(note) = find(".delivery")
    {
        dom::write_text(&note, &delivery(new));
        dom::write_attribute(&note, "title", new.delivery_note.as_deref());
        dom::write_attribute(&note, "data-state", failed(new));
        note.set_hidden(new.delivery.is_none());
    }
    if (old.active_at, &old.active_words) != (new.active_at, &new.active_words)
        && let Some(time) = find("time")
    {
        dom::write_text(&time, active_words(new));
        let (at, exact) = moment(new);
        dom::write_attribute(&time, "datetime", at.as_deref());
        dom::write_attribute(&time, "title", exact.as_deref());
    }
    row_menu::write(row, old, new);
}

/// Has a row say its place in the list.
pub(super) fn write_place(row: &Element, place: usize) {
    dom::write_attribute(row, "aria-rowindex", Some(&row_index(place)));
}

/// From 1, and the first is the head.
fn row_index(place: usize) -> String {
    (place + 2).to_string()
}

const NAME_ID: &str = "row-name-";

/// Id of the element that holds a slot's name.
fn name_id(number: usize) -> String {
    format!("{NAME_ID}{number}")
}

/// The slot whose row an element stands in.
pub(super) fn number_of(element: &Element) -> Option<usize> {
    let row = element.closest("tr[aria-labelledby]").ok().flatten()?;
    row.get_attribute("aria-labelledby")?.strip_prefix(NAME_ID)?.parse().ok()
}

fn row_state(face: &RowFace) -> Option<&'static str> {
    let set_aside = matches!(face.status, Status::Suspended | Status::Ended | Status::Removed);
    if face.kept { Some("kept") } else { set_aside.then_some("suspended") }
}

fn is_invitation(face: &RowFace) -> bool {
    matches!(face.status, Status::Invited | Status::Waiting | Status::Requested | Status::Expired)
}

fn avatar(face: &RowFace) -> AvatarFace {
    AvatarFace { initials: initials(&face.name), hash: face.hash(), invited: is_invitation(face) }
}

/// An address in the place of a name is as little turned round as below one.
fn direction(face: &RowFace) -> &'static str {
    if face.named { "auto" } else { "ltr" }
}

/// Where somebody's panel is, below their list.
fn panel(list: &str, face: &RowFace) -> String {
    format!("{list}/{}", face.person.uuid())
}

/// The line below the name.
fn email(face: &RowFace) -> &str {
    if face.named { &face.email } else { "" }
}

fn selected(face: &RowFace) -> Option<&'static str> {
    face.selected.then_some("")
}

/// The box that chooses the row.
fn check(page: PageState, face: RwSignal<RowFace>) -> AnyView {
    let node = NodeRef::<html::Input>::new();
    let press = move |event: ev::MouseEvent| {
        let Some(check) = node.get_untracked() else { return };
        page.select(face.with_untracked(|face| face.person), check.checked(), event.shift_key());
        // What it says is what is so: nobody is chosen who cannot be.
        face.with_untracked(|face| write_check(&check, face));
    };
    view! {
        <input
            type="checkbox"
            class="checkbox"
            node_ref=node
            data-control="select"
            aria-label=face.with_untracked(|face| bulk::select(&face.name))
            checked=face.with_untracked(|face| face.selected)
            disabled=face.with_untracked(|face| !face.selectable)
            // With Shift, text would be chosen too.
            on:mousedown=move |event| if event.shift_key() { event.prevent_default() }
            on:click=press
        />
    }
    .into_any()
}

fn write_check(check: &HtmlInputElement, face: &RowFace) {
    check.set_checked(face.selected);
    check.set_disabled(!face.selectable);
}

/// Avatar and name, which opens the panel, over address.
fn person(page: PageState, face: &RowFace, name_id: String) -> AnyView {
    let href = panel(&Route::Users.path(&page.org()), face);
    view! {
        <div class="person">
            <Avatar initials=initials(&face.name) hash=face.hash() invited=is_invitation(face)/>
            <div class="person-words">
                <span class="person-name">
                    <a id=name_id class="person-called" data-control="person" href=href dir=direction(face)>{face.name.clone()}</a>
                    " "<span class="person-you" hidden=!face.own>{text::you()}</span>
                    " "<span class="row-note person-kept" hidden=!face.kept>{text::no_longer_matches()}</span>
                    <span class="pending" hidden=!face.pending><span class="visually-hidden">{text::saving()}</span></span>
                </span>
                <span class="person-email" dir="ltr">{email(face).to_owned()}</span>
            </div>
        </div>
    }
    .into_any()
}

/// How a status looks.
pub(super) fn look(status: Status) -> (PillTone, Drawing) {
    match status {
        Status::Active => (PillTone::Quiet, drawings::CHECK),
        Status::Invited => (PillTone::Info, drawings::MAIL),
        Status::Waiting => (PillTone::Warning, drawings::USERS_ROUND),
        Status::Requested => (PillTone::Info, drawings::USER_PLUS),
        Status::Expired => (PillTone::Warning, drawings::CALENDAR_CLOCK),
        Status::Suspended => (PillTone::Neutral, drawings::PAUSE),
        Status::Ended => (PillTone::Neutral, drawings::CALENDAR),
        Status::Removed => (PillTone::Neutral, drawings::USER_MINUS),
    }
}

fn failed(face: &RowFace) -> Option<&'static str> {
    (face.delivery == Some(Delivery::Refused)).then_some("failed")
}

/// How far the mail has come; what the mail server said is cut off where it is long, and whole in the title.
fn delivery(face: &RowFace) -> String {
    let words = face.delivery.map(text::delivery).unwrap_or_default();
    face.delivery_note.as_deref().map_or_else(|| words.to_owned(), |said| text::delivery_because(words, said))
}

/// The status in a pill; of an invitation also how far its mail has come.
fn status(face: &RowFace) -> AnyView {
    let (tone, icon) = look(face.status);
    view! {
        <Pill tone icon text=face.status_words.clone()/>
        " "<span
            class="row-note delivery"
            title=face.delivery_note.clone()
            data-state=failed(face)
            hidden=face.delivery.is_none()
        >
            {delivery(face)}
        </span>
    }
    .into_any()
}

fn active_words(face: &RowFace) -> &str {
    if face.active_words.is_empty() { text::never() } else { &face.active_words }
}

/// When they were last seen, for machines and to the minute.
fn moment(face: &RowFace) -> (Option<String>, Option<String>) {
    (face.active_at.map(domain::Timestamp::to_rfc3339), face.active_at.map(times::exact))
}

fn last_active(face: &RowFace) -> AnyView {
    let (at, exact) = moment(face);
    view! { <time datetime=at title=exact>{active_words(face).to_owned()}</time> }.into_any()
}

/// A cell of a column that is shown when chosen.
fn extra(face: RwSignal<RowFace>, column: Column) -> AnyView {
    let kind = column_kind(column);
    let words = move || match column {
        Column::InvitedBy => face.with(|face| face.invited_by.clone()),
        Column::Joined => face.with(|face| times::day(face.since)),
        Column::Ends => face.with(|face| face.ends.map(times::day).unwrap_or_default()),
        Column::SecondFactor => text::second_factor(face.with(|face| face.second_factor)).to_owned(),
    };
    view! { <td role="cell" data-column=kind data-label=text::column(column)><bdi>{words}</bdi></td> }.into_any()
}

/// How wide a chosen column is.
pub(super) fn column_kind(column: Column) -> &'static str {
    match column {
        Column::InvitedBy => "text",
        Column::Joined | Column::Ends | Column::SecondFactor => "date",
    }
}
