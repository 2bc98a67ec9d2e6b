//! One sort for all numbers of rows, roles and places.
//!
//! `sort_by` compiles anew for each type and each comparison, half a kilobyte of the browser's first load at a time.

use std::cmp::Ordering;

/// Puts numbers in order; what is equal stays as it stood.
pub(crate) fn sort(numbers: &mut [u32], compare: &dyn Fn(u32, u32) -> Ordering) {
    numbers.sort_by(|&a, &b| compare(a, b));
}

/// A list in order; what is equal stays as it stood. For short lists: what it holds is cloned.
pub(crate) fn sorted<T: Clone>(list: &[T], compare: impl Fn(&T, &T) -> Ordering) -> Vec<T> {
    let mut places: Vec<u32> = (0..).take(list.len()).collect();
    sort(&mut places, &|a, b| compare(&list[a as usize], &list[b as usize]));
    places.into_iter().map(|place| list[place as usize].clone()).collect()
}

/// Puts numbers in order of what stands before them; what is equal stays as it stood.
pub(crate) fn sort_keyed(numbers: &mut [(u64, u32)]) {
    numbers.sort_by_key(|&(key, _)| key);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_equal_stays_as_it_stood() {
        let mut numbers = [31, 12, 21, 11, 32];
        sort(&mut numbers, &|a, b| (a / 10).cmp(&(b / 10)));
        assert_eq!(numbers, [12, 11, 21, 31, 32]);
        let words = ["late", "a", "lake", "b", "on"];
        assert_eq!(sorted(&words, |a, b| a.len().cmp(&b.len())), ["a", "b", "on", "late", "lake"]);
        let mut keyed = [(7, 1), (3, 2), (7, 0), (3, 1)];
        sort_keyed(&mut keyed);
        assert_eq!(keyed, [(3, 2), (3, 1), (7, 1), (7, 0)]);
    }
}
