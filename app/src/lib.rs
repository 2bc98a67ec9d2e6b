//! The app: everything that also runs in the browser.
//!
//! The server renders [`shell::shell`] round [`App`]; the browser hydrates [`App`].

pub mod api;
mod pages;
pub mod shell;
pub mod text;
pub mod ui;
pub mod users;

use leptos::prelude::*;
use leptos_router::components::{ParentRoute, Route, Router, Routes};
use leptos_router::{SsrMode, path};

use crate::pages::account::Account;
use crate::pages::frame::Frame;
use crate::pages::general::General;
use crate::pages::home::Home;
use crate::pages::invite::Invite;
use crate::pages::not_found::NotFound;
use crate::pages::reset::Reset;
use crate::pages::roles::Roles;
use crate::pages::set_up::SetUp;
use crate::pages::sign_in::SignIn;
use crate::pages::teams::Teams;
use crate::pages::users::Users;
use crate::pages::verify_email::VerifyEmail;
use crate::pages::viewer::Viewer;

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
                <Route path=path!("/") view=Home/>
                <Route path=path!("/sign-in") view=SignIn/>
                <Route path=path!("/set-up") view=SetUp/>
                <Route path=path!("/reset") view=Reset/>
                <Route path=path!("/verify-email") view=VerifyEmail/>
                <Route path=path!("/invite") view=Invite/>
                <ParentRoute path=path!("") view=Frame>
                    <Route path=path!("/account") view=Account ssr=SsrMode::Async/>
                    <Route path=path!("/o/:org/settings/general") view=General ssr=SsrMode::Async/>
                    <Route path=path!("/o/:org/settings/users") view=Users ssr=SsrMode::Async/>
                    <Route path=path!("/o/:org/settings/teams") view=Teams ssr=SsrMode::Async/>
                    <Route path=path!("/o/:org/settings/roles") view=Roles ssr=SsrMode::Async/>
                </ParentRoute>
            </Routes>
        </Router>
    }
}
