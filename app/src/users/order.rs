//! The table's body in the document: rows in their order, with room for those that are not there.

use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlElement, Node};

use super::window::Gaps;
use crate::ui::dom;

/// Id of the table's body.
pub const BODY: &str = "people";
/// Ids of the rows that stand for those that are not in the document.
pub const SPACERS: [&str; 3] = ["rows-before", "rows-between", "rows-after"];

/// Id of what lies over rows at the end that go with the next frames. To draw each of them as nothing would have the
/// browser style and paint them all.
pub const COVER: &str = "rows-cover";

/// Whether a hand is at the rows: the pointer over one, the focus in one, or the list scrolled away from its head.
pub(super) fn at_hand() -> bool {
    let Some(body) = dom::by_id(BODY) else { return false };
    dom::find(&body, "tr:hover, tr:focus-within").is_some() || body.get_bounding_client_rect().top() < 0.0
}

/// Has the rows follow each other, with the spacers where rows are missing. The row with the focus is not moved: it would
/// lose it.
pub(super) fn arrange(rows: &[HtmlElement], gaps: Gaps) {
    let Some(body) = dom::by_id(BODY) else { return };
    let [Some(before), Some(between), Some(after)] = SPACERS.map(dom::by_id) else { return };
    let (first, second) = rows.split_at(gaps.split.unwrap_or(rows.len()).min(rows.len()));
    let order: Vec<Node> = [&before]
        .into_iter()
        .chain(first)
        .chain([&between])
        .chain(second)
        .chain([&after])
        .map(|row| Node::from(row.clone()))
        .collect();
    put_in_order(&body, &order);
}

/// Makes a spacer or the cover as high as so many rows of `height` px.
pub(super) fn make_room(id: &str, rows: usize, height: f64) {
    let Some(spacer) = dom::by_id(id) else { return };
    spacer.set_hidden(rows == 0);
    // A row is as high as its cell.
    let cell = spacer.first_element_child().and_then(|cell| cell.dyn_into::<HtmlElement>().ok());
    #[expect(clippy::cast_precision_loss, reason = "no list is that long")]
    let px = rows as f64 * height;
    // A valid property and a length.
    let _ = cell.unwrap_or(spacer).style().set_property("height", &(dom::length(px) + "px"));
}

/// Has the children of `parent` follow each other as in `order`, moving as few as it can and not the one that
/// holds the focus.
fn put_in_order(parent: &Element, order: &[Node]) {
    let focused = dom::focused();
    let still = order.iter().position(|node| focused.as_ref().is_some_and(|focused| node.contains(Some(focused))));
    let still = still.unwrap_or(0);
    // Neither fails for children of the same table body.
    for at in (0..still).rev() {
        if order[at].next_sibling().as_ref() != Some(&order[at + 1]) {
            let _ = parent.insert_before(&order[at], Some(&order[at + 1]));
        }
    }
    for at in still + 1..order.len() {
        let next = order[at - 1].next_sibling();
        if next.as_ref() != Some(&order[at]) {
            let _ = parent.insert_before(&order[at], next.as_ref());
        }
    }
}
