//! Words of the page for an address that leads nowhere.

words! {
    /// Its heading and title.
    title { en: "Page not found", de: "Seite nicht gefunden" }
    /// What to do.
    advice {
        en: "The address may be mistyped, or you may not have access to what it names.",
        de: "Die Adresse ist vielleicht falsch geschrieben, oder Sie haben keinen Zugang zu dem, was sie nennt.",
    }
    /// The way out.
    back { en: "Go to the start page", de: "Zur Startseite" }
}
