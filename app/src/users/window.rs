//! Which rows of a long list are in the document: arithmetic without a browser.

use std::ops::Range;

/// Lists up to this long are in the document whole, once what is seen of them has been painted.
pub const WHOLE_UP_TO: usize = 200;
/// How many rows are kept ready beyond each end of what is seen.
pub const OVERSCAN: usize = 10;

/// The places seen: `top` is where the list begins, in px below the upper edge of a view `height` px high.
#[must_use]
pub fn seen(top: f64, height: f64, row_height: f64, total: usize) -> Range<usize> {
    let row_height = row_height.max(1.0);
    let at = |px: f64| {
        // Saturates: a list as long as that is no list.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the list's length")]
        let place = px.clamp(0.0, 1e9) as usize;
        place.min(total)
    };
    at((-top / row_height).floor())..at(((height - top) / row_height).ceil())
}

/// Those seen, and some beyond.
#[must_use]
pub fn near(seen: &Range<usize>) -> Range<usize> {
    seen.start.saturating_sub(OVERSCAN)..seen.end + OVERSCAN
}

/// How much of a list is to be in the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// All of it.
    Whole,
    /// What is near; of a list of up to [`WHOLE_UP_TO`] rows at least so many, from the first.
    AtLeast(usize),
}

/// The places in the document, in order: those seen and some beyond; the pinned one (it holds the focus) with
/// its neighbours, so that Tab leads to them.
#[must_use]
pub fn places(seen: &Range<usize>, pinned: Option<usize>, total: usize, extent: Extent) -> Vec<usize> {
    let least = match extent {
        Extent::Whole => return (0..total).collect(),
        Extent::AtLeast(rows) => rows,
    };
    let pinned = pinned.filter(|&place| place < total);
    if total <= WHOLE_UP_TO {
        let end = least.max(seen.end + OVERSCAN).max(pinned.map_or(0, |place| place + 2));
        return (0..end.min(total)).collect();
    }
    let near = near(seen);
    let near = near.start..near.end.min(total);
    let Some(pinned) = pinned else { return near.collect() };
    let about = pinned.saturating_sub(1)..(pinned + 2).min(total);
    let (first, second) = if about.start < near.start { (about, near) } else { (near, about) };
    let rest = second.start.max(first.end)..second.end;
    first.chain(rest).collect()
}

/// How many rows may be written now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Writes {
    /// That many; one at least.
    pub rows: usize,
    /// Those beyond what is seen as well, once all of it is there.
    pub beyond: bool,
}

/// Which of the places to have where all rows may have changed: those seen, from the first, as far as they are `ready`
/// or may be written; the pinned one with its neighbours in any case; and once all that is seen is there, as far beyond
/// as the same goes, so that no more than two stretches come of it.
/// What nobody sees is better not there for a frame than there and wrong.
#[must_use]
pub fn now(
    places: &[usize],
    seen: &Range<usize>,
    pinned: Option<usize>,
    ready: &[bool],
    Writes { rows, beyond }: Writes,
) -> Vec<bool> {
    let (Some(first), Some(last)) =
        (places.iter().position(|place| seen.contains(place)), places.iter().rposition(|place| seen.contains(place)))
    else {
        return vec![true; places.len()];
    };
    let mut now: Vec<bool> =
        places.iter().map(|place| pinned.is_some_and(|pinned| place.abs_diff(pinned) <= 1)).collect();
    let mut left = rows.max(1);
    let mut take = |at: usize, may_write: bool| {
        let writes = !ready[at] && !now[at];
        let taken = !writes || (may_write && left > 0);
        left -= usize::from(writes && taken);
        now[at] |= taken;
        taken
    };
    if (first..=last).all(|at| take(at, true)) {
        let follows = |at: usize, next: usize| places[at].abs_diff(places[next]) == 1;
        (last + 1..places.len()).take_while(|&at| follows(at - 1, at)).all(|at| take(at, beyond));
        (0..first).rev().take_while(|&at| follows(at + 1, at)).all(|at| take(at, beyond));
    }
    now
}

/// How many rows are missing before each stretch of places that follow each other, and after the last. There are
/// two stretches at most.
#[must_use]
pub fn gaps(places: &[usize], total: usize) -> Gaps {
    let before = places.first().copied().unwrap_or(0);
    let split = places.windows(2).position(|pair| pair[1] != pair[0] + 1).map(|at| at + 1);
    let between = split.map_or(0, |at| places[at] - places[at - 1] - 1);
    let after = places.last().map_or(total, |last| total - 1 - last);
    Gaps { before, split, between, after }
}

/// Rows that are not in the document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gaps {
    /// Before the first place.
    pub before: usize,
    /// Where, among the places, the second stretch begins.
    pub split: Option<usize>,
    /// Between the two.
    pub between: usize,
    /// After the last place.
    pub after: usize,
}

/// The slots that can go on standing for a frame: those behind the last that has its place.
#[must_use]
pub fn lingering(standing: &[usize], placed: &[(usize, usize)]) -> Vec<usize> {
    let last = standing.iter().rposition(|slot| placed.iter().any(|(placed, _)| placed == slot));
    last.map_or_else(Vec::new, |last| standing[last + 1..].to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    const WINDOW: Extent = Extent::AtLeast(0);

    #[test]
    fn what_is_seen_follows_the_scrolling() {
        assert_eq!(seen(200.0, 720.0, 52.0, 1_000), 0..10);
        assert_eq!(seen(-520.0, 520.0, 52.0, 1_000), 10..20);
        assert_eq!(seen(-530.0, 520.0, 52.0, 1_000), 10..21);
        assert_eq!(seen(-51_900.0, 720.0, 52.0, 1_000), 998..1_000);
        assert_eq!(seen(-99_999.0, 720.0, 52.0, 3), 3..3);
    }

    #[test]
    fn long_lists_are_a_window() {
        let far = Extent::AtLeast(200);
        assert_eq!(places(&(0..10), None, 201, far), (0..20).collect::<Vec<_>>());
        assert_eq!(places(&(100..110), None, 1_000, far), (90..120).collect::<Vec<_>>());
        assert_eq!(places(&(995..1_000), None, 1_000, far), (985..1_000).collect::<Vec<_>>());
        assert_eq!(places(&(0..10), None, 5_000, Extent::Whole).len(), 5_000);
    }

    #[test]
    fn short_lists_begin_with_what_is_seen_and_become_whole() {
        assert_eq!(places(&(0..10), None, 200, Extent::AtLeast(0)), (0..20).collect::<Vec<_>>());
        assert_eq!(places(&(0..10), None, 200, Extent::AtLeast(30)), (0..30).collect::<Vec<_>>());
        assert_eq!(places(&(0..10), Some(98), 200, Extent::AtLeast(30)), (0..100).collect::<Vec<_>>());
        assert_eq!(places(&(0..10), None, 200, Extent::AtLeast(999)).len(), 200);
        assert_eq!(places(&(0..10), Some(700), 12, Extent::AtLeast(0)).len(), 12);
    }

    #[test]
    fn the_row_with_the_focus_stays_with_its_neighbours() {
        let far: Vec<usize> = (4..7).chain(90..120).collect();
        assert_eq!(places(&(100..110), Some(5), 1_000, WINDOW), far);
        assert_eq!(places(&(100..110), Some(89), 1_000, WINDOW), (88..120).collect::<Vec<_>>());
        assert_eq!(places(&(100..110), Some(120), 1_000, WINDOW), (90..122).collect::<Vec<_>>());
        assert_eq!(places(&(100..110), Some(105), 1_000, WINDOW), (90..120).collect::<Vec<_>>());
        assert_eq!(places(&(0..10), Some(999), 1_000, WINDOW).last(), Some(&999));
        assert_eq!(places(&(100..110), Some(2_000), 1_000, WINDOW), (90..120).collect::<Vec<_>>());
    }

    /// The places of twelve that are there now.
    fn chosen(seen: Range<usize>, pinned: Option<usize>, ready: &[usize], writes: Writes) -> Vec<usize> {
        let places: Vec<usize> = (0..12).collect();
        let ready: Vec<bool> = places.iter().map(|place| ready.contains(place)).collect();
        let now = now(&places, &seen, pinned, &ready, writes);
        places.into_iter().zip(now).filter_map(|(place, now)| now.then_some(place)).collect()
    }

    #[test]
    fn what_is_seen_comes_first_and_what_is_ready_stays() {
        let all = Writes { rows: 12, beyond: false };
        assert_eq!(chosen(4..7, None, &[], all), [4, 5, 6]);
        assert_eq!(chosen(4..7, None, &[2, 3, 7, 9], all), [2, 3, 4, 5, 6, 7]);
        assert_eq!(chosen(0..3, Some(8), &[], all), [0, 1, 2, 7, 8, 9]);
        assert_eq!(chosen(0..3, None, &(0..12).collect::<Vec<_>>(), all).len(), 12);
        assert_eq!(chosen(20..30, None, &[], all).len(), 12, "nothing is seen: there is no frame to hurry for");
    }

    #[test]
    fn what_a_frame_has_no_room_for_comes_in_the_next() {
        let two = Writes { rows: 2, beyond: false };
        assert_eq!(chosen(4..8, None, &[], two), [4, 5]);
        assert_eq!(chosen(4..8, None, &[4, 5], two), [4, 5, 6, 7]);
        assert_eq!(chosen(4..8, None, &[3, 6, 8], two), [4, 5, 6], "nothing beyond what is not there whole");
        assert_eq!(chosen(4..8, Some(10), &[], two), [4, 5, 9, 10, 11], "who has the focus keeps it");
        assert_eq!(chosen(4..8, None, &[], Writes { rows: 0, beyond: false }), [4], "it goes on in any case");
        let on = Writes { beyond: true, ..two };
        assert_eq!(chosen(4..8, None, &[4, 5, 6], on), [4, 5, 6, 7, 8]);
        assert_eq!(chosen(4..8, None, &[4, 5, 6, 7, 8, 9, 10, 11], on), [2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    }

    #[test]
    fn only_what_stands_behind_the_others_lingers() {
        assert_eq!(lingering(&[0, 1, 2, 3, 4], &[(2, 7), (0, 8)]), [3, 4]);
        assert_eq!(lingering(&[0, 1, 2], &[(0, 0), (2, 1)]), [0; 0]);
        assert_eq!(lingering(&[0, 1, 2], &[(5, 0)]), [0; 0], "none of those that stand there is placed");
    }

    #[test]
    fn what_is_missing_adds_up() {
        for (seen, pinned) in [(0..10, None), (100..110, Some(5)), (100..110, Some(700)), (990..1_000, Some(0))] {
            let places = places(&seen, pinned, 1_000, WINDOW);
            let gaps = gaps(&places, 1_000);
            assert_eq!(gaps.before + gaps.between + gaps.after + places.len(), 1_000);
        }
        assert_eq!(gaps(&[], 0), Gaps::default());
        assert_eq!(gaps(&[4, 5, 6, 90, 91], 100), Gaps { before: 4, split: Some(3), between: 83, after: 8 });
    }
}
