//! Many events or changes, packed: a fifth of what they take as they are.

use crate::{Error, Result};
use serde::{Serialize, de::DeserializeOwned};
use std::marker::PhantomData;

/// Items in order.
pub(super) struct Packed<T> {
    bytes: Vec<u8>,
    /// Where each ends.
    ends: Vec<usize>,
    broken: Option<postcard::Error>,
    of: PhantomData<T>,
}

/// Items as they come back.
pub(super) struct Unpacked<T, Places> {
    packed: Packed<T>,
    places: Places,
}

impl<T> Default for Packed<T> {
    fn default() -> Self {
        Self { bytes: Vec::new(), ends: Vec::new(), broken: None, of: PhantomData }
    }
}

impl<T: Serialize + DeserializeOwned> Packed<T> {
    /// Adds one. [`Unpacked::check`] tells whether it could be.
    pub(super) fn add(&mut self, item: &T) {
        match postcard::to_extend(item, std::mem::take(&mut self.bytes)) {
            Ok(bytes) => {
                self.bytes = bytes;
                self.ends.push(self.bytes.len());
            }
            Err(error) => self.broken = Some(error),
        }
    }

    /// In order, but where several follow each other that have a key, those by their keys. Two of the same key stay in order.
    pub(super) fn neighbours_by<K: Ord>(
        self,
        key: impl Fn(&T) -> Option<K>,
    ) -> Unpacked<T, impl Iterator<Item = usize>> {
        let keys: Vec<Option<K>> =
            (0..self.ends.len()).map(|place| self.get(place).and_then(|item| key(&item.ok()?))).collect();
        let mut places: Vec<usize> = (0..keys.len()).collect();
        for run in places.chunk_by_mut(|a, b| keys[*a].is_some() == keys[*b].is_some()) {
            run.sort_by(|a, b| keys[*a].cmp(&keys[*b]));
        }
        Unpacked { packed: self, places: places.into_iter() }
    }

    pub(super) fn latest_first(self) -> Unpacked<T, impl Iterator<Item = usize>> {
        let places = (0..self.ends.len()).rev();
        Unpacked { packed: self, places }
    }

    fn get(&self, place: usize) -> Option<postcard::Result<T>> {
        let start = place.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
        self.bytes.get(start..*self.ends.get(place)?).map(postcard::from_bytes)
    }
}

impl<T, Places> Unpacked<T, Places> {
    /// Whether all came back that were added.
    ///
    /// # Errors
    /// [`Error::Corrupt`] when one did not.
    pub(super) fn check(self) -> Result<()> {
        let corrupt = |error| Err(Error::Corrupt(format!("what happens cannot be packed: {error}")));
        self.packed.broken.map_or(Ok(()), corrupt)
    }
}

impl<T: Serialize + DeserializeOwned, Places: Iterator<Item = usize>> Iterator for Unpacked<T, Places> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        if self.packed.broken.is_some() {
            return None;
        }
        let item = self.packed.get(self.places.next()?)?;
        item.map_err(|error| self.packed.broken = Some(error)).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_with_a_key_come_by_it_and_nothing_else_moves() {
        let mut packed = Packed::default();
        for item in [(3, 'a'), (1, 'b'), (3, 'c'), (0, 'd'), (2, 'e'), (1, 'f')] {
            packed.add(&item);
        }
        let mut items = packed.neighbours_by(|(key, _)| (*key > 0).then_some(*key));
        let letters: String = items.by_ref().map(|(_, letter)| letter).collect();
        assert_eq!(letters, "bacdfe");
        assert!(items.check().is_ok());
    }
}
