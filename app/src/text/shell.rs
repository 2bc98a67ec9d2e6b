//! Words of the document round the app.

words! {
    /// The browser could not load or start the program.
    load_failed {
        en: "This page could not start. Check your connection, then load it again.",
        de: "Diese Seite konnte nicht starten. Prüfen Sie Ihre Verbindung und laden Sie sie neu.",
    }
    /// The link that loads the page again.
    reload { en: "Load again", de: "Neu laden" }
}
