//! Links with a secret in their fragment: it never reaches a log, and leaves the address once it is read.

use std::future::Future;

use leptos::prelude::*;

use crate::api::call::answered;
use crate::api::error::ApiError;
use crate::pages::card::CardPage;
use crate::text::link as text;
use crate::ui::Retry;

/// What is known of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Known<T> {
    /// The server has not answered yet.
    Asked,
    /// It is good, and leads to this.
    Good(T),
    /// It is not.
    Bad(ApiError),
}

/// In the context of a page that a link leads to: the secret, for who loads the page anew.
#[derive(Clone, Copy)]
pub(crate) struct Secret(StoredValue<String>);

impl Secret {
    /// Puts the secret back into the address, from which the page takes it again.
    pub(crate) fn put_back(self) {
        self.0.with_value(|token| {
            let address = window().location().pathname().map(|path| format!("{path}#{token}"));
            if let (Ok(address), Ok(history)) = (address, window().history()) {
                // Fails only for other origins' addresses.
                let _ = history.replace_state_with_url(&leptos::wasm_bindgen::JsValue::NULL, "", Some(&address));
            }
        });
    }
}

/// A link's secret and what it leads to.
pub(crate) struct Link<T: Send + Sync + 'static> {
    /// The secret; kept in memory alone.
    pub(crate) token: StoredValue<String>,
    /// What is known.
    pub(crate) known: RwSignal<Known<T>>,
}

impl<T: Send + Sync + 'static> Clone for Link<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Link<T> {}

impl<T: Clone + Send + Sync + 'static> Link<T> {
    /// Reads the secret once the page is alive, takes it out of the address and asks `look_up` about it.
    pub(crate) fn read<F>(look_up: impl Fn(String) -> F + Copy + 'static) -> Self
    where
        F: Future<Output = Result<T, ApiError>> + 'static,
    {
        let link = Self { token: StoredValue::new(String::new()), known: RwSignal::new(Known::Asked) };
        provide_context(Secret(link.token));
        Effect::new(move |_| {
            link.token.set_value(take_fragment());
            link.look_up(look_up);
        });
        link
    }

    /// Asks (again) what it leads to.
    pub(crate) fn look_up<F>(self, look_up: impl Fn(String) -> F)
    where
        F: Future<Output = Result<T, ApiError>> + 'static,
    {
        let token = self.token.get_value();
        if token.is_empty() {
            self.known.set(Known::Bad(ApiError::NotFound));
            return;
        }
        self.known.set(Known::Asked);
        let call = look_up(token);
        leptos::task::spawn_local(async move {
            let known = answered(call).await.map_or_else(Known::Bad, Known::Good);
            // The page may be gone by now.
            let _ = self.known.try_set(known);
        });
    }
}

/// The address's fragment, which leaves the address and the history.
fn take_fragment() -> String {
    let location = window().location();
    let token = location.hash().unwrap_or_default().trim_start_matches('#').to_owned();
    if !token.is_empty()
        && let (Ok(path), Ok(history)) = (location.pathname(), window().history())
    {
        // Fails only for other origins' addresses.
        let _ = history.replace_state_with_url(&leptos::wasm_bindgen::JsValue::NULL, "", Some(&path));
    }
    token
}

/// While the server looks at it.
#[component]
pub(crate) fn Checking(
    /// The page's heading.
    title: &'static str,
) -> AnyView {
    view! {
        <CardPage title=title.to_owned()>
            <p class="checking" role="status"><span class="spinner" aria-hidden="true"></span>{text::checking()}</p>
        </CardPage>
    }
    .into_any()
}

/// The link is no good: why, and what to do.
#[component]
pub(crate) fn Over(
    /// The heading.
    #[prop(into)]
    title: String,
    /// What to do.
    #[prop(into)]
    advice: String,
    /// The way on: its words and where it leads.
    #[prop(default = (text::to_sign_in(), "/sign-in"))]
    action: (&'static str, &'static str),
) -> AnyView {
    view! {
        <CardPage title=title about=advice>
            <a class="button" rel="external" href=action.1>{action.0}</a>
        </CardPage>
    }
    .into_any()
}

/// It could not be looked at: tried again at will.
#[component]
pub(crate) fn NotChecked(
    /// What failed, in words.
    #[prop(into)]
    error: String,
    /// Tries again.
    #[prop(into)]
    retry: Callback<()>,
) -> AnyView {
    view! {
        <CardPage title=text::not_checked().to_owned() about=error>
            <Retry on_press=retry/>
        </CardPage>
    }
    .into_any()
}
