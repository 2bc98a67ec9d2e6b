//! The address in view, and going elsewhere without loading the page anew.
//!
//! Our own in place of `leptos_router`: fourteen routes need none of its matching, and it is a tenth of the
//! first load.

use leptos::prelude::*;

/// How the history takes a change of address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// Back undoes it.
    Push,
    /// Back leads past it.
    Replace,
}

/// The address in view.
#[derive(Clone, Copy)]
pub(crate) struct Location {
    path: RwSignal<String>,
    query: RwSignal<String>,
}

impl Location {
    /// Puts it into the context, and follows links and the history from now on. At the root of the app, once.
    pub(crate) fn provide() -> Self {
        let (path, query) = in_view();
        let location = Self { path: RwSignal::new(path), query: RwSignal::new(query) };
        provide_context(location);
        #[cfg(feature = "hydrate")]
        browser::follow(location);
        location
    }

    /// The one in the context.
    pub(crate) fn expect() -> Self {
        expect_context()
    }

    /// Its path, with the slash before it.
    pub(crate) fn path(self) -> Signal<String> {
        self.path.into()
    }

    /// Its query, without the question mark.
    pub(crate) fn query(self) -> Signal<String> {
        self.query.into()
    }

    /// The first parameter of that name in its query.
    pub(crate) fn parameter(self, name: &str) -> Option<String> {
        let first = |query: &String| {
            let mut pairs = form_urlencoded::parse(query.as_bytes());
            pairs.find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
        };
        self.query.with(first)
    }

    /// Makes `href`, a path of ours with or without a query, the address. What stands on the page stays where it is.
    pub(crate) fn go(self, href: &str, step: Step) {
        #[cfg(feature = "hydrate")]
        browser::write(href, step);
        #[cfg(not(feature = "hydrate"))]
        let _ = step;
        let href = href.split('#').next().unwrap_or_default();
        let (path, query) = href.split_once('?').unwrap_or((href, ""));
        self.show(path, query);
    }

    /// Goes to another page: [`Location::go`], and up to its top. Over a list, somebody's panel opens where it stands.
    pub(crate) fn visit(self, href: &str) {
        let in_list =
            self.path.with_untracked(|path| href.strip_prefix(&**path).is_some_and(|rest| rest.starts_with('/')));
        if in_list {
            let query = self.query.get_untracked();
            let mark = if query.is_empty() { "" } else { "?" };
            return self.go(&format!("{href}{mark}{query}"), Step::Push);
        }
        let is_here =
            format!("{}?{}", self.path.get_untracked(), self.query.get_untracked()).trim_end_matches('?') == href;
        self.go(href, if is_here { Step::Replace } else { Step::Push });
        window().scroll_to_with_x_and_y(0.0, 0.0);
    }

    fn show(self, path: &str, query: &str) {
        for (signal, now) in [(self.path, path), (self.query, query)] {
            if signal.with_untracked(|before| before != now) {
                signal.set(now.to_owned());
            }
        }
    }
}

/// A text as a part of a query.
pub(crate) fn escaped(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// Path and query: the request's.
#[cfg(feature = "ssr")]
fn in_view() -> (String, String) {
    let uri = use_context::<http::request::Parts>().map(|parts| parts.uri).unwrap_or_default();
    (uri.path().to_owned(), uri.query().unwrap_or_default().to_owned())
}

/// Path and query: the browser's.
#[cfg(not(feature = "ssr"))]
fn in_view() -> (String, String) {
    let location = window().location();
    let query = location.search().unwrap_or_default();
    (location.pathname().unwrap_or_default(), query.trim_start_matches('?').to_owned())
}

#[cfg(feature = "hydrate")]
mod browser {
    use leptos::wasm_bindgen::{JsCast as _, JsValue};
    use leptos::web_sys::{Element, MouseEvent};
    use leptos::{ev, prelude::*};

    use super::{Location, Step, in_view};
    use crate::route::Route;

    /// Follows links and the history.
    pub(super) fn follow(location: Location) {
        let clicks = window_event_listener(ev::click, move |event| {
            if let Some(href) = followed(&event) {
                event.prevent_default();
                location.visit(&href);
            }
        });
        let steps = window_event_listener(ev::popstate, move |_| {
            let (path, query) = in_view();
            location.show(&path, &query);
        });
        // A second link with a secret, opened where the first one was: the page reads it only when it loads.
        let secrets = window_event_listener(ev::hashchange, |_| {
            let window = window();
            if Route::at(&in_view().0).is_some_and(Route::takes_secret) {
                // Refused only to a page that is gone.
                let _ = window.location().reload();
            }
        });
        on_cleanup(move || {
            clicks.remove();
            steps.remove();
            secrets.remove();
        });
    }

    /// Where a click leads, when that is a page of ours and the browser was asked for nothing else.
    fn followed(event: &MouseEvent) -> Option<String> {
        let modified = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
        if event.default_prevented() || event.button() != 0 || modified {
            return None;
        }
        let link = event.target()?.dyn_into::<Element>().ok()?.closest("a[href^='/']").ok()??;
        let elsewhere = ["target", "download", "rel"].into_iter().any(|name| link.has_attribute(name));
        let href = link.get_attribute("href").filter(|_| !elsewhere)?;
        Route::at(href.split(['?', '#']).next().unwrap_or_default()).map(|_| href)
    }

    /// Writes an address into the history.
    pub(super) fn write(href: &str, step: Step) {
        let Ok(history) = window().history() else { return };
        // Both fail only for other origins' addresses, and when there were too many: the page is right all the same.
        let _ = match step {
            Step::Push => history.push_state_with_url(&JsValue::NULL, "", Some(href)),
            Step::Replace => history.replace_state_with_url(&JsValue::NULL, "", Some(href)),
        };
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn a_page_reads_the_address_that_was_asked_for() {
        Owner::new().with(|| {
            let request = http::Request::get("/sign-in?next=%2Fo%2Facme%2F%3Fq%3Da+b&next=2").body(()).unwrap();
            provide_context(request.into_parts().0);
            let location = Location::provide();
            assert_eq!(location.path().get_untracked(), "/sign-in");
            assert_eq!(location.parameter("next").as_deref(), Some("/o/acme/?q=a b"));
            assert_eq!(location.parameter("error"), None);
        });
    }

    #[test]
    fn what_is_escaped_is_read_again() {
        Owner::new().with(|| {
            let wanted = "/o/acme/settings/users?q=Ana & Bo#1";
            let location = Location { path: RwSignal::default(), query: RwSignal::default() };
            location.go(&format!("/sign-in?next={}", escaped(wanted)), Step::Push);
            assert_eq!(location.path().get_untracked(), "/sign-in");
            assert_eq!(location.parameter("next").as_deref(), Some(wanted));
        });
    }
}
