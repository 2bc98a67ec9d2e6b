//! What stays while the pages in the frame come and go: the session that may end, and what waits for the next one.

use std::future::Future;

use leptos::prelude::*;

use super::turns::Gate;
use crate::api::call::answered;
use crate::api::error::ApiError;

/// The session of whoever uses the frame. It outlives each page: what a page leaves behind, such as an Undo in the
/// message at the bottom, goes on by it.
#[derive(Clone, Copy)]
pub struct Session {
    over: RwSignal<bool>,
    /// Whether it goes on, and only what is to be done asks who one is.
    grave: RwSignal<bool>,
    gate: Gate,
    undone: RwSignal<u32>,
    organizations: StoredValue<Vec<String>>,
}

/// An organization's name in URLs, for as long as the session is there.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slug(usize);

impl Session {
    /// A session that goes on.
    #[must_use]
    pub fn new() -> Self {
        Self {
            over: RwSignal::new(false),
            grave: RwSignal::new(false),
            gate: Gate::default(),
            undone: RwSignal::new(0),
            organizations: StoredValue::default(),
        }
    }

    /// Whether it is over, and the sign-in dialog is to be shown.
    #[must_use]
    pub fn is_over(self) -> Signal<bool> {
        self.over.into()
    }

    /// Whether the sign-in dialog asks because of what is to be done, and the session goes on.
    #[must_use]
    pub fn is_grave(self) -> Signal<bool> {
        self.grave.into()
    }

    /// Whether to send the same again after it failed: where signing in helps, shows the dialog and waits for what becomes of it.
    pub async fn helps(self, error: &ApiError) -> bool {
        let grave = *error == ApiError::ProveAgain;
        if !grave && *error != ApiError::SignedOut {
            return false;
        }
        self.grave.try_set(grave);
        self.signed_in_again().await
    }

    /// Shows the sign-in dialog and waits for what becomes of it.
    pub async fn signed_in_again(self) -> bool {
        if self.over.try_set(true).is_some() {
            return false;
        }
        self.gate.wait().await
    }

    /// Waits for what becomes of the sign-in dialog when it is shown next.
    #[cfg(feature = "hydrate")]
    pub(super) async fn answered(self) -> bool {
        self.gate.wait().await
    }

    /// The sign-in dialog is done: what waits is sent again, or given up.
    pub fn resume(self, signed_in: bool) {
        self.over.set(false);
        self.grave.set(false);
        self.gate.go(signed_in);
    }

    /// Asks the server. Where the session turns out to be over, asks again after signing in. Outside the frame, where
    /// there is no session, the answer stands.
    ///
    /// # Errors
    /// As the server says; [`ApiError::Offline`] when it says nothing.
    pub async fn ask<T, F>(session: Option<Self>, call: impl Fn() -> F) -> Result<T, ApiError>
    where
        F: Future<Output = Result<T, ApiError>>,
    {
        loop {
            match (answered(call()).await, session) {
                (Err(error), Some(session)) if session.helps(&error).await => {}
                (answer, _) => return answer,
            }
        }
    }

    /// How often something was taken back whose own page was gone: whoever shows it now fetches it again. Tracks.
    #[must_use]
    pub fn undone(self) -> u32 {
        self.undone.get()
    }

    /// Something was taken back whose own page is gone.
    pub fn tell_undone(self) {
        self.undone.try_update(|undone| *undone = undone.wrapping_add(1));
    }

    /// Keeps an organization's name.
    pub(super) fn keep(self, organization: String) -> Slug {
        let place = self.organizations.try_update_value(|known| {
            let place = known.iter().position(|one| *one == organization);
            place.unwrap_or_else(|| {
                known.push(organization);
                known.len() - 1
            })
        });
        Slug(place.unwrap_or_default())
    }

    /// The name that was kept.
    pub(super) fn organization(self, Slug(place): Slug) -> String {
        self.organizations.try_with_value(|known| known.get(place).cloned()).flatten().unwrap_or_default()
    }
}

impl Default for Session {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn organizations_are_kept_by_their_own_place() {
        Owner::new().with(|| {
            let session = Session::new();
            let (acme, blue) = (session.keep("acme".to_owned()), session.keep("blue".to_owned()));
            let again = session.keep("acme".to_owned());
            assert_eq!([acme, blue, again].map(|slug| session.organization(slug)), ["acme", "blue", "acme"]);
        });
    }
}
