//! A field for a password: it can be shown, and nothing is in the way of pasting.

use leptos::{html, prelude::*};

use super::Field;
use super::early::keep_typed;
use super::field::described_by;
use crate::text::kit as text;

/// A password.
#[component]
pub fn PasswordField(
    /// The input's id.
    id: &'static str,
    /// Its name in a form that is sent without script.
    #[prop(default = "")]
    name: &'static str,
    /// The label.
    #[prop(into)]
    label: Signal<String>,
    /// What its button shows, after the button's word, where a page has several: for those who do not see the page.
    #[prop(default = "")]
    shows: &'static str,
    /// What is in it.
    value: RwSignal<String>,
    /// `current-password` or `new-password`.
    autocomplete: &'static str,
    /// Gets the focus when its page or dialog opens.
    #[prop(optional)]
    autofocus: bool,
    /// One muted line below; empty for none.
    #[prop(into, default = Signal::stored(String::new()))]
    description: Signal<String>,
    /// What is wrong.
    #[prop(into, default = Signal::stored(None))]
    error: Signal<Option<String>>,
) -> AnyView {
    let node = NodeRef::<html::Input>::new();
    let shown = RwSignal::new(false);
    keep_typed(node, move || value.get(), move |typed| value.set(typed));
    let (about_id, error_id) = (format!("{id}-about"), format!("{id}-error"));
    view! {
        <Field id label description error>
            <span class="password">
                <input
                    class="input"
                    id=id
                    name=(!name.is_empty()).then_some(name)
                    type=move || if shown.get() { "text" } else { "password" }
                    node_ref=node
                    dir="ltr"
                    autocomplete=autocomplete
                    autocapitalize="none"
                    spellcheck="false"
                    required
                    autofocus=autofocus
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    aria-describedby=move || described_by(description, error, &about_id, &error_id)
                    on:input=move |event| value.set(event_target_value(&event))
                />
                <button
                    type="button"
                    class="password-show"
                    aria-controls=id
                    on:click=move |_| shown.update(|shown| *shown = !*shown)
                >
                    {move || if shown.get() { text::hide() } else { text::show() }}
                    {(!shows.is_empty()).then(|| view! { <span class="visually-hidden">" "{shows}</span> })}
                </button>
            </span>
        </Field>
    }
    .into_any()
}
