//! What was typed or chosen before the page came alive: it counts, and nobody does it twice.

use leptos::{html, prelude::*};

/// Whether what is rendered now takes over what the server rendered, and what was done there meanwhile.
fn takes_over() -> bool {
    Owner::current_shared_context().is_some_and(|page| page.during_hydration())
}

/// Keeps a field and what it should hold the same: what differs from what the server rendered was typed before the page
/// came alive, and `typed` is told; later only changes of `wanted` are written.
pub(crate) fn keep_typed(
    node: NodeRef<html::Input>,
    wanted: impl Fn() -> String + 'static,
    typed: impl Fn(String) + 'static,
) {
    let takes_over = takes_over();
    Effect::new(move |again: Option<()>| {
        let Some(input) = node.get() else { return };
        let (wanted, holds) = (wanted(), input.value());
        if takes_over && again.is_none() && holds != input.default_value() {
            typed(holds);
        } else if holds != wanted {
            input.set_value(&wanted);
        }
    });
}

/// The same of a radio button; `chosen` is told of one that was chosen before the page came alive.
pub(crate) fn keep_chosen(
    node: NodeRef<html::Input>,
    wanted: impl Fn() -> bool + 'static,
    chosen: impl Fn() + 'static,
) {
    let takes_over = takes_over();
    Effect::new(move |again: Option<()>| {
        let Some(input) = node.get() else { return };
        let (wanted, is) = (wanted(), input.checked());
        if takes_over && again.is_none() && is != input.default_checked() {
            // The one that another took the choice from is left as it is: the other tells.
            if is {
                chosen();
            }
        } else if is != wanted {
            input.set_checked(wanted);
        }
    });
}
