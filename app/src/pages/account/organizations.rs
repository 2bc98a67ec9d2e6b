//! The organizations one is in, and leaving them.

use domain::{Command, Membership};
use leptos::prelude::*;

use crate::api::call::Intent;
use crate::pages::ask::{Ask, carry_out};
use crate::pages::card::FormError;
use crate::pages::sign_in::load;
use crate::pages::viewer::{Section, Viewer};
use crate::text::{account as text, roles::shown};
use crate::ui::{Button, ButtonKind, Dialog, DialogFooter};

/// The section.
#[component]
pub(super) fn Organizations() -> AnyView {
    let viewer = Viewer::expect();
    let leaving = RwSignal::new(None::<Membership>);
    let line = move |org: Membership| view! { <Line org leaving/> };
    view! {
        <section class="page-section" aria-labelledby="organizations">
            <h2 id="organizations">{text::organizations()}</h2>
            <ul role="list" class="lines">
                {move || viewer.organizations().into_iter().map(line).collect_view()}
            </ul>
            <Leaving leaving/>
        </section>
    }
    .into_any()
}

/// One organization.
#[component]
fn Line(
    /// Which.
    org: Membership,
    /// The one that is being left.
    leaving: RwSignal<Option<Membership>>,
) -> AnyView {
    let first = Section::ALL.into_iter().find(|section| section.is_for(&org));
    let name = org.name.to_string();
    let title = match first {
        Some(section) => view! { <a href=section.path(&org.slug)><bdi>{name.clone()}</bdi></a> }.into_any(),
        None => view! { <bdi>{name.clone()}</bdi> }.into_any(),
    };
    let role = shown(org.role.as_str()).to_owned();
    view! {
        <li class="line">
            <span class="switcher-mark" aria-hidden="true">{crate::ui::initials(&name).chars().next()}</span>
            <div class="line-words">
                <p class="line-title">{title}</p>
                <p class="line-about">{role}</p>
            </div>
            <button
                type="button"
                class="button"
                aria-label=text::leave_button(&name)
                on:click=move |_| leaving.set(Some(org.clone()))
            >
                {text::leave_it()}
            </button>
        </li>
    }
    .into_any()
}

/// Asks first; says why not where the last Owner would go.
#[component]
fn Leaving(
    /// The one that is being left.
    leaving: RwSignal<Option<Membership>>,
) -> AnyView {
    let (ask, intent) = (Ask::new(), Intent::new());
    let name = move || leaving.with(|org| org.as_ref().map(|org| org.name.to_string()).unwrap_or_default());
    let close = move || {
        ask.forget();
        leaving.set(None);
    };
    let leave = move |_| {
        let Some(org) = leaving.get_untracked() else { return };
        // Whatever happened meanwhile: leaving is one's own to decide.
        let envelope = intent.envelope(Command::Leave, u64::MAX);
        // Who one is has changed: every page starts anew.
        ask.run(move || carry_out(org.slug.clone(), envelope.clone()), |_| load("/account"));
    };
    view! {
        <Dialog
            id="leave"
            open=Signal::derive(move || leaving.with(Option::is_some))
            on_close=move |()| close()
            title=Signal::derive(move || text::leave(&name()))
            description=text::leave_about().to_owned()
            alert=true
        >
            <FormError text=ask.words()/>
            <DialogFooter>
                <Button on_press=Callback::new(move |_| close())>{text::cancel()}</Button>
                <Button kind=ButtonKind::Danger busy=ask.busy() on_press=Callback::new(leave)>
                    {move || text::leave_button(&name())}
                </Button>
            </DialogFooter>
        </Dialog>
    }
    .into_any()
}
