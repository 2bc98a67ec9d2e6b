//! The HTML document round the app, and how the browser's half of the program gets into it.

use std::collections::BTreeMap;

use domain::Language;
#[cfg(feature = "ssr")]
use leptos::attr::custom::custom_attribute;
use leptos::prelude::*;
#[cfg(feature = "ssr")]
use leptos_meta::MetaTags;
use serde::Deserialize;

#[cfg(feature = "ssr")]
use crate::language::language;
#[cfg(feature = "ssr")]
use crate::sheet;
#[cfg(feature = "ssr")]
use crate::text::shell as text;

/// URL paths of the built site's files. The server provides it as a context.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct SiteManifest {
    /// The style sheet, or what the Users page begins with of it.
    pub css: String,
    /// The rest of it; empty where `css` is all.
    #[serde(default)]
    pub later_css: String,
    /// The worker that checks a chain of events.
    #[serde(default)]
    pub verifier: String,
    /// The program in each language that the site was built in, by its tag.
    pub programs: BTreeMap<String, Program>,
}

/// The browser's half of the program, in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Program {
    /// The script that binds the module.
    pub js: String,
    /// The module.
    pub wasm: String,
}

impl SiteManifest {
    /// The language that comes nearest to one that is asked for: itself where the site has it, else English. A site
    /// without programs, as tests have it, has all.
    #[must_use]
    pub fn nearest(&self, asked: Language) -> Language {
        let has = self.programs.is_empty() || self.programs.contains_key(asked.tag());
        if has { asked } else { Language::English }
    }
}

/// In the context: the document is all there is, its program does not start. For a page that the browser's address
/// does not lead to: one that the visitor may not know of.
#[derive(Clone, Copy, Debug)]
pub struct Inert;

/// The document. Needs a [`SiteManifest`] and, for the policy on scripts, a nonce in the context.
#[cfg(feature = "ssr")]
pub fn shell() -> impl IntoView {
    let SiteManifest { css, later_css, verifier, .. } = use_context().unwrap_or_default();
    let language = language();
    say_language(language);
    view! {
        <!DOCTYPE html>
        <html lang=language.tag() dir=language.direction().name() data-theme=theme()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="stylesheet" href=css/>
                {(!later_css.is_empty()).then(|| view! {
                    <link id=sheet::LATER href=later_css rel="stylesheet" {..custom_attribute("disabled", begins_without())}/>
                })}
                <meta name="verifier" content=verifier/>
                <HydrationScript/>
                <MetaTags/>
            </head>
            <body>
                <crate::App/>
                <LoadFailure/>
            </body>
        </html>
    }
}

/// Tells whoever keeps answers in which language this one is, and what that depends on.
#[cfg(feature = "ssr")]
fn say_language(language: Language) {
    use http::HeaderValue;
    use http::header::{CONTENT_LANGUAGE, VARY};
    let Some(response) = use_context::<leptos_axum::ResponseOptions>() else { return };
    response.insert_header(CONTENT_LANGUAGE, HeaderValue::from_static(language.tag()));
    response.append_header(VARY, HeaderValue::from_static("cookie, accept-language"));
}

/// Whether this page begins without the rest of the style sheet. One whose program does not start has it from the start.
#[cfg(feature = "ssr")]
fn begins_without() -> bool {
    let users = |parts: http::request::Parts| sheet::begins_without(parts.uri.path());
    use_context::<Inert>().is_none() && use_context().is_some_and(users)
}

/// The theme that the signed-in person chose, or this browser's.
#[cfg(feature = "ssr")]
fn theme() -> &'static str {
    use crate::pages::theme_of;
    use crate::ui::Theme;
    if let Some(me) = crate::api::context::extension::<crate::api::accounts::Me>() {
        return theme_of(me.profile.preferences).name();
    }
    let parts = use_context::<http::request::Parts>();
    parts.map_or(Theme::System, |parts| Theme::of_cookies(crate::api::people::cookies(&parts.headers))).name()
}

/// Id of [`LoadFailure`], which the script shows when the program does not start.
#[cfg(feature = "ssr")]
const LOAD_FAILURE: &str = "load-failure";

/// Holds the last press of a button, or the Enter that stands for one, until the page answers it; without this it would
/// be lost, or send a form without its fields. What needs no program goes its way: a form with an
/// `action`, a popover.
#[cfg(feature = "ssr")]
const EARLY_PRESS: &str = include_str!("early_press.js");

/// Loads the module early and starts it. (Leptos's own `HydrationScripts` knows neither our names nor what to do
/// when loading fails, and repeats the nonce where any script can read it.)
#[cfg(feature = "ssr")]
#[component]
fn HydrationScript() -> impl IntoView {
    use_context::<Inert>().is_none().then(hydration_script)
}

#[cfg(feature = "ssr")]
fn hydration_script() -> impl IntoView {
    let SiteManifest { mut programs, .. } = use_context().unwrap_or_default();
    let Program { js, wasm } = programs.remove(language().tag()).unwrap_or_default();
    let script = format!(
        "import({js:?}).then(m=>m.default({{module_or_path:{wasm:?}}}).then(()=>m.hydrate()))\
         .catch(e=>{{console.error(e);document.getElementById({LOAD_FAILURE:?}).hidden=false}})"
    );
    view! {
        <link rel="modulepreload" href=js nonce=leptos::nonce::use_nonce()/>
        <link rel="preload" href=wasm r#as="fetch" r#type="application/wasm" crossorigin=""/>
        <script nonce=leptos::nonce::use_nonce()>{EARLY_PRESS}</script>
        <script type="module" nonce=leptos::nonce::use_nonce()>{script}</script>
    }
}

/// Says that the page is not alive, and how to try again. Hidden while all is well.
#[cfg(feature = "ssr")]
#[component]
fn LoadFailure() -> impl IntoView {
    view! {
        <div id=LOAD_FAILURE class="load-failure" role="alert" hidden>
            <p>{text::load_failed()}</p>
            <a href="">{text::reload()}</a>
        </div>
    }
}

/// Sets `data-ready` on `<html>` once the page answers: styles and tests may wait for it. Effects run in the browser only.
pub fn mark_hydrated() {
    Effect::new(|| {
        if let Some(html) = document().document_element() {
            // Setting an attribute with a valid constant name cannot fail.
            let _ = html.set_attribute("data-ready", "");
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_that_was_not_built_is_english() {
        assert_eq!(SiteManifest::default().nearest(Language::German), Language::German);
        let programs = BTreeMap::from([("en".to_owned(), Program::default())]);
        let manifest = SiteManifest { programs, ..SiteManifest::default() };
        assert_eq!(manifest.nearest(Language::Pseudo), Language::English);
        assert_eq!(manifest.nearest(Language::English), Language::English);
    }
}
