//! The probe page's server function; it goes with that page.

use leptos::prelude::*;
use leptos::server_fn::codec::Json;

/// Answers the text in capital letters, and how it came.
#[server(input = Json, endpoint = "probe/shout")]
pub async fn shout(
    /// What to shout.
    text: String,
) -> Result<String, ServerFnError> {
    let method: http::Method = leptos_axum::extract().await?;
    Ok(format!("{} by {method}", text.to_uppercase()))
}
