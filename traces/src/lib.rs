//! Looks for given words in files, in every form in which browsers, databases and libraries write
//! them down. It shares no code with what it looks after.
//!
//! | module | what |
//! | --- | --- |
//! | [`forms`] | one word, as the byte patterns it may have become |
//! | [`layers`] | what lies packed in a file: gzip, zlib, deflate, Brotli, Zstandard, Snappy, LevelDB |
//! | [`look`] | one file: name, content, layers |
//! | [`walk`] | which files of a machine were written since a moment |

pub mod forms;
pub mod layers;
pub mod look;
pub mod walk;
