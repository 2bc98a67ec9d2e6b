//! Words of choosing a language.

words! {
    /// The section, its field, and the name of the choice on pages without an account.
    title { en: "Language", de: "Sprache" }
    /// What it is of.
    about { en: "Of the pages you see and the mails you get.", de: "Der Seiten, die Sie sehen, und Ihrer E-Mails." }
    /// The button.
    save { en: "Save language", de: "Sprache speichern" }
}
