//! What the browser runs: takes over the page that the server rendered.

use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// Called by the page's own script once the module is loaded.
///
/// # Errors
/// When the part that this page consists of could not be loaded: the page stays as the server rendered it.
#[wasm_bindgen]
pub async fn hydrate() -> Result<(), JsValue> {
    // An optimised program ends at a panic without a text.
    #[cfg(debug_assertions)]
    console_error_panic_hook::set_once();
    let path = leptos::prelude::location().pathname()?;
    if !app::load_page(&path).await {
        return Err(JsValue::from_str("a part of the page could not be loaded"));
    }
    leptos::mount::hydrate_body(app::App);
    Ok(())
}
