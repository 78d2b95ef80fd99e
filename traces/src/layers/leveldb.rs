//! The two kinds of files of `LevelDB`. A log cuts what it holds into pieces with heads between them; a table
//! packs its blocks.

use super::{MOST, snappy};

/// A log consists of blocks of this size.
const BLOCK: usize = 32 << 10;

/// Check sum, length and kind before each piece of a log.
const HEAD: usize = 7;

/// The end of a table: two places, padding, and this.
const TABLE_MARK: [u8; 8] = [0x57, 0xfb, 0x80, 0x8b, 0x24, 0x75, 0x47, 0xdb];
const FOOTER: usize = 48;

/// Kind of a packed block, in the byte behind it.
const SNAPPY: u8 = 1;

/// What can be read when this is a file of `LevelDB`, named by its kind.
pub fn contents(data: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let blocks = table(data).unwrap_or_default();
    let blocks = blocks.into_iter().map(|block| ("leveldb table", block));
    let log = log(data).map(|records| ("leveldb log", records));
    blocks.chain(log).collect()
}

/// All records of a log one behind the other; nothing for what is none.
fn log(data: &[u8]) -> Option<Vec<u8>> {
    let mut records = Vec::new();
    for block in data.chunks(BLOCK) {
        let mut rest = block;
        while let Some((head, behind)) = rest.split_at_checked(HEAD) {
            let length = usize::from(u16::from_le_bytes([head[4], head[5]]));
            if !(1..=4).contains(&head[6]) {
                break;
            }
            let there = behind.len().min(length);
            records.extend_from_slice(&behind[..there]);
            rest = &behind[there..];
        }
    }
    (!records.is_empty()).then_some(records)
}

/// All blocks of a table; nothing for what is none.
fn table(data: &[u8]) -> Option<Vec<Vec<u8>>> {
    let footer = data.get(data.len().checked_sub(FOOTER)?..)?;
    if !footer.ends_with(&TABLE_MARK) {
        return None;
    }
    let (_, used) = place(footer)?;
    let (index, _) = place(&footer[used..])?;
    let index = block(data, index)?;
    let blocks = values(&index)
        .into_iter()
        .filter_map(|value| block(data, place(value)?.0));
    Some(blocks.collect())
}

/// Where a block lies and how long it is.
type Place = (usize, usize);

fn place(bytes: &[u8]) -> Option<(Place, usize)> {
    let (offset, first) = snappy::varint(bytes)?;
    let (size, second) = snappy::varint(&bytes[first..])?;
    let place = (usize::try_from(offset).ok()?, usize::try_from(size).ok()?);
    Some((place, first + second))
}

fn block(data: &[u8], (offset, size): Place) -> Option<Vec<u8>> {
    let end = offset.checked_add(size)?;
    let packed = data.get(offset..end)?;
    Some(match *data.get(end)? {
        SNAPPY => snappy::unpack(packed, MOST),
        _ => packed.to_vec(),
    })
}

/// The values of a block: entries of shared, unshared and value length, key rest and value; behind
/// them the restart points and their number.
fn values(block: &[u8]) -> Vec<&[u8]> {
    let mut values = Vec::new();
    let restarts = block
        .last_chunk()
        .map_or(0, |number| u32::from_le_bytes(*number));
    let tail = (restarts as usize).saturating_add(1).saturating_mul(4);
    let mut rest = &block[..block.len().saturating_sub(tail)];
    while let Some((value, behind)) = entry(rest) {
        values.push(value);
        rest = behind;
    }
    values
}

fn entry(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (_, shared) = snappy::varint(bytes)?;
    let (key, unshared) = snappy::varint(&bytes[shared..])?;
    let (length, used) = snappy::varint(&bytes[shared + unshared..])?;
    let from = (shared + unshared + used).checked_add(usize::try_from(key).ok()?)?;
    let to = from.checked_add(usize::try_from(length).ok()?)?;
    Some((bytes.get(from..to)?, bytes.get(to..)?))
}
