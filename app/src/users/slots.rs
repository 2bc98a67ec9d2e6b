//! The rows on the screen: a pool of slots that are filled anew as the window moves. `window` tells what is near,
//! `row` writes the elements of a slot, `order` puts them where they stand.

use std::ops::Range;

use domain::PersonId;
use leptos::prelude::*;
use leptos::web_sys::HtmlElement;
use leptos::{html, wasm_bindgen::JsCast};

use super::assign::{self, Held, Shape};
use super::face::RowFace;
use super::order::BODY;
use super::row;
use super::state::PageState;
use super::window::{self, Extent, Gaps, WHOLE_UP_TO};
use crate::route::Route;
use crate::ui::{dom, frames};
use later::{Cause, Left, Pace};

mod arrange;
mod find;
mod later;

/// The height of a row until one is measured.
const ROW_HEIGHT: f64 = 52.0;

/// One of the rows on the screen.
#[derive(Clone)]
pub struct Slot {
    /// What it shows; it keeps the last while it is out of the document.
    pub face: ArcRwSignal<RowFace>,
    /// Its place in the list, from 0.
    pub place: usize,
    node: Option<NodeRef<html::Tr>>,
    row: Option<u32>,
}

/// The pool.
#[derive(Clone, Copy)]
pub struct Slots {
    pool: StoredValue<Vec<Slot>>,
    /// How many there are, for the view that renders them.
    pub count: RwSignal<usize>,
    /// Slots in the order of the document, with their places.
    placed: StoredValue<Vec<(usize, usize)>>,
    /// Slots that stand behind those for some frames, and still say what they said before.
    lingering: StoredValue<Vec<usize>>,
    /// Those of them that assistive technology passes over.
    veiled: StoredValue<Vec<usize>>,
    /// How many of them would be seen.
    covered: StoredValue<usize>,
    /// Told when other rows are in the document, or close to what is seen: once all are there.
    pub moved: Trigger,
    /// The places seen, and some beyond.
    close: StoredValue<Range<usize>>,
    rows_in_list: StoredValue<usize>,
    row_height: StoredValue<Option<f64>>,
    /// The room that was last made for rows that are missing, of that height each.
    room: StoredValue<Option<(Gaps, f64)>>,
    /// For how many rows that is too high, behind the last.
    excess: StoredValue<usize>,
    whole: StoredValue<bool>,
    /// What is to come after the next frame.
    afterwards: StoredValue<Option<Cause>>,
    pace: StoredValue<Pace>,
    /// When a short list is to be made whole.
    rest: StoredValue<Option<TimeoutHandle>>,
}

impl Slots {
    /// Slots for the first rows of a list.
    #[must_use]
    pub fn new(rows: Vec<RowFace>, rows_in_list: usize) -> Self {
        let pool: Vec<Slot> = rows.into_iter().enumerate().map(|(place, face)| Slot::new(place, face)).collect();
        Self {
            count: RwSignal::new(pool.len()),
            placed: StoredValue::new((0..pool.len()).map(|place| (place, place)).collect()),
            lingering: StoredValue::default(),
            veiled: StoredValue::default(),
            covered: StoredValue::default(),
            pool: StoredValue::new(pool),
            moved: Trigger::new(),
            close: StoredValue::default(),
            rows_in_list: StoredValue::new(rows_in_list),
            row_height: StoredValue::new(None),
            room: StoredValue::new(None),
            excess: StoredValue::default(),
            whole: StoredValue::new(false),
            afterwards: StoredValue::new(None),
            pace: StoredValue::default(),
            rest: StoredValue::new(None),
        }
    }

    /// The slot of that number.
    #[must_use]
    pub fn slot(self, number: usize) -> Option<Slot> {
        self.pool.try_with_value(|pool| pool.get(number).cloned()).flatten()
    }

    /// Told by a slot's view where it is.
    pub(super) fn rendered(self, number: usize, node: NodeRef<html::Tr>) {
        self.pool.try_update_value(|pool| {
            if let Some(slot) = pool.get_mut(number) {
                slot.node = Some(node);
            }
        });
    }

    /// Rows have other numbers from now on; the slots keep their people.
    pub(super) fn renumber(self, find: impl Fn(PersonId) -> Option<u32>) {
        self.pool.try_update_value(|pool| {
            for slot in pool {
                slot.row = find(slot.face.with_untracked(|face| face.person));
            }
        });
    }

    /// Shows what the state says now.
    pub fn refill(self, state: PageState) {
        self.begin(state, Cause::Anew);
    }

    /// The window moved.
    pub fn scrolled(self, state: PageState) {
        self.begin(state, Cause::Moved);
    }

    /// Rows may have another height from now on.
    pub fn resized(self, state: PageState) {
        self.row_height.set_value(None);
        self.begin(state, Cause::Moved);
    }

    /// Has all rows in the document, for printing, or the window again.
    pub fn print(self, state: PageState, all: bool) {
        self.whole.set_value(all);
        self.begin(state, Cause::Moved);
    }

    /// The rows close to what is seen, in order: their elements and their numbers in the roster.
    #[must_use]
    pub(super) fn close_by(self) -> Vec<(HtmlElement, u32)> {
        self.placed.with_value(|placed| {
            let close = self.close.get_value();
            let near = placed.iter().filter(|(_, place)| close.contains(place));
            near.filter_map(|&(number, _)| Some((self.element(number)?, self.slot(number)?.row?))).collect()
        })
    }

    /// Notes what is seen now. Some room beyond it makes this rare while one scrolls.
    fn note_seen(self, seen: &Range<usize>) {
        let close = self.close.get_value();
        if seen.start < close.start || seen.end > close.end {
            self.close.set_value(window::near(seen));
            self.moved.notify();
        }
    }

    fn element(self, number: usize) -> Option<HtmlElement> {
        let node = self.pool.with_value(|pool| pool.get(number).and_then(|slot| slot.node))?;
        node.get_untracked().map(JsCast::unchecked_into)
    }

    /// The slots in the document, in its order.
    fn standing(self) -> Vec<usize> {
        let placed = self.placed.with_value(|placed| placed.iter().map(|&(slot, _)| slot).collect::<Vec<_>>());
        self.lingering.with_value(|lingering| placed.into_iter().chain(lingering.iter().copied()).collect())
    }

    fn height(self) -> f64 {
        if let Some(height) = self.row_height.get_value() {
            return height;
        }
        let measured: Vec<f64> = self.placed.with_value(|placed| {
            let heights = placed.iter().filter_map(|&(slot, _)| self.element(slot));
            heights.filter(|row| row.is_connected()).map(|row| row.get_bounding_client_rect().height()).collect()
        });
        let sum: f64 = measured.iter().sum();
        #[expect(clippy::cast_precision_loss, reason = "a few hundred at most")]
        let height = if sum > 0.0 { sum / measured.len() as f64 } else { return ROW_HEIGHT };
        self.row_height.set_value(Some(height));
        height
    }

    /// Chooses the places to have in the document, gives each a slot and fills it, as far as the frame has room; tells
    /// what is left. Until that comes the last slots linger: to take a row out of the document costs more than to
    /// write it. Far from what is seen, rows of a short list that would have to be written come when it rests.
    fn lay(self, state: PageState, cause: Cause) -> Left {
        let Some(body) = dom::by_id(BODY) else { return Left::AsBefore };
        let list = Route::Users.path(&state.org());
        let laid = state.with_view(|roster, view| {
            let total = view.rows.len();
            self.rows_in_list.set_value(total);
            let held: Vec<Held> = self.pool.with_value(|pool| {
                pool.iter().map(|slot| (slot.row, slot.face.with_untracked(RowFace::shape))).collect()
            });
            // A menu that is open stands in its row.
            let row_of = |slot: usize| held.get(slot).and_then(|&(row, _)| row);
            let focused = dom::focused().and_then(|focused| row::number_of(&focused));
            let focused = focused.filter(|&slot| row_of(slot).is_some());
            let pinned = focused.and_then(|slot| view.place(row_of(slot)?));
            let seen = window::seen(body.get_bounding_client_rect().top(), view_height(), self.height(), total);
            self.note_seen(&seen);
            let standing = self.standing();
            let pace = self.pace.get_value();
            let more = if cause == Cause::Rested { pace.comes(held.len().saturating_sub(standing.len())) } else { 0 };
            let whole = self.whole.get_value();
            let extent = if whole { Extent::Whole } else { Extent::AtLeast(standing.len().saturating_add(more)) };
            let places = window::places(&seen, pinned, total, extent);
            let same =
                || self.placed.with_value(|placed| placed.iter().map(|&(_, place)| place).eq(places.iter().copied()));
            let is_done = self.lingering.with_value(Vec::is_empty) && self.excess.get_value() == 0;
            if cause != Cause::Anew && is_done && same() {
                return None;
            }
            let wanted: Vec<(u32, Shape)> = places
                .iter()
                .map(|&place| {
                    let shape = roster.row_in_list(view.rows[place]).map(|row| RowFace::shape_of(row, roster));
                    (view.rows[place], shape.unwrap_or_default())
                })
                .collect();
            let face = |row: u32| roster.row_in_list(row).map(|one| RowFace::of(one, roster, view));
            let slots = match cause {
                Cause::Moved => assign::assign(&held, &wanted, &standing),
                Cause::Anew | Cause::Onwards | Cause::Rested => assign::align(&held, &wanted, &standing, focused),
            };
            // What a row says is only looked at where it may be that already.
            let says = |slot: usize, row: u32| face(row).is_some_and(|face| self.says(slot, &face));
            let is_ready = |(&slot, &(row, _)): (&usize, &(u32, Shape))| row_of(slot) == Some(row) && says(slot, row);
            let ready: Vec<bool> = slots.iter().zip(&wanted).map(is_ready).collect();
            let now = match cause {
                _ if whole => vec![true; places.len()],
                Cause::Rested => vec![true; places.len()],
                Cause::Anew => window::now(&places, &seen, pinned, &ready, pace.writes(false)),
                Cause::Onwards => window::now(&places, &seen, pinned, &ready, pace.writes(true)),
                Cause::Moved => {
                    window::now(&places, &window::near(&seen), pinned, &ready, Pace::default().writes(false))
                }
            };
            // Slots to be made are only noted here.
            let writes = (0..now.len()).filter(|&at| now[at] && !ready[at] && slots[at] < held.len()).count();
            let mut placed = Vec::new();
            let begun = frames::now();
            for (at, _) in now.iter().enumerate().filter(|(_, now)| **now) {
                let (slot, place, row) = (slots[at], places[at], wanted[at].0);
                if ready[at] {
                    self.place(slot, place);
                } else if let Some(face) = face(row) {
                    self.fill(slot, row, place, face, &list);
                }
                placed.push((slot, place));
            }
            self.pace.set_value(pace.measured(writes, frames::now() - begun));
            let unfinished = placed.len() < places.len();
            let lingering = match cause {
                Cause::Anew => window::lingering(&standing, &placed),
                Cause::Onwards => {
                    let mut lingering = window::lingering(&standing, &placed);
                    // What says that nobody matches takes the place of all of them.
                    let gone = if total == 0 { lingering.len() } else { pace.rows().saturating_mul(2) };
                    if !unfinished {
                        lingering.truncate(lingering.len().saturating_sub(gone));
                    }
                    lingering
                }
                Cause::Moved | Cause::Rested => Vec::new(),
            };
            // Below the end of a list that is seen, none of them stands for somebody.
            let beyond = if seen.end >= total { total.saturating_sub(placed.len()) } else { lingering.len() };
            let unwanted = lingering.len().saturating_sub(beyond);
            let has_place = |slot: usize| (0..now.len()).any(|at| now[at] && row_of(slot) == Some(wanted[at].0));
            let is_elsewhere = |slot: usize| row_of(slot).is_none() || has_place(slot);
            let veiled = (0..lingering.len()).filter(|&at| at >= beyond || is_elsewhere(lingering[at]));
            self.veil(veiled.map(|at| lingering[at]).collect());
            let left = if unfinished || !lingering.is_empty() {
                Left::Afterwards(Cause::Onwards)
            } else if total > WHOLE_UP_TO || placed.len() == total {
                Left::Nothing
            } else if cause == Cause::Rested {
                Left::Afterwards(Cause::Rested)
            } else {
                Left::UntilRested
            };
            let is_news = cause == Cause::Anew || self.placed.with_value(|before| *before != placed);
            let to_mark = is_news && cause != Cause::Rested && !unfinished;
            Some((placed, lingering, unwanted, focused.is_some() && pinned.is_none(), to_mark, left))
        });
        let Some(Some((placed, lingering, unwanted, focus_lost, to_mark, left))) = laid else {
            return Left::AsBefore;
        };
        let before = self.standing();
        self.placed.set_value(placed);
        self.lingering.set_value(lingering);
        if to_mark {
            self.moved.notify();
        }
        let count = self.pool.with_value(Vec::len);
        if count == self.count.get_untracked() {
            let as_before = before == self.standing();
            self.arrange(before.into_iter(), as_before, cause == Cause::Anew);
        } else {
            self.excess.set_value(0);
            self.count.set(count);
        }
        let excess = self.excess.get_value();
        self.cover(if unwanted > 0 { unwanted + excess } else { 0 });
        if focus_lost && let Some(heading) = dom::find_in_page("h1") {
            dom::focus(&heading);
        }
        match left {
            Left::Nothing | Left::UntilRested if excess > 0 => Left::Afterwards(Cause::Onwards),
            Left::AsBefore | Left::Nothing | Left::UntilRested | Left::Afterwards(_) => left,
        }
    }

    /// Whether the slot is there and shows this already.
    fn says(self, number: usize, face: &RowFace) -> bool {
        self.pool.with_value(|pool| pool.get(number).is_some_and(|slot| slot.face.with_untracked(|old| old == face)))
    }

    /// Has a slot be at a place of the list.
    fn place(self, number: usize, place: usize) {
        let before =
            self.pool.try_update_value(|pool| Some(std::mem::replace(&mut pool.get_mut(number)?.place, place)));
        if before.flatten() != Some(place)
            && let Some(element) = self.element(number)
        {
            row::write_place(&element, place);
        }
    }

    fn fill(self, number: usize, row: u32, place: usize, face: RowFace, list: &str) {
        let shown = self.pool.try_update_value(|pool| {
            while pool.len() <= number {
                pool.push(Slot::new(place, face.clone()));
            }
            // Whoever showed it shows somebody who has another place by now.
            pool.iter_mut().filter(|slot| slot.row == Some(row)).for_each(|slot| slot.row = None);
            pool[number].row = Some(row);
            pool[number].face.clone()
        });
        let Some(shown) = shown else { return };
        self.place(number, place);
        if shown.with_untracked(|old| *old == face) {
            return;
        }
        // A slot without an element is rendered with what it holds then.
        if let Some(element) = self.element(number) {
            shown.with_untracked(|old| row::write(&element, old, &face, list));
        }
        shown.set(face);
    }
}

impl Slot {
    fn new(place: usize, face: RowFace) -> Self {
        Self { face: ArcRwSignal::new(face), place, node: None, row: None }
    }
}

fn view_height() -> f64 {
    window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(1_000.0)
}
