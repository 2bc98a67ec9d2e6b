//! Looking at an organization as people with another role do. The browser keeps with which, for as long as it is open,
//! and tells the server with each request; the server shows what that role shows, and refuses every change.

use domain::{Membership, RoleId};
use leptos::prelude::*;

use crate::pages::sign_in::load;
use crate::route::Route;
use crate::text::{roles::shown, seen_as as text};
use crate::ui::{Banner, BannerTone, Button, dom, drawings};

/// Name of the cookie: `organization.role`.
const COOKIE: &str = "see-as";
/// A `Set-Cookie` that has the browser forget it.
pub const FORGET: &str = "see-as=; Path=/; Max-Age=0; SameSite=Lax";

/// What the headers of a request ask to see with, as it is kept.
#[cfg(feature = "ssr")]
#[must_use]
pub fn asked(headers: &http::HeaderMap) -> Option<&str> {
    dom::remembered(crate::api::people::cookies(headers), COOKIE)
}

/// From here on, every page of the organization shows what people with the role see.
pub(crate) fn begin(org: &str, role: RoleId, sees_people: bool) {
    dom::write_cookie(&format!("{COOKIE}={org}.{role}; Path=/; SameSite=Lax"));
    let account = format!("/account?organization={org}");
    load(&if sees_people { Route::Users.path(org) } else { account });
}

/// Says so on each of them, and leads back to one's own role.
#[component]
pub(crate) fn SeenAs(
    /// The organization in view.
    current: Memo<Option<Membership>>,
) -> AnyView {
    let seen_as = Memo::new(move |_| {
        let seen_as = |org: &Membership| {
            Some((text::seen_as(org.name.as_str(), shown(org.seen_as.as_ref()?.as_str())), org.slug.clone()))
        };
        current.with(|org| org.as_ref().and_then(seen_as))
    });
    let banner = move |(words, org): (String, String)| {
        let stop = move |_| {
            dom::write_cookie(FORGET);
            load(&Route::Roles.path(&org));
        };
        view! {
            <Banner tone=BannerTone::Warning icon=drawings::USER text=words>
                <Button on_press=Callback::new(stop)>{text::stop()}</Button>
            </Banner>
        }
    };
    view! { {move || seen_as.get().map(banner)} }.into_any()
}
