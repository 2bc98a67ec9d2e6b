//! A moment on a page: in UTC from the server, in the reader's own zone and language once the page is alive.

use domain::Timestamp;
use leptos::prelude::*;

use crate::text::time;

/// A moment, to the minute.
#[component]
pub(crate) fn When(
    /// Which one.
    at: Timestamp,
) -> AnyView {
    let words = RwSignal::new(time::moment(at));
    Effect::new(move |_| {
        if let Some(local) = local(at) {
            words.set(local);
        }
    });
    view! { <time datetime=at.to_rfc3339()>{move || words.get()}</time> }.into_any()
}

#[cfg(feature = "hydrate")]
fn local(at: Timestamp) -> Option<String> {
    use crate::language::language;
    use domain::Language;
    use js_sys::{Array, Date, Object, Reflect};
    // Exact for every moment within 285,000 years of 1970.
    #[expect(clippy::cast_precision_loss, reason = "dates of today take 41 of 53 bits")]
    let date = Date::new(&(at.0 as f64).into());
    let options = Object::new();
    for (name, value) in [("dateStyle", "medium"), ("timeStyle", "short")] {
        Reflect::set(&options, &name.into(), &value.into()).ok()?;
    }
    let languages = match language() {
        // As the browser writes it: British, say.
        Language::English => Array::new(),
        other @ (Language::German | Language::Pseudo) => Array::of1(&other.tag().into()),
    };
    let format = js_sys::Intl::DateTimeFormat::new(&languages, &options);
    format.format().call1(&format, &date).ok()?.as_string()
}

#[cfg(not(feature = "hydrate"))]
fn local(_: Timestamp) -> Option<String> {
    None
}
