//! An organization's General page: its name, its seats, whom it invites, keeps and tells what.

mod change;
mod domains;
mod dormancy;
mod hand_over;
mod inviting;
mod seats;
mod sign_in;
mod telling;
mod words;

use domain::{ChangeOrganization, General as Settings, Name, Organization, Seats};
use leptos::{ev, prelude::*};

use crate::api::call::answered;
use crate::api::organization;
use crate::pages::card::FormError;
use crate::pages::failed::Failed;
use crate::pages::frame::CurrentOrganization;
use crate::pages::general::change::{Change, Saved, take_up};
use crate::pages::general::dormancy::DormancySection;
use crate::pages::general::hand_over::OwnershipSection;
use crate::pages::general::inviting::InvitingSection;
use crate::pages::general::seats::SeatsSection;
use crate::pages::general::sign_in::SignInSection;
use crate::pages::general::telling::TellingSection;
use crate::pages::page::{Page, Waiting, organization_in_path};
use crate::pages::viewer::Viewer;
use crate::text::{errors, general as text};
use crate::ui::{Button, ButtonKind, TextField, dom};
use crate::users::live::ask_again_when_told;
use crate::users::session::Session;

/// The page.
#[component]
pub(crate) fn General() -> AnyView {
    let org = organization_in_path();
    let settings = Resource::new(move || org.get(), |org| answered(organization::general(org)));
    let retry = Callback::new(move |()| settings.refetch());
    let content = move || {
        Suspend::new(async move {
            match settings.await {
                Ok(settings) => {
                    let saved = RwSignal::new(None);
                    let seats = RwSignal::new(settings.seats);
                    follow(&settings, saved, seats, retry);
                    view! {
                        <NameSection settings=settings.clone() saved/>
                        <SeatsSection settings=settings.clone() seats saved/>
                        <InvitingSection settings=settings.clone() saved/>
                        <SignInSection settings=settings.clone() saved/>
                        <DormancySection settings=settings.clone() saved/>
                        <TellingSection settings=settings.clone() saved/>
                        <OwnershipSection settings handed_over=retry/>
                    }
                    .into_any()
                }
                Err(error) => view! { <Failed why=error retry/> }.into_any(),
            }
        })
    };
    view! {
        <Page title=text::title()>
            <Suspense fallback=|| view! { <Waiting/> }>{content}</Suspense>
        </Page>
    }
    .into_any()
}

/// Shows what others change: in fields where nobody has typed something else. Where one may do more now, or less, the page
/// is asked for `anew`.
fn follow(settings: &Settings, saved: Saved, seats: RwSignal<Option<Seats>>, anew: Callback<()>) {
    let may = |settings: &Settings| {
        let Settings { may_rename, may_set_seats, may_hand_over, second_factors, .. } = settings;
        [*may_rename, *may_set_seats, *may_hand_over, second_factors.is_some()]
    };
    let (viewer, session) = (Viewer::expect(), use_context::<Session>().unwrap_or_default());
    let permissions = CurrentOrganization::permissions().get_untracked();
    let slug = settings.organization.slug.clone();
    let at_first = StoredValue::new(settings.clone());
    let ask = move || {
        leptos::task::spawn_local(async move {
            let Some(slug) = at_first.try_with_value(|first| first.organization.slug.clone()) else { return };
            let found = Session::ask(Some(session), || organization::general(slug.clone())).await;
            // Nobody asked: where it fails, nobody is told.
            let (Ok(now), Some(first)) = (found, at_first.try_get_value()) else { return };
            if may(&now) != may(&first) {
                return anew.run(());
            }
            seats.set(now.seats);
            let (seq, last) = saved.get_untracked().unwrap_or((first.organization.seq, first.organization.settings));
            let Organization { seq: told, settings, .. } = now.organization;
            if told > seq && settings != last {
                viewer.rename_organization(&slug, &settings.name);
                saved.set(Some((told, settings)));
            }
        });
    };
    ask_again_when_told(slug, permissions, session, ask);
}

#[component]
fn NameSection(
    /// As it is.
    settings: Settings,
    /// What the page's forms save.
    saved: Saved,
) -> AnyView {
    let organization = settings.organization.clone();
    let content = if settings.may_rename {
        view! { <NameForm settings saved/> }.into_any()
    } else {
        let name = organization.settings.name.to_string();
        view! { <dl class="details"><div><dt>{text::name()}</dt><dd><bdi>{name}</bdi></dd></div></dl> }.into_any()
    };
    view! {
        <section class="page-section" aria-labelledby="identity">
            <h2 id="identity">{text::identity()}</h2>
            {content}
            <dl class="details">
                <div><dt>{text::address()}</dt><dd dir="ltr">{format!("/o/{}", organization.slug)}</dd></div>
            </dl>
        </section>
    }
    .into_any()
}

#[component]
fn NameForm(
    /// As it is.
    settings: Settings,
    /// What the page's forms save.
    saved: Saved,
) -> AnyView {
    let name = RwSignal::new(settings.organization.settings.name.to_string());
    let shown = StoredValue::new(name.get_untracked());
    let change = Change::of(&settings, saved);
    change.follow(move |saved| {
        take_up(&name.get_untracked(), shown, &saved.name.to_string(), |saved| name.set(saved.clone()))
    });
    let viewer = Viewer::expect();
    let tried = RwSignal::new(false);
    let problem = Signal::derive(move || {
        tried.get().then(|| name.with(|name| Name::parse(name).err().map(|error| errors::name(&error))))?
    });
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        let Ok(parsed) = name.with_untracked(|name| Name::parse(name)) else {
            dom::focus_id("organization-name");
            return;
        };
        let slug = change.slug.get_value();
        let changed = (parsed.as_str() != shown.get_value()).then(|| parsed.clone());
        change.send(ChangeOrganization { name: changed, ..ChangeOrganization::default() }, move || {
            shown.set_value(parsed.to_string());
            viewer.rename_organization(&slug, &parsed);
        });
    };
    view! {
        <form class="section-form" novalidate on:submit=submit>
            <TextField
                id="organization-name"
                label=text::name().to_owned()
                value=name
                required=true
                description=text::name_about().to_owned()
                error=problem
            />
            <FormError text=change.words()/>
            <div class="page-section-foot">
                <Button kind=ButtonKind::Filled submit=true busy=change.ask.busy()>{text::save_name()}</Button>
            </div>
        </form>
    }
    .into_any()
}
