//! What is captured from a person, turned into what the law wants: photo, signature, prints.
//! Everything here works in memory; pixels and files are wiped when dropped.

pub mod card_picture;
pub mod data_matrix;
pub mod exif;
pub mod finger_file;
pub mod finger_preview;
pub mod live_preview;
pub mod measures;
pub mod mrz;
pub mod photo;
pub mod picture;
pub mod resample;
pub mod scan_pdf;
pub mod signature;
