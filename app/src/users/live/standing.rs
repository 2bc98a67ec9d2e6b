//! At whose rows others are, and oneself.

use std::time::Duration;

use domain::PersonId;
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsValue;
use leptos::web_sys::Element;
use roster::RowRef;

use super::present::{Other, others};
use crate::api::call;
use crate::api::present::Standing;
use crate::text::live as text;
use crate::ui::frames::{self, Then};
use crate::ui::{dom, initials};
use crate::users::state::{Connection, PageState};

/// Whoever rests at a row for so long is told to be there.
const REST: Duration = Duration::from_millis(300);
/// The class of the face in a row.
const MARK: &str = "row-here";

/// Shows in the rows who is at them, and tells the others at whose row one is oneself, anew whenever the server is
/// reached again. Until the owner is cleaned up.
pub(super) fn follow(page: PageState, connected: Trigger) {
    let others = Memo::new(move |_| others(page));
    let is_alone = Memo::new(move |_| others.with(Vec::is_empty));
    show(page, others);
    let own = Own { page, is_alone, told: StoredValue::new(None), waits: StoredValue::new(None) };
    Effect::new(move |_| {
        connected.track();
        // Whoever comes is told, too.
        if !is_alone.get() {
            own.told.set_value(None);
            own.tell_soon();
        }
    });
    let came = window_event_listener(ev::focusin, move |_| own.tell_soon());
    let left = window_event_listener(ev::focusout, move |_| own.tell_soon());
    on_cleanup(move || {
        came.remove();
        left.remove();
    });
}

/// Keeps the faces in the rows in line with who is at them, a frame behind.
fn show(page: PageState, others: Memo<Vec<Other>>) {
    let waits = StoredValue::new(false);
    Effect::new(move |_| {
        others.track();
        page.slots.moved.track();
        if !waits.get_value() {
            waits.set_value(true);
            frames::after_frame(move || {
                // Nothing, where the page is gone.
                if waits.try_set_value(false).is_none() {
                    others.with_untracked(|others| mark(page, others));
                }
                Then::Done
            });
        }
    });
}

fn mark(page: PageState, others: &[Other]) {
    while let Some(old) = dom::find_in_page(&format!(".{MARK}")) {
        old.remove();
    }
    if others.iter().all(|one| one.at.is_none()) {
        return;
    }
    for (row, number) in page.slots.close_by() {
        let person = page.with_roster(|roster| roster.row(number).map(RowRef::id)).flatten();
        let here: Vec<&str> =
            others.iter().filter(|one| person.is_some() && one.at == person).map(|one| one.name.as_str()).collect();
        if let (false, Some(cell)) = (here.is_empty(), dom::find(&row, ".person")) {
            // Fails for a cell that is gone.
            let _ = add_face(&cell, &here);
        }
    }
}

/// The row's own elements stay the first of their kind in it.
fn add_face(cell: &Element, names: &[&str]) -> Result<(), JsValue> {
    let words = text::at_this_row(names);
    let [mark, letters, said] = ["span", "span", "span"].map(|kind| document().create_element(kind));
    let (mark, letters, said) = (mark?, letters?, said?);
    mark.set_class_name(MARK);
    mark.set_attribute("title", &words)?;
    letters.set_attribute("aria-hidden", "true")?;
    letters.set_text_content(Some(&names.first().map(|name| initials(name)).unwrap_or_default()));
    said.set_class_name("visually-hidden");
    said.set_text_content(Some(&words));
    mark.append_with_node_2(&letters, &said)?;
    cell.append_with_node_1(&mark)
}

/// What is told of oneself.
#[derive(Clone, Copy)]
struct Own {
    page: PageState,
    /// Nobody is there who would hear it.
    is_alone: Memo<bool>,
    /// What was told last.
    told: StoredValue<Option<Standing>>,
    waits: StoredValue<Option<TimeoutHandle>>,
}

impl Own {
    /// Tells it once the focus rests.
    fn tell_soon(self) {
        let tell = move || {
            // Nothing, where the page is gone.
            if self.waits.try_set_value(None).is_none() {
                self.tell();
            }
        };
        let timer = set_timeout_with_handle(tell, REST).ok();
        let earlier = self.waits.try_update_value(|waits| std::mem::replace(waits, timer));
        if let Some(earlier) = earlier.flatten() {
            earlier.clear();
        }
    }

    fn tell(self) {
        let told = self.told.get_value();
        let now = Standing { at: self.row(told.and_then(|told| told.at)) };
        // Out of reach nobody hears it; whoever is reached again is told anew.
        let is_heard = self.page.connection.get_untracked() == Connection::Fine && !self.is_alone.get_untracked();
        if !is_heard || told == Some(now) {
            return;
        }
        self.told.set_value(Some(now));
        let path = format!("/o/{}/here", self.page.org());
        spawn_local(async move {
            let body = serde_json::to_string(&now).unwrap_or_default();
            if !call::post(&path, body).await.is_ok_and(|answer| answer.ok()) {
                // The next move tells it again.
                self.told.try_set_value(None);
            }
        });
    }

    /// Whose row has the focus. A dialog is about the row that it came from, and keeps it.
    fn row(self, before: Option<PersonId>) -> Option<PersonId> {
        let focused = dom::focused()?;
        if focused.closest("dialog").ok().flatten().is_some() {
            return before;
        }
        let place = self.page.slots.place_of(&focused)?;
        self.page.with_view(|roster, view| Some(roster.row(*view.rows.get(place)?)?.id())).flatten()
    }
}
