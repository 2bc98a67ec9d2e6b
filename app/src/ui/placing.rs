//! Where a popup stands. The style sheet could anchor it, at the price of two more layouts in the frame that opens it.

use leptos::prelude::*;
use leptos::wasm_bindgen::{JsCast, closure::Closure};
use leptos::web_sys::{Element, HtmlElement};

use super::dom;

/// The widest of them, in px.
const WIDEST: f64 = 320.0;
/// The highest of them, in px.
const HIGHEST: f64 = 480.0;
/// Between button and popup, in px.
const GAP: f64 = 4.0;
/// Left free along the viewport's edges, in px.
const EDGE: f64 = 8.0;

/// A button's edges, in px from the viewport's upper left corner.
#[derive(Clone, Copy, Debug)]
struct Edges {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

/// The viewport, in px, and where its lines begin.
#[derive(Clone, Copy, Debug)]
struct View {
    width: f64,
    height: f64,
    right_to_left: bool,
}

/// Distances from the viewport's edges and the height that is left, in px; the style sheet's where there is none.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Place {
    top: Option<f64>,
    bottom: Option<f64>,
    left: Option<f64>,
    right: Option<f64>,
    highest: Option<f64>,
}

/// Below the button; above where it does not fit and more room is. Along the button's start; along its end where it
/// would leave the viewport. `height` is asked for only where it matters: to know it costs a layout.
fn place(button: Edges, view: View, height: impl FnOnce() -> f64) -> Place {
    let below = view.height - button.bottom - GAP - EDGE;
    let above = button.top - GAP - EDGE;
    let upwards = below < HIGHEST && above > below && height() > below;
    let (left, right) = (button.left, view.width - button.right);
    let fits = |from: f64| from >= EDGE && from + WIDEST + EDGE <= view.width;
    let at_left = match (fits(left), fits(right)) {
        (true, false) => true,
        (false, true) => false,
        _ => !view.right_to_left,
    };
    let inline = |from: f64| if fits(from) { from } else { EDGE };
    Place {
        top: (!upwards).then_some(button.bottom + GAP),
        bottom: upwards.then_some(view.height - button.top + GAP),
        left: at_left.then(|| inline(left)),
        right: (!at_left).then(|| inline(right)),
        highest: Some(if upwards { above } else { below }.clamp(0.0, HIGHEST)),
    }
}

/// Where a button is. Measured before its popup comes into the document it costs nothing; after that, a layout.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot {
    button: Edges,
    view: View,
}

impl Spot {
    /// Of that button, now.
    pub(super) fn of(button: &HtmlElement) -> Self {
        Self { button: edges(button), view: view() }
    }
}

/// Shows a popover beside its button, and keeps it there while anything scrolls, for as long as the owner lives.
pub(super) fn show_beside(panel: &HtmlElement, button: &HtmlElement, spot: Spot) {
    // Throws when it is shown already: that is what is wanted.
    let show = || _ = panel.show_popover();
    stand(panel, spot, || {
        show();
        height(panel)
    });
    show();
    let (panel, button) = (panel.clone(), button.clone());
    // Lists scroll as well as the page, and only the page's scrolling bubbles.
    let follow = Closure::<dyn Fn()>::new(move || stand(&panel, Spot::of(&button), || height(&panel)));
    listen(&follow, true);
    let follow = StoredValue::new_local(follow);
    on_cleanup(move || {
        follow.try_with_value(|follow| listen(follow, false));
    });
}

fn height(panel: &HtmlElement) -> f64 {
    f64::from(panel.offset_height())
}

/// Moves the panel to where it belongs; on a phone it is a sheet, which the style sheet places.
fn stand(panel: &HtmlElement, Spot { button, view }: Spot, height: impl FnOnce() -> f64) {
    let at = if dom::is_narrow() { Place::default() } else { place(button, view, height) };
    let style = panel.style();
    let insets = [("top", at.top), ("bottom", at.bottom), ("left", at.left), ("right", at.right)];
    for (name, px) in insets.into_iter().chain([("max-height", at.highest)]) {
        // All names are properties and all values lengths.
        let _ = match px {
            Some(px) => style.set_property(name, &(dom::length(px) + "px")),
            None => style.remove_property(name).map(|_| ()),
        };
    }
}

fn edges(button: &HtmlElement) -> Edges {
    let at = button.get_bounding_client_rect();
    Edges { left: at.left(), right: at.right(), top: at.top(), bottom: at.bottom() }
}

fn view() -> View {
    let document = document();
    let size = |measure: fn(&Element) -> i32| document.document_element().map_or(0.0, |root| f64::from(measure(&root)));
    View {
        // Without the scroll bars.
        width: size(Element::client_width),
        height: size(Element::client_height),
        right_to_left: document.dir() == "rtl",
    }
}

fn listen(follow: &Closure<dyn Fn()>, on: bool) {
    let follow = follow.as_ref().unchecked_ref();
    for event in ["scroll", "resize"] {
        // Neither throws.
        let _ = if on {
            window().add_event_listener_with_callback_and_bool(event, follow, true)
        } else {
            window().remove_event_listener_with_callback_and_bool(event, follow, true)
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DESK: View = View { width: 1_440.0, height: 900.0, right_to_left: false };

    /// A button 100 px wide and 32 high.
    fn button(left: f64, top: f64) -> Edges {
        Edges { left, right: left + 100.0, top, bottom: top + 32.0 }
    }

    fn unmeasured() -> f64 {
        unreachable!("its height does not matter")
    }

    #[test]
    fn with_room_below_it_stands_below_and_nothing_is_measured() {
        let at = place(button(600.0, 200.0), DESK, unmeasured);
        assert_eq!(at, Place { top: Some(236.0), left: Some(600.0), highest: Some(480.0), ..Place::default() });
    }

    #[test]
    fn at_the_lower_edge_it_stands_above_unless_it_fits() {
        let low = button(600.0, 700.0);
        let above = Place { bottom: Some(204.0), left: Some(600.0), highest: Some(480.0), ..Place::default() };
        let below = Place { top: Some(736.0), left: Some(600.0), highest: Some(156.0), ..Place::default() };
        assert_eq!(place(low, DESK, || 157.0), above);
        assert_eq!(place(low, DESK, || 156.0), below);
    }

    #[test]
    fn where_it_fits_nowhere_it_is_as_high_as_the_larger_room() {
        let flat = View { height: 300.0, ..DESK };
        assert_eq!(place(button(600.0, 40.0), flat, unmeasured).highest, Some(216.0));
        let lower = place(button(600.0, 200.0), flat, || 400.0);
        assert_eq!((lower.bottom, lower.highest), (Some(104.0), Some(188.0)));
    }

    #[test]
    fn it_leaves_neither_side_of_the_viewport() {
        let sides = |button, view| {
            let at = place(button, view, unmeasured);
            (at.left, at.right)
        };
        assert_eq!(sides(button(1_330.0, 200.0), DESK), (None, Some(10.0)));
        let arabic = View { right_to_left: true, ..DESK };
        assert_eq!(sides(button(600.0, 200.0), arabic), (None, Some(740.0)));
        assert_eq!(sides(button(10.0, 200.0), arabic), (Some(10.0), None));
        let small = View { width: 340.0, ..DESK };
        assert_eq!(sides(button(120.0, 200.0), small), (Some(8.0), None));
    }

    #[test]
    fn a_button_out_of_sight_is_no_reason_to_fail() {
        assert_eq!(place(button(600.0, 2_000.0), DESK, || 100.0).highest, Some(480.0));
        assert_eq!(place(button(600.0, -900.0), DESK, unmeasured).highest, Some(480.0));
    }
}
