//! Dialogs: the browser's own modal `<dialog>`, so that all else is inert.

use leptos::{ev, html, prelude::*, web_sys::HtmlElement};

use super::{Icon, dom, drawings, held_keys};
use crate::text::kit as text;

/// A modal dialog. Its content exists only while it is open; it opens and closes by `open` alone.
#[component]
pub fn Dialog(
    /// Its id; title and description hang theirs on it.
    id: &'static str,
    /// Whether it is open.
    #[prop(into)]
    open: Signal<bool>,
    /// Asked to close: Escape, the close button, and for plain dialogs a press outside.
    /// Setting `open` is the owner's part, who may ask first.
    #[prop(into)]
    on_close: Callback<()>,
    /// Its title, and so its name.
    #[prop(into)]
    title: Signal<String>,
    /// One sentence that describes it; empty for none.
    #[prop(into, default = Signal::stored(String::new()))]
    description: Signal<String>,
    /// An alertdialog: no close button, no closing by a press outside.
    #[prop(optional)]
    alert: bool,
    /// 560 px wide instead of 440.
    #[prop(optional)]
    wide: bool,
    /// As high as the window, at its end; all of it on small screens.
    #[prop(optional)]
    side: bool,
    /// Without a head: its title is spoken only, and it is closed by Escape or a press outside.
    #[prop(optional)]
    bare: bool,
    /// Selector, within the dialog, of what gets the focus first.
    #[prop(default = "[autofocus], .dialog-foot button")]
    initial_focus: &'static str,
    /// What gets the focus afterwards instead of the opener, where it says something.
    #[prop(into, optional)]
    next_focus: Option<Callback<(), Option<HtmlElement>>>,
    /// What gets the focus afterwards when the opener is gone; without it, the page's heading.
    #[prop(into, optional)]
    fallback_focus: Option<Callback<(), Option<HtmlElement>>>,
    /// The content; end it with a [`DialogFooter`].
    children: ChildrenFn,
) -> AnyView {
    let node = NodeRef::<html::Dialog>::new();
    // The effect carries whether the dialog is open and what had the focus before.
    Effect::new(move |before: Option<(bool, Option<HtmlElement>)>| {
        let (was, opener) = before.unwrap_or_default();
        let Some(dialog) = node.get() else {
            return (was, opener);
        };
        match (was, open.get()) {
            (false, true) => {
                let opener = dom::focused();
                // Throws when it is open already.
                let _ = dialog.show_modal();
                queue_microtask(move || {
                    if let Some(first) = dom::find(&dialog, initial_focus) {
                        dom::focus(&first);
                    }
                    held_keys::give();
                });
                (true, opener)
            }
            (true, false) => {
                dialog.close();
                let given = dom::focused();
                // After the page has drawn what the dialog did: the opener may have left.
                request_animation_frame(move || {
                    // Whoever was quick has gone on by key meanwhile.
                    if dom::focused().is_none_or(|at| given.is_some_and(|given| given == at)) {
                        return_focus(opener, next_focus, fallback_focus);
                    }
                });
                (false, None)
            }
            (_, is) => (is, opener),
        }
    });
    let ask = move || {
        if open.get_untracked() {
            on_close.run(());
        }
    };
    let key = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" && !event.is_composing() {
            event.prevent_default();
            event.stop_propagation();
            ask();
        }
    };
    // The scrim is the dialog element itself, its content a child that fills it.
    let press = move |event: ev::MouseEvent| {
        let on_scrim = event.target().zip(event.current_target()).is_some_and(|(at, own)| at == own);
        if on_scrim && !alert {
            ask();
        }
    };
    // A file field within tells in the same way that nothing was chosen.
    let cancel = move |event: ev::Event| {
        if event.target() == event.current_target() {
            event.prevent_default();
            ask();
        }
    };
    // Told a task later: the dialog may have been opened anew by then.
    let closed = move |_: ev::Event| {
        if node.get_untracked().is_some_and(|dialog| !dialog.open()) {
            ask();
        }
    };
    let (title_id, about_id) = (format!("{id}-title"), format!("{id}-about"));
    let (named, about) = (title_id.clone(), about_id.clone());
    let described = move || (!description.with(String::is_empty)).then(|| about.clone());
    let content = StoredValue::new(children);
    view! {
        <dialog
            class="dialog"
            id=id
            node_ref=node
            role=if alert { "alertdialog" } else { "dialog" }
            aria-modal="true"
            aria-labelledby=named
            aria-describedby=described
            data-width=if side { Some("side") } else { wide.then_some("wide") }
            on:keydown=key
            on:mousedown=press
            on:cancel=cancel
            on:close=closed
        >
            {move || open.get().then(|| view! {
                <div class="dialog-frame">
                    <header class=if bare { "visually-hidden" } else { "dialog-head" }>
                        <h2 id=title_id.clone()>{move || title.get()}</h2>
                        {(!alert && !bare).then(|| view! {
                            <button type="button" class="icon-button" aria-label=text::close() on:click=move |_| ask()>
                                <Icon drawing=drawings::X/>
                            </button>
                        })}
                    </header>
                    <p class="dialog-about" id=about_id.clone()>{move || description.get()}</p>
                    {content.with_value(|content| content())}
                </div>
            })}
        </dialog>
    }
    .into_any()
}

/// The row of buttons at a dialog's end; it stays while the content scrolls.
#[component]
pub fn DialogFooter(
    /// What stands at its start, such as the seat line.
    #[prop(into, optional)]
    note: Option<ViewFn>,
    /// The buttons, the way out first.
    children: Children,
) -> AnyView {
    view! {
        <footer class="dialog-foot">
            {note.map(|note| view! { <div class="dialog-note">{note.run()}</div> })}
            {children()}
        </footer>
    }
    .into_any()
}

/// With each step of a dialog other buttons come: the focus goes to the last of them, as it was on the one that was pressed.
pub fn focus_with_steps(
    last_button: &'static str,
    track_step: impl Fn() + Send + Sync + 'static,
    is_open: impl Fn() -> bool + Send + Sync + 'static,
) {
    Effect::new(move |before: Option<()>| {
        track_step();
        if before.is_some() && is_open() {
            request_animation_frame(move || {
                if let Some(button) = dom::find_in_page(last_button) {
                    dom::focus(&button);
                }
            });
        }
    });
}

/// Gives the focus on, else back to the opener, else to the fallback, else to the heading: never to nothing.
fn return_focus(
    opener: Option<HtmlElement>,
    next: Option<Callback<(), Option<HtmlElement>>>,
    fallback: Option<Callback<(), Option<HtmlElement>>>,
) {
    let to = next
        .and_then(|next| next.run(()))
        .or_else(|| opener.filter(|opener| opener.is_connected()))
        .or_else(|| fallback.and_then(|fallback| fallback.run(())))
        .or_else(|| dom::find_in_page("h1"));
    if let Some(to) = to {
        dom::focus(&to);
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn an_alertdialog_is_named_described_and_empty_until_it_opens() {
        let html = Owner::new().with(|| {
            view! {
                <Dialog id="remove" open=false on_close=|()| () title="Remove Ana Lima?".to_owned()
                    description="Ana loses access at once.".to_owned() alert=true>
                    "Never rendered"
                </Dialog>
            }
            .to_html()
        });
        for part in ["role=\"alertdialog\"", "aria-labelledby=\"remove-title\"", "aria-describedby=\"remove-about\""] {
            assert!(html.contains(part), "{part} in {html}");
        }
        assert!(!html.contains("Never rendered"), "{html}");
    }
}
