//! English as nobody writes it: letters with accents, and a third more of them. What still reads as plain English on such a
//! page was never given to the catalogue; what is cut off would be in a longer language.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};

/// What is said in pseudo-English.
pub(crate) trait Pseudo {
    /// The same, foreign.
    fn pseudo(self) -> Self;
}

/// Makes something foreign.
pub(crate) fn pseudo<T: Pseudo>(english: T) -> T {
    english.pseudo()
}

impl Pseudo for String {
    fn pseudo(self) -> Self {
        foreign(&self)
    }
}

/// Texts that were made foreign; each is kept for ever, and there are as many as the catalogue has.
static FOREIGN: LazyLock<Mutex<HashMap<&'static str, &'static str>>> = LazyLock::new(Mutex::default);

impl Pseudo for &'static str {
    fn pseudo(self) -> Self {
        let mut known = FOREIGN.lock().unwrap_or_else(PoisonError::into_inner);
        known.entry(self).or_insert_with(|| String::leak(foreign(self)))
    }
}

impl Pseudo for char {
    fn pseudo(self) -> Self {
        self
    }
}

impl<A: Pseudo, B: Pseudo> Pseudo for (A, B) {
    fn pseudo(self) -> Self {
        (self.0.pseudo(), self.1.pseudo())
    }
}

/// Accents every letter and doubles vowels. Done twice it is as done once, for texts are put together from others.
/// Addresses stay, and what stands in braces: they mean something.
fn foreign(english: &str) -> String {
    let mut foreign = String::with_capacity(english.len() * 2);
    let mut braces = 0_u32;
    for word in english.split_inclusive(' ') {
        let address = word.contains('@') || word.contains("://");
        for letter in word.chars() {
            match letter {
                '{' => braces += 1,
                '}' => braces = braces.saturating_sub(1),
                _ => {}
            }
            if address || braces > 0 {
                foreign.push(letter);
            } else {
                accent(letter, &mut foreign);
            }
        }
    }
    foreign
}

fn accent(letter: char, into: &mut String) {
    const PLAIN: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    const ACCENTED: &str = "áƀçđéƒǧħíĵķłɱñóþɋřšŧúṽŵẋýžÁƁÇĐÉƑǦĦÍĴĶŁḾÑÓÞɊŘŠŦÚṼŴẊÝŽ";
    let accented = PLAIN.find(letter).and_then(|at| ACCENTED.chars().nth(at));
    into.push(accented.unwrap_or(letter));
    if let ('a' | 'e' | 'i' | 'o' | 'u', Some(vowel)) = (letter, accented) {
        into.push(vowel);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_becomes_longer_and_accented_once() {
        let once = pseudo("Invite users".to_owned());
        assert_eq!(once, "Íñṽííŧéé úúšééřš");
        assert_eq!(pseudo(once.clone()), once);
        assert!(once.chars().all(|letter| !letter.is_ascii_alphabetic()));
    }

    #[test]
    fn what_means_something_stays() {
        let text = pseudo("Write to ana@example.com for {organization}".to_owned());
        assert!(text.contains("ana@example.com") && text.contains("{organization}"), "{text}");
    }
}
