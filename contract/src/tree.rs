//! Reads JSON through a tree of values: for the page, whose code travels over the line.
//!
//! `serde_json` read directly makes code for every type in several ways (as a list, as an object, with
//! an error text for each slip), which was a sixth of the app's size. Here every type is read in one
//! way, and a slip is only a slip: the page can do nothing but say that both sides do not fit.

use std::fmt;
use std::{slice, vec};

use serde::de::value::{StringDeserializer, U32Deserializer};
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Error, Expected, IntoDeserializer,
    MapAccess, SeqAccess, Unexpected, VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;
use serde_json::{Map, Value, map};

/// The text is no JSON, or not of the agreed form: the two sides do not fit, load the page anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed;

/// Reads one value. Differs from `serde_json` where that is lenient: structures are objects, never
/// lists, and a field that may be missing says so by `default`. It is lenient itself where nobody
/// would be told: of a name given twice the last one counts, and unknown names are passed over.
///
/// # Errors
/// [`Malformed`].
pub fn read<T: DeserializeOwned>(json: &str) -> Result<T, Malformed> {
    let value = serde_json::from_str(json).map_err(|_| Malformed)?;
    T::deserialize(Tree(value))
}

impl fmt::Display for Malformed {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("not of the agreed form: load the page anew")
    }
}

impl std::error::Error for Malformed {}

/// None of serde's texts is made.
impl Error for Malformed {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }

    fn invalid_type(_: Unexpected, _: &dyn Expected) -> Self {
        Self
    }

    fn invalid_value(_: Unexpected, _: &dyn Expected) -> Self {
        Self
    }

    fn invalid_length(_: usize, _: &dyn Expected) -> Self {
        Self
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }

    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }

    fn missing_field(_: &'static str) -> Self {
        Self
    }

    fn duplicate_field(_: &'static str) -> Self {
        Self
    }
}

/// A value that is being read.
struct Tree(Value);

impl<'de> Deserializer<'de> for Tree {
    type Error = Malformed;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Malformed> {
        match self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Bool(is) => visitor.visit_bool(is),
            Value::Number(_) => self.number(visitor),
            Value::String(text) => visitor.visit_string(text),
            Value::Array(items) => visitor.visit_seq(Items(items.into_iter())),
            Value::Object(fields) => visitor.visit_map(Fields::of(fields)),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Malformed> {
        if self.0.is_null() {
            return visitor.visit_none();
        }
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Malformed> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Malformed> {
        visitor.visit_seq(items(self.0)?)
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Malformed> {
        visitor.visit_seq(items(self.0)?)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Malformed> {
        visitor.visit_map(fields(self.0)?)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Malformed> {
        visitor.visit_seq(in_order(self.0, names)?)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Malformed> {
        visitor.visit_enum(chosen(self.0, names)?)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf unit unit_struct
        tuple_struct identifier ignored_any
    }
}

impl Tree {
    fn number<'de, V: Visitor<'de>>(&self, visitor: V) -> Result<V::Value, Malformed> {
        if let Some(number) = self.0.as_u64() {
            return visitor.visit_u64(number);
        }
        if let Some(number) = self.0.as_i64() {
            return visitor.visit_i64(number);
        }
        visitor.visit_f64(self.0.as_f64().ok_or(Malformed)?)
    }
}

/// One of the variants of a type by its number, since then a type needs no code that tells names apart.
struct Chosen {
    number: u32,
    content: Value,
}

impl<'de> EnumAccess<'de> for Chosen {
    type Error = Malformed;
    type Variant = Tree;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Tree), Malformed> {
        let number: U32Deserializer<Malformed> = self.number.into_deserializer();
        Ok((seed.deserialize(number)?, Tree(self.content)))
    }
}

impl<'de> VariantAccess<'de> for Tree {
    type Error = Malformed;

    fn unit_variant(self) -> Result<(), Malformed> {
        self.0.as_null().ok_or(Malformed)
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Malformed> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Malformed> {
        visitor.visit_seq(items(self.0)?)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Malformed> {
        visitor.visit_seq(in_order(self.0, names)?)
    }
}

/// The values of an object in the order in which its type names them: then a type needs no code that
/// tells names apart.
struct InOrder {
    names: slice::Iter<'static, &'static str>,
    given: Map<String, Value>,
}

impl InOrder {
    #[inline(never)]
    fn step(&mut self) -> Option<Value> {
        self.given.remove(*self.names.next()?)
    }
}

impl<'de> SeqAccess<'de> for InOrder {
    type Error = Malformed;

    /// Nothing for a field that is not given; the next call goes on with the next field.
    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Malformed> {
        let value = self.step();
        value.map(|value| seed.deserialize(Tree(value))).transpose()
    }
}

/// What is left of an object.
struct Fields {
    rest: map::IntoIter,
    /// Belongs to the name that was given last.
    value: Value,
}

impl Fields {
    fn of(fields: Map<String, Value>) -> Self {
        Self {
            rest: fields.into_iter(),
            value: Value::Null,
        }
    }

    #[inline(never)]
    fn step(&mut self) -> Option<String> {
        let (name, value) = self.rest.next()?;
        self.value = value;
        Some(name)
    }
}

impl<'de> MapAccess<'de> for Fields {
    type Error = Malformed;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Malformed> {
        let name = self.step();
        name.map(|name| seed.deserialize(key(name))).transpose()
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Malformed> {
        seed.deserialize(Tree(self.value.take()))
    }
}

/// What is left of a list.
struct Items(vec::IntoIter<Value>);

impl<'de> SeqAccess<'de> for Items {
    type Error = Malformed;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Malformed> {
        let item = self.0.next();
        item.map(|item| seed.deserialize(Tree(item))).transpose()
    }
}

fn key(name: String) -> StringDeserializer<Malformed> {
    name.into_deserializer()
}

// Out of line, since each of them would else be in the code of every type.

#[inline(never)]
fn fields(value: Value) -> Result<Fields, Malformed> {
    match value {
        Value::Object(fields) => Ok(Fields::of(fields)),
        _ => Err(Malformed),
    }
}

#[inline(never)]
fn in_order(value: Value, names: &'static [&'static str]) -> Result<InOrder, Malformed> {
    match value {
        Value::Object(given) => Ok(InOrder {
            names: names.iter(),
            given,
        }),
        _ => Err(Malformed),
    }
}

#[inline(never)]
fn items(value: Value) -> Result<Items, Malformed> {
    match value {
        Value::Array(items) => Ok(Items(items.into_iter())),
        _ => Err(Malformed),
    }
}

/// From `"name"`, or `{"name": content}`.
#[inline(never)]
fn chosen(value: Value, names: &'static [&'static str]) -> Result<Chosen, Malformed> {
    let (name, content) = match value {
        Value::String(name) => (name, Value::Null),
        Value::Object(fields) if fields.len() == 1 => {
            fields.into_iter().next().ok_or(Malformed)?
        }
        _ => return Err(Malformed),
    };
    let place = names.iter().position(|known| *known == name);
    let number = place.and_then(|place| u32::try_from(place).ok());
    Ok(Chosen {
        number: number.ok_or(Malformed)?,
        content,
    })
}

#[cfg(test)]
mod tests;
