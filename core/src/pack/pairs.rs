//! JSON objects as pairs in their written order.
//!
//! The usual maps sort keys and keep the last of two equal ones; a tier table is read in printed order, and a key
//! that stands twice means that two people saw different values.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};

/// The members of an object, in order, repeated keys kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pairs<T>(pub Vec<(String, T)>);

impl<T> Pairs<T> {
    /// The first key that stands twice.
    pub(super) fn twice(&self) -> Option<&str> {
        let mut keys = self.0.iter().map(|(key, _)| key.as_str()).enumerate();
        let earlier = |index: usize, key: &str| self.0[..index].iter().any(|(other, _)| other == key);
        keys.find(|(index, key)| earlier(*index, key)).map(|(_, key)| key)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Pairs<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(PairsVisitor(PhantomData))
    }
}

struct PairsVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for PairsVisitor<T> {
    type Value = Pairs<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut pairs = Vec::new();
        while let Some(pair) = map.next_entry()? {
            pairs.push(pair);
        }
        Ok(Pairs(pairs))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_and_repeated_keys_are_kept() {
        let pairs: Pairs<u8> = serde_json::from_str(r#"{"b":1,"a":2,"b":3}"#).unwrap();
        assert_eq!(
            pairs.0.iter().map(|(key, _)| key.as_str()).collect::<Vec<_>>(),
            ["b", "a", "b"]
        );
        assert_eq!(pairs.twice(), Some("b"));
    }
}
