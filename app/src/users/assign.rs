//! Which slot shows whom: arithmetic without a browser.

/// Which elements a row has: a slot of the same shape has nothing to make or to take away for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// A menu for the role, not only its name.
    pub role_menu: bool,
    /// A menu for the teams, not only their names.
    pub team_menu: bool,
}

/// What a slot shows: a row by its number in the roster, and by which elements.
pub type Held = (Option<u32>, Shape);

/// Where rows pass by, such as while one scrolls: a slot that shows a wanted row already stays with it, so that only the
/// rows that came are written. A number past the end of `held` asks for a new slot. The others are taken by shape, and
/// as they stand in the document, which `standing` tells: then they need not move.
#[must_use]
pub fn assign(held: &[Held], wanted: &[(u32, Shape)], standing: &[usize]) -> Vec<usize> {
    fill_up(held, wanted, standing, vec![None; wanted.len()], true)
}

/// Where other rows come into the same places: slots stay where they stand and are written, unless it is less to take
/// out or to put in those between rows that stay. To move a row costs as much as to write several, and has all rows
/// that it passes painted anew. The `pinned` slot, which has the focus, keeps its row and its place.
#[must_use]
pub fn align(held: &[Held], wanted: &[(u32, Shape)], standing: &[usize], pinned: Option<usize>) -> Vec<usize> {
    let stays = pinned.and_then(|slot| {
        let stands = standing.iter().position(|&one| one == slot)?;
        Some((stands, wanted.iter().position(|&(row, _)| Some(row) == held[slot].0)?))
    });
    let mut slots = vec![None; wanted.len()];
    let (mut stand, mut want) = (0, 0);
    if let Some((stands, place)) = stays {
        align_stretch(held, &wanted[..place], &standing[..stands], false, &mut slots[..place]);
        slots[place] = Some(standing[stands]);
        (stand, want) = (stands + 1, place + 1);
    }
    align_stretch(held, &wanted[want..], &standing[stand..], true, &mut slots[want..]);
    fill_up(held, wanted, standing, slots, false)
}

/// To write another row into a slot.
const WRITE: usize = 1;
/// Likewise, where menus are to be made or taken away.
const RESHAPE: usize = 3;
/// To take a row out of the document: those below it move, and are painted anew.
const REMOVE: usize = 4;
/// To put one in.
const INSERT: usize = 4;
/// With more pairs than that, rows are written one by one as they stand: to find out better would take longer.
const PAIRS: usize = 4096;

/// Notes the slots along the cheapest way from what stands to what is wanted: an edit distance. What is left over of the
/// slots need not be taken out now where that `ends_list`.
fn align_stretch(
    held: &[Held],
    wanted: &[(u32, Shape)],
    standing: &[usize],
    mut ends_list: bool,
    slots: &mut [Option<usize>],
) {
    let shows = |stand: usize, want: usize| held[standing[stand]].0 == Some(wanted[want].0);
    let (mut stands, mut wants) = (standing.len(), wanted.len());
    // What is the same in front and behind needs no thought.
    let mut first = 0;
    while first < stands.min(wants) && shows(first, first) {
        slots[first] = Some(standing[first]);
        first += 1;
    }
    let mut last = 0;
    while last < stands.min(wants) - first && shows(stands - last - 1, wants - last - 1) {
        last += 1;
    }
    if !ends_list || last > stands.saturating_sub(wants) * REMOVE {
        for _ in 0..last {
            (stands, wants) = (stands - 1, wants - 1);
            slots[wants] = Some(standing[stands]);
        }
        ends_list = false;
    }
    let (stands, wants) = (stands - first, wants - first);
    if stands * wants > PAIRS {
        for at in first..first + stands.min(wants) {
            slots[at] = Some(standing[at]);
        }
        return;
    }
    let write = |stand: usize, want: usize| {
        let ((row, shape), (shown, was)) = (wanted[first + want], held[standing[first + stand]]);
        if shown == Some(row) {
            0
        } else if was == shape {
            WRITE
        } else {
            RESHAPE
        }
    };
    // What it takes to have the first `want` rows from the first `stand` slots, at `want * width + stand`.
    let width = stands + 1;
    let mut costs = vec![0; width * (wants + 1)];
    for at in 1..costs.len() {
        let (want, stand) = (at / width, at % width);
        let mut least = usize::MAX;
        if stand > 0 {
            least = costs[at - 1] + REMOVE;
        }
        if want > 0 {
            least = least.min(costs[at - width] + INSERT);
        }
        if stand > 0 && want > 0 {
            least = least.min(costs[at - width - 1] + write(stand - 1, want - 1));
        }
        costs[at] = least;
    }
    let mut want = wants;
    let mut stand = stands;
    if ends_list {
        for fewer in (0..stands).rev() {
            if costs[want * width + fewer] <= costs[want * width + stand] {
                stand = fewer;
            }
        }
    }
    while want > 0 && stand > 0 {
        let at = want * width + stand;
        // Of two ways as cheap, that which moves fewer rows: what comes or goes does so behind the others.
        if costs[at] == costs[at - width] + INSERT {
            want -= 1;
        } else if costs[at] == costs[at - 1] + REMOVE {
            stand -= 1;
        } else {
            (want, stand) = (want - 1, stand - 1);
            slots[first + want] = Some(standing[first + stand]);
        }
    }
}

/// Gives the rows without a slot one that is free: that which shows it, where those that stand may move, or where it
/// stands nowhere; then one of its shape.
fn fill_up(
    held: &[Held],
    wanted: &[(u32, Shape)],
    standing: &[usize],
    mut slots: Vec<Option<usize>>,
    may_move: bool,
) -> Vec<usize> {
    let mut taken = vec![false; held.len()];
    slots.iter().flatten().for_each(|&slot| taken[slot] = true);
    for (slot, (row, _)) in slots.iter_mut().zip(wanted).filter(|(slot, _)| slot.is_none()) {
        let shows = held.iter().position(|&(shown, _)| shown == Some(*row));
        *slot = shows.filter(|slot| !taken[*slot] && (may_move || !standing.contains(slot)));
        if let Some(slot) = *slot {
            taken[slot] = true;
        }
    }
    let out = (0..held.len()).filter(|slot| !standing.contains(slot));
    let mut free: Vec<usize> =
        standing.iter().copied().chain(out).filter(|&slot| taken.get(slot) == Some(&false)).collect();
    let mut new = held.len()..;
    let mut take = |shape: Shape| {
        let like = free.iter().position(|&slot| held[slot].1 == shape);
        let at = like.or_else(|| (!free.is_empty()).then_some(0));
        at.map(|at| free.remove(at)).or_else(|| new.next()).unwrap_or_default()
    };
    slots.into_iter().zip(wanted).map(|(slot, &(_, shape))| slot.unwrap_or_else(|| take(shape))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(rows: &[Option<u32>]) -> Vec<(Option<u32>, Shape)> {
        rows.iter().map(|&row| (row, Shape::default())).collect()
    }

    fn wanted(rows: &[u32]) -> Vec<(u32, Shape)> {
        rows.iter().map(|&row| (row, Shape::default())).collect()
    }

    #[test]
    fn rows_keep_their_slots() {
        assert_eq!(assign(&held(&[Some(7), Some(8), Some(9)]), &wanted(&[8, 9, 10]), &[0, 1, 2]), [1, 2, 0]);
        assert_eq!(assign(&held(&[Some(7), None]), &wanted(&[5, 7, 6]), &[0]), [1, 0, 2]);
        assert_eq!(assign(&[], &wanted(&[5, 7]), &[]), [0, 1]);
        assert_eq!(assign(&held(&[Some(1), Some(2)]), &[], &[0, 1]), [0; 0]);
    }

    #[test]
    fn rows_that_are_all_others_are_written_where_the_slots_stand() {
        let four = held(&[Some(7), Some(8), Some(9), None]);
        assert_eq!(assign(&four, &wanted(&[1, 2, 3, 4]), &[2, 0, 1]), [2, 0, 1, 3]);
        assert_eq!(assign(&four[..3], &wanted(&[1, 9, 3]), &[2, 0, 1]), [0, 2, 1]);
    }

    #[test]
    fn a_row_with_menus_takes_a_slot_that_has_them() {
        let full = Shape { role_menu: true, team_menu: true };
        let own = Shape::default();
        let slots = [(Some(7), own), (Some(8), full), (Some(9), full)];
        assert_eq!(assign(&slots, &[(1, full), (2, full)], &[0, 1]), [1, 2]);
        assert_eq!(assign(&slots, &[(1, full), (2, own)], &[0, 1]), [1, 0]);
        // There are no others: better a slot that has to change than one more.
        assert_eq!(assign(&slots[..1], &[(1, full)], &[0]), [0]);
    }

    /// Who stands is 1, 2, … by slots 0, 1, …; which slots show those who are wanted.
    fn aligned(standing: u32, rows: &[u32], pinned: Option<usize>) -> Vec<usize> {
        let shown: Vec<Option<u32>> = (1..=standing).map(Some).collect();
        let order: Vec<usize> = (0..shown.len()).collect();
        align(&held(&shown), &wanted(rows), &order, pinned)
    }

    #[test]
    fn whoever_else_comes_is_written_where_the_slots_stand() {
        assert_eq!(aligned(4, &[9, 8, 7, 6], None), [0, 1, 2, 3]);
        assert_eq!(aligned(4, &[4, 3, 2, 1], None), [0, 1, 2, 3], "to move rows is more than to write them");
        assert_eq!(aligned(9, &[3, 6, 9], None), [0, 1, 2], "to take rows out is more, too");
        assert_eq!(aligned(4, &[1, 9, 3, 4], None), [0, 1, 2, 3]);
        assert_eq!(aligned(2, &[5, 6, 7, 8], None), [0, 1, 2, 3]);
        assert_eq!(aligned(3, &[], None), [0; 0]);
        let many: Vec<u32> = (1..=200).rev().collect();
        assert_eq!(aligned(200, &many, None), (0..200).collect::<Vec<_>>());
    }

    #[test]
    fn one_who_leaves_or_comes_has_nobody_else_written() {
        let but_two: Vec<u32> = (1..=12).filter(|&row| row != 2).collect();
        assert_eq!(aligned(11, &but_two, None), [0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1]);
        let and_one: Vec<u32> = [99].into_iter().chain(1..=10).collect();
        assert_eq!(aligned(11, &and_one, None), [10, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        let but_one: Vec<u32> = (1..=200).filter(|&row| row != 50).collect();
        assert_eq!(aligned(200, &but_one, None), (0..200).filter(|&slot| slot != 49).collect::<Vec<_>>());
        let and_one: Vec<u32> = (1..50).chain([900]).chain(50..=200).collect();
        let slots: Vec<usize> = (0..49).chain([200]).chain(49..200).collect();
        assert_eq!(aligned(200, &and_one, None), slots);
    }

    #[test]
    fn the_row_with_the_focus_keeps_its_slot_and_its_place() {
        assert_eq!(aligned(4, &[9, 8, 3, 7], Some(2)), [0, 1, 2, 3]);
        assert_eq!(aligned(4, &[3, 8, 9], Some(2)), [2, 3, 0], "those before it are free for those behind it");
        assert_eq!(aligned(4, &[9, 8, 7, 6], Some(2)), [0, 1, 2, 3], "it is not wanted any more");
    }

    #[test]
    fn menus_are_made_where_rows_would_have_to_move_otherwise() {
        let full = Shape { role_menu: true, team_menu: true };
        let slots = [(Some(1), full), (Some(2), Shape::default()), (Some(3), full)];
        assert_eq!(align(&slots, &[(7, full), (8, full)], &[0, 1, 2], None), [0, 1]);
        // Whoever stands nowhere takes a slot that has what they need.
        assert_eq!(align(&slots, &[(7, full)], &[], None), [0]);
        assert_eq!(align(&slots, &[(7, Shape::default())], &[], None), [1]);
    }
}
