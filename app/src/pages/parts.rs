//! The pages that come when they are visited. The Users page is the one that all comes first for.

use leptos::prelude::*;

use crate::lazy::{Part, part, show};
use crate::pages::account::Account;
use crate::pages::audit::Audit;
use crate::pages::general::General;
use crate::pages::home::Home;
use crate::pages::invite::Invite;
use crate::pages::join::JoinPages;
use crate::pages::page::Waiting;
use crate::pages::reset::Reset;
use crate::pages::roles::Roles;
use crate::pages::set_up::SetUp;
use crate::pages::sign_in::SignIn;
use crate::pages::teams::Teams;
use crate::pages::title::Title;
use crate::pages::users::Users;
use crate::pages::verify_email::VerifyEmail;
use crate::route::Route;
use crate::text::{errors as text, frame};
use crate::ui::{EmptyState, Retry, drawings};

part! {
    /// The start.
    HOME, visitors, home, view! { <Home/> }.into_any()
}
part! {
    /// Signing in.
    SIGN_IN, visitors, sign_in, view! { <SignIn/> }.into_any()
}
part! {
    /// The first organization.
    SET_UP, visitors, set_up, view! { <SetUp/> }.into_any()
}
part! {
    /// A forgotten password.
    RESET, visitors, reset, view! { <Reset/> }.into_any()
}
part! {
    /// A new address.
    VERIFY_EMAIL, visitors, verify_email, view! { <VerifyEmail/> }.into_any()
}
part! {
    /// Accepting an invitation.
    INVITE, visitors, invite, view! { <Invite/> }.into_any()
}
part! {
    /// Asking to join, and the link by which one asks.
    JOIN, visitors, join, view! { <JoinPages/> }.into_any()
}
part! {
    /// One's own account.
    ACCOUNT, settings, account, view! { <Account/> }.into_any()
}
part! {
    /// The organization itself.
    GENERAL, settings, general, view! { <General/> }.into_any()
}
part! {
    /// Teams.
    TEAMS, settings, teams, view! { <Teams/> }.into_any()
}
part! {
    /// What each role may do.
    ROLES, settings, roles, view! { <Roles/> }.into_any()
}
part! {
    /// What happened.
    AUDIT, audit, audit, view! { <Audit/> }.into_any()
}

/// The page at a route.
pub(crate) fn page(route: Route) -> AnyView {
    match of(route) {
        Some(part) => show(part, || view! { <Waiting/> }.into_any(), failed),
        None => view! { <Users/> }.into_any(),
    }
}

/// What stands in the place of a page that did not come.
fn failed(retry: Callback<()>) -> AnyView {
    view! {
        <Title text=frame::title(text::not_loaded(), None)/>
        <EmptyState icon=drawings::TRIANGLE_ALERT title=text::not_loaded().to_owned() text=text::part_not_loaded().to_owned()>
            <Retry on_press=retry/>
        </EmptyState>
    }
    .into_any()
}

/// The part that the page at a route consists of; none for the page that is always here.
pub(crate) fn of(route: Route) -> Option<&'static Part> {
    Some(match route {
        Route::Home => &HOME,
        Route::SignIn => &SIGN_IN,
        Route::SetUp => &SET_UP,
        Route::Reset => &RESET,
        Route::VerifyEmail => &VERIFY_EMAIL,
        Route::Invite => &INVITE,
        Route::Join | Route::ConfirmJoin => &JOIN,
        Route::Account => &ACCOUNT,
        Route::General => &GENERAL,
        Route::Users | Route::Person => return None,
        Route::Teams => &TEAMS,
        Route::Roles => &ROLES,
        Route::Audit => &AUDIT,
    })
}
