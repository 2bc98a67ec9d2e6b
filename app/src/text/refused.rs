//! Words of the bare pages that refuse a request before any page is rendered.

/// The link to the start.
pub const BACK: &str = "Go to the start page";

/// Title and advice for an HTTP status.
#[must_use]
pub fn of(status: u16) -> (&'static str, &'static str) {
    match status {
        400 => ("Bad request", "The address has a part that stands there twice or cannot be read."),
        403 => ("Not allowed from there", "This request came from another site, or did not say where it came from."),
        404 => ("Page not found", "The address may be mistyped, or you may not have access to what it names."),
        405 => ("Not done this way", "This address does not take this kind of request."),
        413 => ("Too large", "What was sent is larger than this address takes."),
        421 => ("Another address", "This installation is reached by another address."),
        429 => ("Too many tries", "Wait a moment, then go back and try again."),
        503 => ("Not ready", "Muster is starting or its database does not answer. Try again in a moment."),
        _ => (
            "Something went wrong",
            "The server failed. Try again; if it goes on, tell whoever runs it the number in the x-request-id header.",
        ),
    }
}
