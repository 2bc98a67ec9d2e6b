//! Words for taking the list away as a file.

use roster::ExportFormat;

/// The button and its menu.
pub const EXPORT: &str = "Export";

/// The browser did not save the file.
pub const NOT_SAVED: &str = "Nothing was exported. The browser did not save the file.";

/// A format's name.
#[must_use]
pub const fn format(format: ExportFormat) -> &'static str {
    match format {
        ExportFormat::Csv => "CSV",
        ExportFormat::Json => "JSON",
    }
}

/// What a format is good for.
#[must_use]
pub const fn about(format: ExportFormat) -> &'static str {
    match format {
        ExportFormat::Csv => "For spreadsheets",
        ExportFormat::Json => "For programs",
    }
}

/// Why there is no file.
#[must_use]
pub fn not_exported(why: &str) -> String {
    format!("Nothing was exported. {why}")
}
