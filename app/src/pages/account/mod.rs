//! The page of one's own account.

mod appearance;
mod credentials;
mod language;
mod organizations;
mod passkeys;
mod profile;
mod second_factor;
mod sessions;

#[cfg(feature = "ssr")]
pub(crate) use appearance::theme_of;

use leptos::prelude::*;

use crate::api::accounts;
use crate::api::call::answered;
use crate::pages::account::appearance::Appearance;
use crate::pages::account::credentials::{EmailSection, PasswordSection};
use crate::pages::account::language::LanguageSection;
use crate::pages::account::organizations::Organizations;
use crate::pages::account::passkeys::PasskeysSection;
use crate::pages::account::profile::ProfileSection;
use crate::pages::account::second_factor::{Factors, SecondFactorSection};
use crate::pages::account::sessions::Sessions;
use crate::pages::failed::Failed;
use crate::pages::page::{Page, Waiting};
use crate::pages::viewer::Viewer;
use crate::text::account as text;

/// The page.
#[component]
pub(crate) fn Account() -> AnyView {
    let sessions = Resource::new(|| (), |()| answered(accounts::sessions()));
    let retry = Callback::new(move |()| sessions.refetch());
    let Some(me) = Viewer::expect().me_untracked() else { return ().into_any() };
    let factors = Factors::new();
    let listed = move || {
        Suspend::new(async move {
            match sessions.await {
                Ok(sessions) => view! { <Sessions sessions/> }.into_any(),
                Err(error) => view! { <Failed why=error retry/> }.into_any(),
            }
        })
    };
    view! {
        <Page title=text::title()>
            <ProfileSection name=me.profile.name.clone()/>
            <EmailSection/>
            <PasswordSection email=me.profile.email.to_string()/>
            <PasskeysSection email=me.profile.email.to_string() factors/>
            <SecondFactorSection email=me.profile.email.to_string() factors/>
            <section class="page-section" aria-labelledby="sessions">
                <h2 id="sessions">{text::sessions()}</h2>
                <p class="page-section-about">{text::sessions_about()}</p>
                <Suspense fallback=|| view! { <Waiting/> }>{listed}</Suspense>
            </section>
            <LanguageSection language=me.profile.language/>
            <Appearance preferences=me.profile.preferences/>
            <Organizations/>
        </Page>
    }
    .into_any()
}
