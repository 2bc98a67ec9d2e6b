//! Muster, the app.
