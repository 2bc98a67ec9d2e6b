//! A field for a code that is typed off another screen, or off paper.

use leptos::{html, prelude::*};

use super::Field;
use super::early::keep_typed;
use super::field::described_by;

/// A code.
#[component]
pub fn CodeField(
    /// The input's id.
    id: &'static str,
    /// Its name in a form that is sent without script.
    #[prop(default = "")]
    name: &'static str,
    /// The label.
    label: &'static str,
    /// One muted line below.
    about: &'static str,
    /// It consists of digits: phones show those.
    #[prop(optional)]
    digits: bool,
    /// Gets the focus when its page opens.
    #[prop(default = true)]
    autofocus: bool,
    /// What is in it.
    value: RwSignal<String>,
    /// What is wrong.
    #[prop(into)]
    error: Signal<Option<String>>,
) -> AnyView {
    let node = NodeRef::<html::Input>::new();
    keep_typed(node, move || value.get(), move |typed| value.set(typed));
    let description = Signal::stored(about.to_owned());
    let (about_id, error_id) = (format!("{id}-about"), format!("{id}-error"));
    view! {
        <Field id label=label.to_owned() description error live=true>
            <input
                class="input"
                id=id
                name=(!name.is_empty()).then_some(name)
                type="text"
                inputmode=digits.then_some("numeric")
                node_ref=node
                dir="ltr"
                autocomplete=if digits { "one-time-code" } else { "off" }
                autocapitalize="none"
                spellcheck="false"
                required
                autofocus=autofocus
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=move || described_by(description, error, &about_id, &error_id)
                on:input=move |event| value.set(event_target_value(&event))
            />
        </Field>
    }
    .into_any()
}
