//! Words for taking the list away as a file.

use roster::ExportFormat;

words! {
    /// The button and its menu.
    export { en: "Export", de: "Exportieren" }
    /// The browser did not save the file.
    not_saved {
        en: "Nothing was exported. The browser did not save the file.",
        de: "Es wurde nichts exportiert. Der Browser hat die Datei nicht gespeichert.",
    }
}

/// A format's name.
#[must_use]
pub fn format(format: ExportFormat) -> &'static str {
    match format {
        ExportFormat::Csv => "CSV",
        ExportFormat::Json => "JSON",
    }
}

/// What a format is good for.
#[must_use]
pub fn about(format: ExportFormat) -> &'static str {
    match format {
        ExportFormat::Csv => said!(en: "For spreadsheets", de: "Für Tabellenprogramme"),
        ExportFormat::Json => said!(en: "For programs", de: "Für Programme"),
    }
}

/// Why there is no file.
#[must_use]
pub fn not_exported(why: &str) -> String {
    said!(en: format!("Nothing was exported. {why}"), de: format!("Es wurde nichts exportiert. {why}"))
}
