//! Whom a few letters mean.

use crate::world::{FAMILY, GIVEN, World};
use domain::{Authority, PeopleFilter};
use proptest::prelude::*;
use roster::{Named, Roster, RowRef, fold};

/// How well somebody answers, told by looking at each word.
fn rank(row: RowRef<'_>, typed: &str) -> u8 {
    let (whole, name) = (fold(typed), if row.is_named() { fold(row.name()) } else { String::new() });
    let begins = |at: usize| at == 0 || !name[..at].ends_with(char::is_alphanumeric);
    let at_word = name.char_indices().any(|(at, _)| begins(at) && name[at..].starts_with(&whole));
    match name.starts_with(&whole) {
        true => 0,
        false => 2 - u8::from(at_word || row.email().starts_with(&whole)),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn they_are_whom_a_search_finds_the_likeliest_first(seed in any::<u64>(), most in 0_usize..12) {
        let mut world = World::of(60, seed);
        let roster = Roster::load(world.snapshot(&Authority::operator())).expect("good");
        for _ in 0..8 {
            let given: String = world.dice.pick(&GIVEN).chars().take(1 + world.dice.roll(3)).collect();
            let typed = if world.dice.one_in(3) { format!("{given} {}", world.dice.pick(&FAMILY)) } else { given };
            let view = roster.query(&PeopleFilter { q: typed.clone(), ..PeopleFilter::default() }, None);
            let mut wanted = view.rows.clone();
            wanted.sort_by_key(|&row| rank(roster.row(row).expect("a row"), &typed));
            let named = roster.named(&format!(" {typed} "), most);
            prop_assert_eq!(named.total, view.total, "{}", typed);
            wanted.truncate(most);
            prop_assert_eq!(named.rows, wanted, "{}", typed);
        }
    }
}

#[test]
fn nothing_typed_means_nobody() {
    let roster = Roster::load(World::of(9, 1).snapshot(&Authority::operator())).expect("good");
    assert_eq!(roster.named("  ", 8), Named::default());
}
