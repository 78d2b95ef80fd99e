//! Maps without a sort.

use std::collections::BTreeMap;

/// A map of these pairs; of a key given twice the last value counts. The standard library's `collect`
/// sorts the pairs first, and a sort is four kilobytes of the page's code for every type of pair.
pub fn map_of<K: Ord, V>(pairs: impl IntoIterator<Item = (K, V)>) -> BTreeMap<K, V> {
    let mut map = BTreeMap::new();
    for (key, value) in pairs {
        map.insert(key, value);
    }
    map
}

#[cfg(test)]
mod tests {
    use super::map_of;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        #[test]
        fn as_the_standard_library_collects(pairs in proptest::collection::vec((0u8..9, 0u8..9), 0..20)) {
            prop_assert_eq!(map_of(pairs.clone()), pairs.into_iter().collect::<BTreeMap<_, _>>());
        }
    }
}
