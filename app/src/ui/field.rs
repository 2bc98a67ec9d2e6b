//! Form fields: the label above, what it is for below, what is wrong linked to it.

use leptos::{html, prelude::*};

use super::{Icon, drawings, early::keep_typed};

/// The ids that describe a field: its description and, when there is one, its error.
pub(super) fn described_by(
    description: Signal<String>,
    error: Signal<Option<String>>,
    about_id: &str,
    error_id: &str,
) -> Option<String> {
    let about = (!description.with(String::is_empty)).then_some(about_id);
    let wrong = error.with(Option::is_some).then_some(error_id);
    let ids: Vec<&str> = [wrong, about].into_iter().flatten().collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

/// The error and the description below a field.
pub(super) fn below(
    description: Signal<String>,
    error: Signal<Option<String>>,
    about_id: String,
    error_id: String,
    live: bool,
) -> AnyView {
    view! {
        {move || error.get().map(|error| view! {
            <p class="field-error" id=error_id.clone() role=live.then_some("alert")><Icon drawing=drawings::CIRCLE_ALERT/>{error}</p>
        })}
        {move || Some(description.get()).filter(|text| !text.is_empty()).map(|text| view! {
            <p class="field-about" id=about_id.clone()>{text}</p>
        })}
    }
    .into_any()
}

/// A label with any control; the control itself carries `id` and, when told, `aria-describedby`.
#[component]
pub fn Field(
    /// The control's id.
    id: &'static str,
    /// The label.
    #[prop(into)]
    label: Signal<String>,
    /// One muted line below (its id is the control's with `-about`); empty for none.
    #[prop(into, default = Signal::stored(String::new()))]
    description: Signal<String>,
    /// What is wrong (its id is the control's with `-error`).
    #[prop(into, default = Signal::stored(None))]
    error: Signal<Option<String>>,
    /// What is wrong is read out when it comes: it may come from the server, long after the focus did.
    #[prop(optional)]
    live: bool,
    /// The control.
    children: Children,
) -> AnyView {
    view! {
        <div class="field">
            <label class="field-label" for=id>{move || label.get()}</label>
            {children()}
            {below(description, error, format!("{id}-about"), format!("{id}-error"), live)}
        </div>
    }
    .into_any()
}

/// A line of text.
#[component]
pub fn TextField(
    /// The input's id.
    id: &'static str,
    /// Its name in a form that is sent without script.
    #[prop(default = "")]
    name: &'static str,
    /// The label.
    #[prop(into)]
    label: Signal<String>,
    /// `text`, `email`, `password`, `number`, `date`, `search`…
    #[prop(default = "text")]
    kind: &'static str,
    /// What is in it.
    value: RwSignal<String>,
    /// What browsers and password managers may fill in.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// Cannot be left empty.
    #[prop(optional)]
    required: bool,
    /// Gets the focus when its page or dialog opens.
    #[prop(optional)]
    autofocus: bool,
    /// One muted line below; empty for none.
    #[prop(into, default = Signal::stored(String::new()))]
    description: Signal<String>,
    /// What is wrong.
    #[prop(into, default = Signal::stored(None))]
    error: Signal<Option<String>>,
    /// What is wrong is read out when it comes.
    #[prop(optional)]
    live: bool,
) -> AnyView {
    let node = NodeRef::<html::Input>::new();
    keep_typed(node, move || value.get(), move |typed| value.set(typed));
    let (about_id, error_id) = (format!("{id}-about"), format!("{id}-error"));
    let address = matches!(kind, "email" | "url");
    view! {
        <Field id label description error live>
            <input
                class="input"
                id=id
                name=(!name.is_empty()).then_some(name)
                type=kind
                node_ref=node
                value=value.get_untracked()
                dir=address.then_some("ltr")
                autocomplete=autocomplete
                required=required
                autofocus=autofocus
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=move || described_by(description, error, &about_id, &error_id)
                on:input=move |event| value.set(event_target_value(&event))
            />
        </Field>
    }
    .into_any()
}

/// Lines of text.
#[component]
pub fn TextArea(
    /// The textarea's id.
    id: &'static str,
    /// The label.
    #[prop(into)]
    label: Signal<String>,
    /// What is in it.
    value: RwSignal<String>,
    /// How many lines it shows.
    #[prop(default = 3)]
    rows: u32,
    /// One muted line below; empty for none.
    #[prop(into, default = Signal::stored(String::new()))]
    description: Signal<String>,
    /// What is wrong.
    #[prop(into, default = Signal::stored(None))]
    error: Signal<Option<String>>,
) -> AnyView {
    let (about_id, error_id) = (format!("{id}-about"), format!("{id}-error"));
    view! {
        <Field id label description error>
            <textarea
                class="input"
                id=id
                rows=rows.to_string()
                prop:value=move || value.get()
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=move || described_by(description, error, &about_id, &error_id)
                on:input=move |event| value.set(event_target_value(&event))
            ></textarea>
        </Field>
    }
    .into_any()
}

/// One line of a [`SelectField`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SelectOption {
    /// Its value.
    pub value: String,
    /// Its words.
    pub label: String,
    /// Cannot be chosen.
    pub disabled: bool,
}

/// One of a few, by the browser's own select.
#[component]
pub fn SelectField(
    /// The select's id.
    id: &'static str,
    /// The label.
    #[prop(into)]
    label: Signal<String>,
    /// The value chosen.
    value: RwSignal<String>,
    /// What there is to choose from.
    #[prop(into)]
    options: Signal<Vec<SelectOption>>,
    /// One muted line below; empty for none.
    #[prop(into, default = Signal::stored(String::new()))]
    description: Signal<String>,
    /// What is wrong.
    #[prop(into, default = Signal::stored(None))]
    error: Signal<Option<String>>,
) -> AnyView {
    let (about_id, error_id) = (format!("{id}-about"), format!("{id}-error"));
    let line = move |option: SelectOption| {
        let chosen = {
            let own = option.value.clone();
            move || value.with(|value| *value == own)
        };
        view! {
            <option value=option.value disabled=option.disabled selected=chosen>{option.label}</option>
        }
        .into_any()
    };
    view! {
        <Field id label description error>
            <span class="select">
                <select
                    class="input"
                    id=id
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    aria-describedby=move || described_by(description, error, &about_id, &error_id)
                    on:change=move |event| value.set(event_target_value(&event))
                >
                    {move || options.get().into_iter().map(line).collect_view()}
                </select>
                <Icon drawing=drawings::CHEVRON_DOWN/>
            </span>
        </Field>
    }
    .into_any()
}

/// A box with its words beside it.
#[component]
pub fn Checkbox(
    /// The box's id.
    id: &'static str,
    /// The words.
    #[prop(into)]
    label: Signal<String>,
    /// Whether it is ticked.
    #[prop(into)]
    checked: Signal<bool>,
    /// Told what it should be.
    #[prop(into)]
    on_change: Callback<bool>,
) -> AnyView {
    view! {
        <label class="check" for=id>
            <input
                class="checkbox"
                type="checkbox"
                id=id
                prop:checked=move || checked.get()
                on:change=move |event| on_change.run(event_target_checked(&event))
            />
            <span>{move || label.get()}</span>
        </label>
    }
    .into_any()
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_field_is_linked_to_what_is_wrong() {
        let html = Owner::new().with(|| {
            let value = RwSignal::new("ana@".to_owned());
            view! {
                <TextField id="email" name="email" kind="email" label="Email".to_owned() value
                    description="Where we write to.".to_owned() error=Some("Not an address".to_owned())/>
            }
            .to_html()
        });
        for part in [
            "for=\"email\"",
            "name=\"email\"",
            "value=\"ana@\"",
            "aria-invalid=\"true\"",
            "aria-describedby=\"email-error email-about\"",
            "id=\"email-error\"",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }
}
