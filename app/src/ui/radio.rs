//! One of a few, each with a line that explains it.

use leptos::{html, prelude::*};

use super::early::keep_chosen;

/// One choice of [`RadioGroup`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RadioOption {
    /// What `on_choose` is told.
    pub key: &'static str,
    /// Its name.
    pub label: &'static str,
    /// One muted line below.
    pub description: &'static str,
}

/// Radio buttons under a legend.
#[component]
pub fn RadioGroup(
    /// The name the buttons share; the ids hang on it.
    name: &'static str,
    /// What is chosen here.
    legend: &'static str,
    /// The choices.
    options: Vec<RadioOption>,
    /// The key of the one chosen.
    value: RwSignal<&'static str>,
) -> AnyView {
    let option = move |one: RadioOption| {
        let id = format!("{name}-{}", one.key);
        let about = format!("{id}-about");
        let key = one.key;
        let node = NodeRef::<html::Input>::new();
        keep_chosen(node, move || value.get() == key, move || value.set(key));
        view! {
            <div class="radio">
                <input
                    type="radio"
                    name=name
                    id=id.clone()
                    value=key
                    aria-describedby=about.clone()
                    checked=value.get_untracked() == key
                    node_ref=node
                    on:change=move |_| value.set(key)
                />
                <span class="radio-words">
                    <label for=id>{one.label}</label>
                    <span class="field-about" id=about>{one.description}</span>
                </span>
            </div>
        }
    };
    view! {
        <fieldset class="radios">
            <legend class="field-label">{legend}</legend>
            {options.into_iter().map(option).collect_view()}
        </fieldset>
    }
    .into_any()
}
