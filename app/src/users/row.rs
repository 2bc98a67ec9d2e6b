//! A row: whoever its slot shows, cell by cell.

use domain::{Column, Delivery, Status};
use leptos::{html, prelude::*};

use super::face::RowFace;
use super::role_menu::RoleMenu;
use super::row_menu::RowMenu;
use super::slots::Slot;
use super::state::PageState;
use super::team_menu::TeamMenu;
use super::times;
use crate::text::users as text;
use crate::ui::{Avatar, Pill, PillTone};

/// What a slot shows, to be read bit by bit.
#[derive(Clone, Copy)]
struct Face(RwSignal<Option<RowFace>>);

impl Face {
    fn of<T: Default>(self, read: impl FnOnce(&RowFace) -> T) -> T {
        self.0.with(|face| face.as_ref().map(read).unwrap_or_default())
    }
}

/// One row of the list.
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
    let face = Face(shown.face.into());
    let place = RwSignal::from(shown.place);
    let columns = Memo::new(move |_| page.filter.with(|filter| filter.columns.clone()));
    let state = move || face.of(|face| if face.kept { Some("kept") } else { set_aside(face.status) });
    view! {
        <tr
            role="row"
            node_ref=node
            aria-labelledby=name_id(number)
            aria-rowindex=move || place.get() + 2
            data-state=state
        >
            <th scope="row" role="rowheader" data-column="user">{person(face, number)}</th>
            <td role="cell" data-column="role" data-label=text::ROLE><RoleMenu face=face.0/></td>
            <td role="cell" data-column="teams" data-label=text::TEAMS><TeamMenu face=face.0/></td>
            <td role="cell" data-column="status" data-label=text::STATUS>{status(face)}</td>
            <td role="cell" data-column="last-active" data-label=text::LAST_ACTIVE>{last_active(face)}</td>
            {move || columns.get().into_iter().map(|column| extra(face, column)).collect_view()}
            <td role="cell" data-column="actions"><RowMenu face=face.0/></td>
        </tr>
    }
    .into_any()
}

/// Id of the element that holds a slot's name.
fn name_id(number: usize) -> String {
    format!("row-name-{number}")
}

fn set_aside(status: Status) -> Option<&'static str> {
    matches!(status, Status::Suspended | Status::Ended | Status::Removed).then_some("suspended")
}

/// Avatar and name over address.
fn person(face: Face, number: usize) -> AnyView {
    let name = Signal::derive(move || face.of(|face| face.name.clone()));
    let hash = Signal::derive(move || face.of(RowFace::hash));
    let invited = Signal::derive(move || face.of(|face| matches!(face.status, Status::Invited | Status::Expired)));
    let mark = move || {
        let saving = face.of(|face| face.pending).then_some(text::SAVING);
        let kept = face.of(|face| face.kept).then_some(text::NO_LONGER_MATCHES);
        view! {
            {face.of(|face| face.own).then(|| view! { " "<span class="person-you">{text::YOU}</span> })}
            {kept.map(|kept| view! { " "<span class="row-note">{kept}</span> })}
            {saving.map(|saving| view! { <span class="pending"><span class="visually-hidden">{saving}</span></span> })}
        }
    };
    // An address in the place of a name is as little turned round as below one.
    let direction = move || face.of(|face| !face.named).then_some("ltr");
    view! {
        <div class="person">
            <Avatar name hash invited/>
            <div class="person-words">
                <span class="person-name">
                    <bdi id=name_id(number) class="person-called" dir=direction>{move || name.get()}</bdi>
                    {mark}
                </span>
                <span class="person-email" dir="ltr">
                    {move || face.of(|face| if face.named { face.email.clone() } else { String::new() })}
                </span>
            </div>
        </div>
    }
    .into_any()
}

fn look(status: Status) -> (PillTone, &'static str) {
    match status {
        Status::Active => (PillTone::Quiet, "check"),
        Status::Invited => (PillTone::Info, "mail"),
        Status::Expired => (PillTone::Warning, "calendar-clock"),
        Status::Suspended => (PillTone::Neutral, "pause"),
        Status::Ended => (PillTone::Neutral, "calendar"),
        Status::Removed => (PillTone::Neutral, "user-minus"),
    }
}

/// The status in a pill; of an invitation also how far its mail has come.
fn status(face: Face) -> AnyView {
    let of = move || face.0.with(|face| face.as_ref().map_or(Status::Active, |face| face.status));
    let tone = Signal::derive(move || look(of()).0);
    let icon = Signal::derive(move || look(of()).1);
    let words = Signal::derive(move || face.of(|face| face.status_words.clone()));
    let delivery = move || {
        face.of(|face| face.delivery).map(|delivery| {
            let failed = (delivery == Delivery::Refused).then_some("failed");
            view! { <span class="row-note delivery" data-state=failed>{text::delivery(delivery)}</span> }
        })
    };
    view! { <Pill tone icon text=words/> {delivery} }.into_any()
}

fn last_active(face: Face) -> AnyView {
    let at = move || face.of(|face| face.active_at);
    view! {
        <time datetime=move || at().map(domain::Timestamp::to_rfc3339) title=move || at().map(times::exact)>
            {move || face.of(|face| if face.active_at.is_some() { face.active_words.clone() } else { text::NEVER.to_owned() })}
        </time>
    }
    .into_any()
}

/// A cell of a column that is shown when chosen.
fn extra(face: Face, column: Column) -> AnyView {
    let kind = column_kind(column);
    let words = move || match column {
        Column::InvitedBy => face.of(|face| face.invited_by.clone()),
        Column::Joined => face.of(|face| times::day(face.since)),
        Column::Ends => face.of(|face| face.ends.map(times::day).unwrap_or_default()),
    };
    view! { <td role="cell" data-column=kind data-label=text::column(column)><bdi>{words}</bdi></td> }.into_any()
}

/// How wide a chosen column is.
pub(super) fn column_kind(column: Column) -> &'static str {
    match column {
        Column::InvitedBy => "text",
        Column::Joined | Column::Ends => "date",
    }
}
