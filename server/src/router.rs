//! Which request goes where.

use crate::doors::{Doors, audit, export, feed, health, here, pages, session, sign_in, sign_out, snapshot, spoken};
use crate::security::headers::CspNonce;
use crate::security::{guarded, refuse, shed};
use crate::site::Site;
use app::api::error::ApiError;
use app::route::Route;
use app::shell::shell;
use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::Response;
use axum::routing::{get, post};
use domain::Language;
use http::request::Parts;
use http::{Method, StatusCode};
use leptos::prelude::*;
use leptos_axum::{LeptosRoutes as _, render_app_async_with_context};

/// Everything that the program answers.
pub fn router(doors: &Doors, site: Site) -> Router {
    let options = LeptosOptions::builder().output_name("muster").build();
    let context = context(doors, &site);
    let page = render_app_async_with_context(context.clone(), shell);
    let pages = Route::ALL
        .into_iter()
        .fold(Router::new(), |pages, route| pages.route(route.pattern(), get(page.clone())))
        .route_layer(from_fn_with_state(doors.clone(), pages::guard));
    let nowhere = Router::new().fallback(page).layer(from_fn(pages::nowhere));
    // Each server function at its path, and no page: those are mounted above, behind their guard.
    let functions = Router::new().leptos_routes_with_context(&options, Vec::new(), context, shell).with_state(options);
    let forms = Router::new()
        .route("/sign-in", post(sign_in::post))
        .route("/sign-out", post(sign_out::post))
        .route("/o/{org}/snapshot", get(snapshot::get))
        .route("/o/{org}/export", get(export::get))
        .route("/o/{org}/audit/export", get(audit::export))
        .route("/o/{org}/audit/chain", get(audit::chain))
        .route("/o/{org}/feed", get(feed::get))
        .route("/o/{org}/here", post(here::post))
        .with_state(doors.clone());
    let answered = Router::new()
        .merge(pages)
        .merge(functions)
        .merge(forms)
        .route("/api/{*function}", post(no_function))
        .fallback_service(nowhere)
        .layer(from_fn_with_state(doors.clone(), wake_post))
        .layer(from_fn(spoken::find))
        .layer(from_fn_with_state(doors.clone(), session::find))
        // The site's files and whether it is alive take no place.
        .layer(from_fn_with_state(doors.work.clone(), shed::bound))
        .merge(site.into_router())
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready).with_state(doors.clone()));
    guarded(answered, doors)
}

/// What pages and server functions find in their context.
fn context(doors: &Doors, site: &Site) -> impl Fn() + Clone + Send + Sync + 'static {
    let (doors, manifest) = (doors.clone(), site.manifest.clone());
    move || {
        provide_context(doors.directory.clone());
        provide_context(doors.limits.clone());
        provide_context(doors.cookie());
        provide_context(doors.step_cookie());
        provide_context(doors.challenge_cookie());
        provide_context(manifest.clone());
        let Some(parts) = use_context::<Parts>() else { return };
        if let Some(language) = parts.extensions.get().copied() {
            provide_context::<Language>(manifest.nearest(language));
        }
        if let Some(CspNonce(nonce)) = parts.extensions.get().cloned() {
            provide_context(nonce);
        }
        if let Some(inert) = parts.extensions.get::<app::shell::Inert>().copied() {
            provide_context(inert);
        }
    }
}

/// There is no server function of that path.
async fn no_function(request: Request) -> Response {
    refuse::answer(request.uri().path(), StatusCode::NOT_FOUND, &ApiError::NotFound)
}

/// After what may have changed something there may be mails to send.
async fn wake_post(State(doors): State<Doors>, request: Request, next: Next) -> Response {
    let changes = request.method() == Method::POST;
    let response = next.run(request).await;
    if changes && response.status().is_success() {
        doors.post.look();
    }
    response
}
