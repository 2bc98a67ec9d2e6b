//! What the browser's worker runs to check a chain: `worker.js` beside it fetches, this computes.

use wasm_bindgen::prelude::{JsError, wasm_bindgen};

/// A check of an organization's chain.
#[wasm_bindgen]
pub struct Verifier(chain::Checker);

#[wasm_bindgen]
impl Verifier {
    /// Begins before the first event of the organization with that id.
    ///
    /// # Errors
    /// When it is no id.
    #[wasm_bindgen(constructor)]
    pub fn new(organization: &str) -> Result<Verifier, JsError> {
        Ok(Self(chain::Checker::new(organization.parse()?)))
    }

    /// Checks the next stretch, as the server answered it. Gives the state of the check as the page reads it.
    ///
    /// # Errors
    /// When it is no stretch of a chain.
    pub fn take(&mut self, stretch: &str) -> Result<String, JsError> {
        let stretch: chain::Stretch = serde_json::from_str(stretch)?;
        Ok(serde_json::to_string(&self.0.take(&stretch))?)
    }
}
