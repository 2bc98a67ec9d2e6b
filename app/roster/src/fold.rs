//! Folding: texts that people take for the same become the same.
//!
//! What [`fold`] does to each character, in this order of thought:
//! - case goes (`Ana` = `ANA`, `ß` = `ss`, final `ς` = `σ`, Turkish `İ` and `ı` = `i`);
//! - accents and other marks of Latin, Greek and Cyrillic go (`Zoë` = `Zoe`), strokes too (`ø` = `o`, `ł` = `l`,
//!   `đ` = `d`), and `æ œ þ` are written out;
//! - full-width and half-width forms, ligatures (`ﬁ`), super- and subscripts become the plain characters;
//! - points and vowel signs of Hebrew, Arabic and Syriac go, with the tatweel; alef in all its forms is one
//!   letter, so are the two yehs and the two kafs that keyboards of different languages type;
//! - joiners, soft hyphens and variation selectors go;
//! - kana and CJK stay as they are; Hangul stays in whole syllables, and letters typed apart are put together;
//! - vowel signs of Indic scripts and Thai stay: they are letters to their readers.
//!
//! It is one table made by `cargo run -p xtask -- fold-table` from the Unicode data, and it is its own fixed
//! point: folding twice changes nothing. No language is asked about, so that a list has one order everywhere.

use crate::fold_table::{ENTRIES, TABLE};
use crate::numbers;
use std::sync::OnceLock;

/// A folded text that knows where its bytes came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// For each byte of `text`, the byte of the original where its character starts; and the original's length.
    pub offsets: Vec<u32>,
}

impl Folded {
    /// The stretch of the original that a stretch of the folded text came from; marks that were dropped go with
    /// the letter before them.
    #[must_use]
    pub fn original(&self, folded: std::ops::Range<usize>) -> std::ops::Range<usize> {
        let Some(&start) = self.offsets.get(folded.start) else { return 0..0 };
        let Some(&last) = folded.end.checked_sub(1).and_then(|last| self.offsets.get(last)) else { return 0..0 };
        let end = self.offsets.get(folded.end..).and_then(|rest| rest.iter().find(|&&offset| offset > last));
        let end = end.or(self.offsets.last()).copied().unwrap_or(last);
        start as usize..end as usize
    }
}

/// The folded text; see the module for what that means. `fold(fold(x)) == fold(x)`.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(&mut folded, text, |_, _| {});
    folded
}

/// [`fold`], keeping where everything came from.
#[must_use]
pub fn fold_with_offsets(text: &str) -> Folded {
    let mut folded = Folded::default();
    let mut offsets = Vec::with_capacity(text.len() + 1);
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    fold_into(&mut folded.text, text, |at, len| offsets.resize(len, number(at)));
    offsets.push(number(text.len()));
    folded.offsets = offsets;
    folded
}

/// Appends the folded `text`. After each character `done` hears where it started and how long `folded` is.
pub(crate) fn fold_into(folded: &mut String, text: &str, mut done: impl FnMut(usize, usize)) {
    let from = folded.len();
    for (at, c) in text.char_indices() {
        if c.is_ascii() {
            folded.push(c.to_ascii_lowercase());
        } else if !join_hangul(folded, from, c) {
            push_folded(folded, c);
        }
        done(at, folded.len() - from);
    }
}

fn push_folded(folded: &mut String, c: char) {
    // CJK and Hangul are not in the table.
    if matches!(c, '\u{3400}'..='\u{a63f}' | '\u{ac00}'..='\u{d7ff}') {
        folded.push(c);
        return;
    }
    let map = map();
    let Ok(found) = map.from.binary_search(&u32::from(c)) else {
        folded.push(c);
        return;
    };
    match map.to[found] {
        DROPPED => {}
        text if text & WRITTEN_OUT != 0 => {
            let (start, len) = ((text & !WRITTEN_OUT) as usize / 64, text as usize % 64);
            folded.push_str(&map.texts[start..start + len]);
        }
        code => folded.extend(char::from_u32(code)),
    }
}

const DROPPED: u32 = 0x11_0000;
const WRITTEN_OUT: u32 = 0x8000_0000;

/// The table, laid out for look-up.
#[derive(Default)]
struct Map {
    from: Vec<u32>,
    /// A character, [`DROPPED`], or [`WRITTEN_OUT`] with 64 times the start plus the length in `texts`.
    to: Vec<u32>,
    texts: String,
}

fn map() -> &'static Map {
    static MAP: OnceLock<Map> = OnceLock::new();
    MAP.get_or_init(unpack)
}

/// Reads the generated table: records of a number that holds, in its low three bits, the kind, and above them
/// the distance from the last record's character. Then, by kind: 0 one character to one; 1 a run to a run; 2 a
/// run of every other to every other; 3 a run to one; 4 every other to one; 5 to a text; 6 a run is dropped.
/// Runs have their length next; targets are distances, in zigzag, from the last target.
fn unpack() -> Map {
    let mut pairs: Vec<(u32, u32)> = Vec::with_capacity(ENTRIES);
    let mut texts = String::new();
    let (mut at, mut from, mut target) = (0, 0, 0_u32);
    while at < TABLE.len() {
        let head = number(&mut at);
        from += head >> 3;
        let kind = head & 7;
        if kind == 5 {
            let len = number(&mut at) as usize;
            let text = std::str::from_utf8(&TABLE[at..at + len]).unwrap_or_default();
            let start = u32::try_from(texts.len()).unwrap_or(0);
            pairs.push((from, WRITTEN_OUT | (start * 64 + text.len() as u32)));
            texts.push_str(text);
            at += len;
            continue;
        }
        let count = if kind == 0 { 1 } else { number(&mut at) };
        let (step, up) = match kind {
            2 => (2, 2),
            3 => (1, 0),
            4 => (2, 0),
            _ => (1, 1),
        };
        if kind != 6 {
            let zigzag = number(&mut at);
            target = target.wrapping_add((zigzag >> 1) ^ (zigzag & 1).wrapping_neg());
        }
        for i in 0..count {
            pairs.push((from + i * step, if kind == 6 { DROPPED } else { target + i * up }));
        }
    }
    let (from, to) = numbers::sorted(&pairs, Ord::cmp).into_iter().unzip();
    Map { from, to, texts }
}

fn number(at: &mut usize) -> u32 {
    let (mut value, mut shift) = (0, 0);
    while let Some(&byte) = TABLE.get(*at) {
        *at += 1;
        value |= u32::from(byte & 0x7f) << shift;
        shift += 7;
        if byte & 0x80 == 0 {
            break;
        }
    }
    value
}

/// Puts a Hangul vowel or final letter into the syllable before it (Unicode section 3.12); whether it did.
fn join_hangul(folded: &mut String, from: usize, c: char) -> bool {
    const SYLLABLES: u32 = 0xac00;
    let code = u32::from(c);
    if !(0x1161..=0x11c2).contains(&code) {
        return false;
    }
    let Some(last) = folded[from..].chars().next_back() else { return false };
    let before = u32::from(last);
    let joined = match code {
        0x1161..=0x1175 if (0x1100..=0x1112).contains(&before) => {
            SYLLABLES + ((before - 0x1100) * 21 + (code - 0x1161)) * 28
        }
        0x11a8..=0x11c2 if (SYLLABLES..=0xd7a3).contains(&before) && (before - SYLLABLES).is_multiple_of(28) => {
            before + (code - 0x11a7)
        }
        _ => return false,
    };
    folded.pop();
    folded.extend(char::from_u32(joined));
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_people_take_for_the_same_is_the_same() {
        for (one, other) in [
            ("Zoë", "zoe"),
            ("STRASSE", "Straße"),
            ("İstanbul", "istanbul"),
            ("ısparta", "ISPARTA"),
            ("Ａｎａ　Ｌｉｍａ", "ana lima"),
            ("ﬁnance", "FINANCE"),
            ("Ωμέγας", "ωμεγασ"),
            ("Łukasz Ørsted", "lukasz orsted"),
            ("Ænima", "aenima"),
            ("مُحَمَّد", "محمد"),
            ("أحمد", "احمد"),
            ("إيمان آمنة", "ايمان امنة"),
            ("علی", "علي"),
            ("שָׁלוֹם", "שלום"),
            ("Nguyễn Thị", "nguyen thi"),
            ("e\u{301}", "é"),
            ("\u{1112}\u{1161}\u{11ab}\u{1100}\u{1173}\u{11af}", "한글"),
            ("Ёлка", "елка"),
        ] {
            assert_eq!(fold(one), fold(other), "{one} and {other}");
        }
    }

    #[test]
    fn kana_cjk_hangul_and_indic_signs_are_kept() {
        for kept in ["ガラス", "がらす", "田中 美咲", "김민준", "प्रिया", "สมชาย"] {
            assert_eq!(fold(kept), kept);
        }
        assert_ne!(fold("は"), fold("ば"));
    }

    #[test]
    fn a_stretch_leads_back_to_what_was_written() {
        let text = "Zoë\u{301} Straße";
        let folded = fold_with_offsets(text);
        assert_eq!(folded.text, "zoe strasse");
        let at = |part: &str| folded.text.find(part).map(|start| start..start + part.len());
        assert_eq!(at("oe").map(|range| &text[folded.original(range)]), Some("oë\u{301}"));
        assert_eq!(at("ss").map(|range| &text[folded.original(range)]), Some("ß"));
        assert_eq!(at("as").map(|range| &text[folded.original(range)]), Some("aß"));
        assert_eq!(folded.original(0..0), 0..0);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(5_000))]
        #[test]
        fn folding_twice_changes_nothing(text in any::<String>(), jamo in "[\u{1100}-\u{11ff}\u{200d}\u{300}a가]{0,8}") {
            for text in [text, jamo] {
                let once = fold(&text);
                prop_assert_eq!(fold(&once), once.clone());
                let kept = fold_with_offsets(&text);
                prop_assert_eq!(&kept.text, &once);
                prop_assert_eq!(kept.offsets.len(), once.len() + 1);
                prop_assert!(kept.offsets.windows(2).all(|pair| pair[0] <= pair[1]));
                prop_assert!(kept.offsets.iter().all(|&offset| text.is_char_boundary(offset as usize)));
            }
        }
    }

    #[test]
    fn every_character_folds_to_something_that_folds_no_further() {
        for c in '\u{0}'..=char::MAX {
            let once = fold(&c.to_string());
            assert_eq!(fold(&once), once, "{c:?}");
        }
    }
}
