//! Who somebody is, at a glance: initials on a ground that stays the same for the same id.

use leptos::prelude::*;
use leptos::web_sys::Element;

use super::{Icon, dom, drawings};

/// How many grounds there are.
const GROUNDS: u32 = 8;

/// The ground of an id's hash: `0..8`.
#[must_use]
pub fn ground(hash: u32) -> u32 {
    // Ids that differ in a few bits only still spread (Fibonacci hashing).
    (hash.wrapping_mul(2_654_435_769) >> 16) % GROUNDS
}

/// The first letters of the first and the last word of a name, with the marks that belong to them.
#[must_use]
pub fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(first_letter);
    let first = words.next().unwrap_or_default();
    words.next_back().map_or_else(|| first.clone(), |last| format!("{first}{last}"))
}

/// A word's first letter or digit, upper-cased, with the combining marks that follow it.
fn first_letter(word: &str) -> Option<String> {
    let mut chars = word.chars().skip_while(|char| !char.is_alphanumeric());
    let first = chars.next()?;
    let marks = chars.take_while(|char| is_mark(*char));
    Some(first.to_uppercase().chain(marks).collect())
}

/// Whether a character only changes the one before it.
fn is_mark(char: char) -> bool {
    matches!(char,
        '\u{300}'..='\u{36F}' | '\u{591}'..='\u{5C7}' | '\u{64B}'..='\u{65F}' | '\u{900}'..='\u{903}'
        | '\u{93A}'..='\u{94F}' | '\u{E31}' | '\u{E34}'..='\u{E3A}' | '\u{E47}'..='\u{E4E}'
        | '\u{1AB0}'..='\u{1AFF}' | '\u{20D0}'..='\u{20FF}' | '\u{FE00}'..='\u{FE0F}')
}

/// A round picture of a person, or of an invitation. Hidden from assistive technology: the name
/// stands beside it.
#[component]
pub fn Avatar(
    /// The first letters of the name, see [`initials`].
    initials: String,
    /// A hash of the id, for the ground.
    hash: u32,
    /// An invitation: a dashed ring and an envelope.
    #[prop(optional)]
    invited: bool,
) -> AnyView {
    view! {
        <span class="avatar" aria-hidden="true" data-ground=ground_of(hash, invited) data-state=state_of(invited)>
            // Both are there and one is seen: a row that changes makes no element.
            <span class="avatar-letters">{initials}</span>
            <Icon drawing=drawings::MAIL/>
        </span>
    }
    .into_any()
}

/// Whom an avatar shows: what [`Avatar`] is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AvatarFace {
    /// The first letters of the name.
    pub initials: String,
    /// A hash of the id.
    pub hash: u32,
    /// An invitation.
    pub invited: bool,
}

/// Has an avatar show `new` where it shows `old`.
pub fn write_avatar(avatar: &Element, old: &AvatarFace, new: &AvatarFace) {
    let ground = |face: &AvatarFace| ground_of(face.hash, face.invited);
    if ground(old) != ground(new) {
        dom::write_attribute(avatar, "data-ground", ground(new).as_deref());
    }
    if old.invited != new.invited {
        dom::write_attribute(avatar, "data-state", state_of(new.invited));
    }
    if old.initials != new.initials
        && let Some(letters) = avatar.first_element_child()
    {
        dom::write_text(&letters, &new.initials);
    }
}

fn ground_of(hash: u32, invited: bool) -> Option<String> {
    (!invited).then(|| ground(hash).to_string())
}

fn state_of(invited: bool) -> Option<&'static str> {
    invited.then_some("invited")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_the_first_and_the_last_word_s() {
        for (name, expected) in [
            ("Ana Lima", "AL"),
            ("Ana Maria de Lima", "AL"),
            ("ana", "A"),
            ("  Ólafur   Þórsson ", "ÓÞ"),
            ("E\u{301}mile Zola", "E\u{301}Z"),
            ("ana@example.com", "A"),
            ("\"Bo\" (Ops)", "BO"),
            ("山田 太郎", "山太"),
            ("ßeta", "SS"),
            ("", ""),
            ("🎉 – !", ""),
        ] {
            assert_eq!(initials(name), expected, "{name}");
        }
    }

    #[test]
    fn neighbouring_ids_use_every_ground() {
        let mut used = [0_u32; 8];
        for hash in 0..800 {
            used[ground(hash) as usize] += 1;
        }
        assert!(used.iter().all(|count| (60..=140).contains(count)), "{used:?}");
    }
}
