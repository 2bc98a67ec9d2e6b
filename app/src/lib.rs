//! The app: everything that also runs in the browser.
//!
//! The server renders [`shell::shell`] round [`App`]; the browser hydrates [`App`].

#[macro_use]
pub mod language;

pub mod api;
mod lazy;
mod location;
mod pages;
pub mod route;
pub mod seen_as;
mod sheet;
pub mod shell;
pub mod steps;
pub mod text;
pub mod ui;
pub mod users;
mod webauthn;

use leptos::prelude::*;

use crate::location::Location;
use crate::pages::frame::Frame;
use crate::pages::not_found::NotFound;
use crate::pages::parts;
use crate::pages::viewer::Viewer;
use crate::route::Route;
#[cfg(feature = "hydrate")]
use crate::users::past;

/// Loads what the page at this path is made of, beyond what every page is. False when it could not be loaded.
#[cfg(feature = "hydrate")]
pub async fn load_page(path: &str) -> bool {
    let Some(route) = Route::at(path) else { return true };
    let of_day = || window().location().search().is_ok_and(|query| query.contains(past::AS_OF)).then_some(&past::PAST);
    match parts::of(route).or_else(of_day) {
        Some(part) => part.load().await.is_some(),
        None => true,
    }
}

/// The whole page. The frame stays while the pages in it change.
#[component]
pub fn App() -> impl IntoView {
    shell::mark_hydrated();
    #[cfg(feature = "ssr")]
    leptos_meta::provide_meta_context();
    Viewer::provide();
    let path = Location::provide().path();
    let route = Memo::new(move |_| path.with(|path| Route::at(path).map(Route::page)));
    let frameless = Memo::new(move |_| route.get().filter(|route| !route.is_framed()));
    let framed = Memo::new(move |_| route.get().filter(|route| route.is_framed()));
    let outside = Memo::new(move |_| (framed.with(Option::is_some), frameless.get()));
    view! {
        {move || match outside.get() {
            (true, _) => view! { <Frame route=framed/> }.into_any(),
            (false, Some(route)) => parts::page(route),
            (false, None) => view! { <NotFound/> }.into_any(),
        }}
    }
}
