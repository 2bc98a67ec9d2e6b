//! What keys mean in lists: pure, so that it is tested without a browser.

/// Where a key moves the active item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// The one below.
    Next,
    /// The one above.
    Previous,
    /// The first.
    First,
    /// The last.
    Last,
}

impl Move {
    /// The move an unmodified key asks for.
    #[must_use]
    pub fn of_key(key: &str) -> Option<Self> {
        match key {
            "ArrowDown" => Some(Self::Next),
            "ArrowUp" => Some(Self::Previous),
            "Home" => Some(Self::First),
            "End" => Some(Self::Last),
            _ => None,
        }
    }
}

/// The index a move leads to in a list of `len`, round the ends; nothing in an empty list.
#[must_use]
pub fn step(current: Option<usize>, len: usize, to: Move) -> Option<usize> {
    let last = len.checked_sub(1)?;
    Some(match (to, current) {
        (Move::First, _) | (Move::Next, None) => 0,
        (Move::Last, _) | (Move::Previous, None) => last,
        (Move::Next, Some(at)) => {
            if at >= last {
                0
            } else {
                at + 1
            }
        }
        (Move::Previous, Some(at)) => {
            if at == 0 || at > last {
                last
            } else {
                at - 1
            }
        }
    })
}

/// How long the letters of one type-ahead may be apart, in milliseconds.
const TYPE_AHEAD_GAP: f64 = 500.0;

/// Letters typed in a list, gathered to the start of a label.
#[derive(Debug, Clone, Default)]
pub struct TypeAhead {
    typed: String,
    at: f64,
}

impl TypeAhead {
    /// Adds a letter typed at `now` (milliseconds) and finds the item it leads to.
    /// The same letter again goes on to the next item that starts with it.
    pub fn press(&mut self, letter: char, now: f64, labels: &[&str], current: usize) -> Option<usize> {
        if now - self.at > TYPE_AHEAD_GAP {
            self.typed.clear();
        }
        self.at = now;
        self.typed.extend(letter.to_lowercase());
        let mut letters = self.typed.chars();
        let first = letters.next()?;
        let cycling = letters.all(|other| other == first);
        let needle = if cycling { first.to_string() } else { self.typed.clone() };
        // A growing word may stay where it is, a single letter moves on.
        let from = current + usize::from(cycling);
        (0..labels.len())
            .map(|offset| (from + offset) % labels.len())
            .find(|&index| labels[index].to_lowercase().starts_with(&needle))
    }
}

/// The letter of a key, when the key types one.
#[must_use]
pub fn letter(key: &str) -> Option<char> {
    let mut chars = key.chars();
    let first = chars.next()?;
    (chars.next().is_none() && !first.is_whitespace() && !first.is_control()).then_some(first)
}

/// Whether `label` answers a search typed into a list: every word somewhere in it, case-blind.
#[must_use]
pub fn answers(label: &str, typed: &str) -> bool {
    let label = label.to_lowercase();
    typed.to_lowercase().split_whitespace().all(|word| label.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROLES: [&str; 5] = ["Owner", "Admin", "Team owner", "Member", "Auditor"];

    #[test]
    fn arrows_go_round_the_ends() {
        assert_eq!(step(Some(4), 5, Move::Next), Some(0));
        assert_eq!(step(Some(0), 5, Move::Previous), Some(4));
        assert_eq!(step(Some(2), 5, Move::Next), Some(3));
        assert_eq!(step(Some(2), 5, Move::First), Some(0));
        assert_eq!(step(Some(2), 5, Move::Last), Some(4));
    }

    #[test]
    fn entering_a_list_takes_the_near_end() {
        assert_eq!(step(None, 3, Move::Next), Some(0));
        assert_eq!(step(None, 3, Move::Previous), Some(2));
    }

    #[test]
    fn an_empty_or_shrunk_list_never_points_outside() {
        assert_eq!(step(Some(3), 0, Move::Next), None);
        assert_eq!(step(Some(9), 3, Move::Next), Some(0));
        assert_eq!(step(Some(9), 3, Move::Previous), Some(2));
    }

    #[test]
    fn a_letter_goes_to_the_next_label_that_starts_with_it() {
        let mut keys = TypeAhead::default();
        assert_eq!(keys.press('a', 0.0, &ROLES, 0), Some(1));
        assert_eq!(keys.press('a', 100.0, &ROLES, 1), Some(4));
        assert_eq!(keys.press('a', 200.0, &ROLES, 4), Some(1));
    }

    #[test]
    fn letters_close_together_spell_a_word() {
        let mut keys = TypeAhead::default();
        assert_eq!(keys.press('A', 0.0, &ROLES, 0), Some(1));
        assert_eq!(keys.press('u', 100.0, &ROLES, 1), Some(4));
        assert_eq!(keys.press('m', 2_000.0, &ROLES, 4), Some(3));
        assert_eq!(keys.press('z', 2_100.0, &ROLES, 3), None);
    }

    #[test]
    fn type_ahead_in_an_empty_list_finds_nothing() {
        assert_eq!(TypeAhead::default().press('a', 0.0, &[], 0), None);
    }

    #[test]
    fn only_keys_that_type_are_letters() {
        assert_eq!(letter("é"), Some('é'));
        assert_eq!(letter("Enter"), None);
        assert_eq!(letter(" "), None);
        assert_eq!(letter(""), None);
    }

    #[test]
    fn a_search_wants_every_word() {
        assert!(answers("Sales EMEA", "emea sa"));
        assert!(answers("Sales EMEA", " "));
        assert!(!answers("Sales EMEA", "sales apac"));
    }
}
