//! Drawing at random, the same for a seed.

use proptest::prelude::Rng as _;

/// Draws from a seeded source.
pub struct Draw(pub super::TestRng);

impl Draw {
    pub fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.0.next_u64() % n as u64).expect("below n")
    }

    pub fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    pub fn of<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }

    pub fn some<T: Copy>(&mut self, list: &[T], most: usize) -> Vec<T> {
        (0..=self.below(most)).map(|_| self.of(list)).collect()
    }
}
