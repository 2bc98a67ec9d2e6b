//! The app: everything that also runs in the browser.
//!
//! The server renders [`shell::shell`] round [`App`]; the browser hydrates [`App`].

pub mod api;
mod lazy;
mod pages;
pub mod shell;
pub mod text;
pub mod ui;
pub mod users;

use leptos::prelude::*;
use leptos_router::components::{ParentRoute, Route, Router, Routes};
use leptos_router::{SsrMode, path};

use crate::pages::frame::Frame;
use crate::pages::not_found::NotFound;
use crate::pages::parts;
use crate::pages::users::Users;
use crate::pages::viewer::Viewer;

/// Loads what the page at this path is made of, beyond what every page is. False when it could not be loaded.
#[cfg(feature = "hydrate")]
pub async fn load_page(path: &str) -> bool {
    match parts::at(path) {
        Some(part) => part.load().await.is_some(),
        None => true,
    }
}

/// The whole page: which route shows what.
#[component]
pub fn App() -> impl IntoView {
    shell::mark_hydrated();
    shell::provide_manifest();
    leptos_meta::provide_meta_context();
    Viewer::provide();
    view! {
        <Router>
            <Routes fallback=|| view! { <NotFound/> }>
                <Route path=path!("/") view=parts::page(&parts::HOME)/>
                <Route path=path!("/sign-in") view=parts::page(&parts::SIGN_IN)/>
                <Route path=path!("/set-up") view=parts::page(&parts::SET_UP)/>
                <Route path=path!("/reset") view=parts::page(&parts::RESET)/>
                <Route path=path!("/verify-email") view=parts::page(&parts::VERIFY_EMAIL)/>
                <Route path=path!("/invite") view=parts::page(&parts::INVITE)/>
                <ParentRoute path=path!("") view=Frame>
                    <Route path=path!("/account") view=parts::page(&parts::ACCOUNT) ssr=SsrMode::Async/>
                    <Route path=path!("/o/:org/settings/general") view=parts::page(&parts::GENERAL) ssr=SsrMode::Async/>
                    <Route path=path!("/o/:org/settings/users") view=Users ssr=SsrMode::Async/>
                    <Route path=path!("/o/:org/settings/teams") view=parts::page(&parts::TEAMS) ssr=SsrMode::Async/>
                    <Route path=path!("/o/:org/settings/roles") view=parts::page(&parts::ROLES) ssr=SsrMode::Async/>
                </ParentRoute>
            </Routes>
        </Router>
    }
}
