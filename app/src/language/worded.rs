//! In which language something is worded outside of a page: a mail.

use std::cell::Cell;

use domain::Language;

thread_local! {
    static WORDED_IN: Cell<Option<Language>> = const { Cell::new(None) };
}

/// The language of what is being worded on this thread, if anything is.
pub(super) fn worded_in() -> Option<Language> {
    WORDED_IN.get()
}

/// Puts it back as it was, also when wording panics.
struct Before(Option<Language>);

impl Drop for Before {
    fn drop(&mut self) {
        WORDED_IN.set(self.0);
    }
}

/// Words something in a language, whatever the page is in.
pub fn in_language<T>(language: Language, say: impl FnOnce() -> T) -> T {
    let _before = Before(WORDED_IN.replace(Some(language)));
    say()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::language;

    #[test]
    fn the_language_of_a_mail_holds_while_it_is_worded() {
        assert_eq!(language(), Language::English);
        let said = in_language(Language::German, || (language(), in_language(Language::English, language), language()));
        assert_eq!(said, (Language::German, Language::English, Language::German));
        assert_eq!(language(), Language::English);
    }
}
