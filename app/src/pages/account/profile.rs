//! One's own name.

use domain::Name;
use leptos::{ev, prelude::*};

use crate::api::accounts;
use crate::pages::ask::{Ask, settle};
use crate::pages::card::FormError;
use crate::pages::viewer::Viewer;
use crate::text::{account as text, errors};
use crate::ui::{Button, ButtonKind, TextField, Toasts, dom};

/// The section.
#[component]
pub(super) fn ProfileSection(
    /// The name as it is.
    #[prop(into)]
    name: String,
) -> AnyView {
    let name = RwSignal::new(name);
    let tried = RwSignal::new(false);
    let (ask, viewer) = (Ask::new(), Viewer::expect());
    let toasts: Toasts = use_context().unwrap_or_default();
    let problem = Signal::derive(move || {
        tried.get().then(|| name.with(|name| Name::parse(name).err().map(|error| errors::name(&error))))?
    });
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        let Ok(parsed) = name.with_untracked(|name| Name::parse(name)) else {
            dom::focus_id("account-name");
            return;
        };
        let (sent, wanted) = (name.get_untracked(), parsed.to_string());
        ask.run(
            move || accounts::rename(wanted.clone()),
            move |()| {
                settle(name, &sent, parsed.to_string());
                viewer.update(|me| me.profile.name = parsed);
                toasts.success(text::name_saved());
            },
        );
    };
    view! {
        <section class="page-section" aria-labelledby="profile">
            <h2 id="profile">{text::profile()}</h2>
            <form class="section-form" novalidate on:submit=submit>
                <FormError text=ask.words()/>
                <TextField
                    id="account-name"
                    label=text::name().to_owned()
                    value=name
                    autocomplete="name"
                    required=true
                    description=text::name_about().to_owned()
                    error=problem
                />
                <div class="page-section-foot">
                    <Button kind=ButtonKind::Filled submit=true busy=ask.busy()>{text::save_name()}</Button>
                </div>
            </form>
        </section>
    }
    .into_any()
}
