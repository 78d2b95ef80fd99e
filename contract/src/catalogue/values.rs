//! Values in a condition as they stand in the file: one, or a list of them. Read by hand, since what serde makes for
//! untagged forms is long and the page carries it.

use std::fmt;

use serde::de::{Error, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::shape::{ValueShape, ValuesShape};

impl<'de> Deserialize<'de> for ValuesShape {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Values)
    }
}

impl<'de> Deserialize<'de> for ValueShape {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        match ValuesShape::deserialize(from)? {
            ValuesShape::One(value) => Ok(value),
            ValuesShape::Several(_) => Err(D::Error::custom("a list within a list")),
        }
    }
}

struct Values;

impl<'de> Visitor<'de> for Values {
    type Value = ValuesShape;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("true, false, a whole number, a text, or a list of these")
    }

    fn visit_bool<E>(self, yes: bool) -> Result<ValuesShape, E> {
        Ok(ValuesShape::One(ValueShape::YesNo(yes)))
    }

    fn visit_i64<E>(self, number: i64) -> Result<ValuesShape, E> {
        Ok(ValuesShape::One(ValueShape::Number(number)))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<ValuesShape, E> {
        let number = i64::try_from(number).map_err(|_| E::custom("a number that is too large"))?;
        self.visit_i64(number)
    }

    fn visit_str<E>(self, text: &str) -> Result<ValuesShape, E> {
        Ok(ValuesShape::One(ValueShape::Key(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<ValuesShape, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = list.next_element()? {
            values.push(value);
        }
        Ok(ValuesShape::Several(values))
    }
}
