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
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::path;

use crate::pages::not_found::NotFound;
use crate::pages::probe::Probe;

/// The whole page: which route shows what.
#[component]
pub fn App() -> impl IntoView {
    shell::mark_hydrated();
    shell::provide_manifest();
    leptos_meta::provide_meta_context();
    view! {
        <Router>
            <FlatRoutes fallback=|| view! { <NotFound/> }>
                <Route path=path!("/") view=Probe/>
            </FlatRoutes>
        </Router>
    }
}
