//! Which request goes where.

use app::shell::shell;
use axum::Router;
use axum::middleware::from_fn;
use http::request::Parts;
use leptos::prelude::*;
use leptos_axum::{LeptosRoutes as _, generate_route_list, render_app_to_stream_with_context};

use crate::security::{self, CspNonce};
use crate::site::Site;

/// Everything that the program answers.
pub fn router(site: Site) -> Router {
    let options = LeptosOptions::builder().output_name("muster").build();
    let manifest = site.manifest.clone();
    let context = move || {
        provide_context(manifest.clone());
        if let Some(nonce) =
            use_context::<Parts>().and_then(|parts| parts.extensions.get().cloned())
        {
            let CspNonce(nonce) = nonce;
            provide_context(nonce);
        }
    };
    Router::new()
        .leptos_routes_with_context(
            &options,
            generate_route_list(app::App),
            context.clone(),
            shell,
        )
        .fallback(render_app_to_stream_with_context(context, shell))
        .with_state(options)
        .merge(site.into_router())
        .layer(from_fn(security::headers))
}
