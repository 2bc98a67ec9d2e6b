//! The table's body in the document: rows in their order, with room for those that are not there.

use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlElement, Node};

use super::window::Gaps;
use crate::ui::dom;

/// Id of the table's body.
pub const BODY: &str = "people";
/// Ids of the rows that stand for those that are not in the document.
pub const SPACERS: [&str; 3] = ["rows-before", "rows-between", "rows-after"];

/// Has the rows follow each other, with room of `height` px for each that is missing. The row with the focus is not
/// moved: it would lose it.
pub(super) fn arrange(rows: &[HtmlElement], gaps: Gaps, height: f64) {
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
    for (spacer, rows) in [(before, gaps.before), (between, gaps.between), (after, gaps.after)] {
        make_room(&spacer, rows, height);
    }
}

fn make_room(spacer: &HtmlElement, rows: usize, height: f64) {
    spacer.set_hidden(rows == 0);
    if let Some(cell) = spacer.first_element_child().and_then(|cell| cell.dyn_into::<HtmlElement>().ok()) {
        #[expect(clippy::cast_precision_loss, reason = "no list is that long")]
        let px = rows as f64 * height;
        // A valid property and a length.
        let _ = cell.style().set_property("height", &(dom::length(px) + "px"));
    }
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
