//! In which language words are. In the browser it is settled when the program is built: a program a language, so that
//! each loads no words but its own. On the server every request, and every mail, has its own.

#[cfg(feature = "ssr")]
mod asked;
#[cfg(any(feature = "ssr", feature = "pseudo"))]
mod pseudo;
#[cfg(feature = "ssr")]
mod worded;

use domain::Language;

#[cfg(feature = "ssr")]
pub use asked::asked_for;
#[cfg(any(feature = "ssr", feature = "pseudo"))]
pub(crate) use pseudo::pseudo;
#[cfg(feature = "ssr")]
pub use worded::in_language;

/// The cookie that keeps what was chosen in a browser, for pages on which nobody is signed in.
pub const LANGUAGE_COOKIE: &str = "language";

/// The same in every language: the one that is read is worded, the others are not. What is said in pseudo-English
/// follows from the English.
#[cfg(any(feature = "ssr", feature = "pseudo"))]
macro_rules! said {
    (en: $english:expr, de: $german:expr $(,)?) => {
        match $crate::language::language() {
            ::domain::Language::English => $english,
            ::domain::Language::German => $german,
            ::domain::Language::Pseudo => $crate::language::pseudo($english),
        }
    };
}

/// The same in every language. The language is a constant here: one arm is left of each match.
#[cfg(not(any(feature = "ssr", feature = "pseudo")))]
macro_rules! said {
    (en: $english:expr, de: $german:expr $(,)?) => {
        match $crate::language::language() {
            ::domain::Language::English | ::domain::Language::Pseudo => $english,
            ::domain::Language::German => $german,
        }
    };
}

/// Words without parameters: a function each, by the name and with the comment that stand there.
macro_rules! words {
    ($($(#[$about:meta])+ $name:ident { en: $english:literal, de: $german:literal $(,)? })+) => {$(
        $(#[$about])+
        #[must_use]
        #[inline(always)]
        pub fn $name() -> &'static str {
            said!(en: $english, de: $german)
        }
    )+};
}

/// Keeps a language in this browser, for a year. Only in the browser.
pub(crate) fn remember(language: Language) {
    crate::ui::dom::remember(LANGUAGE_COOKIE, language.tag());
}

/// The language of whoever reads.
#[cfg(not(feature = "ssr"))]
#[inline(always)]
#[must_use]
pub const fn language() -> Language {
    if cfg!(feature = "pseudo") {
        Language::Pseudo
    } else if cfg!(feature = "german") {
        Language::German
    } else {
        Language::English
    }
}

/// The language of whoever reads: that of a mail being worded ([`in_language`]), else that of the page being rendered,
/// which the server put into the context.
#[cfg(feature = "ssr")]
#[must_use]
pub fn language() -> Language {
    worded::worded_in().or_else(leptos::prelude::use_context).unwrap_or_default()
}
