//! What was taken for a case and made of it.

use amtskoffer_contract::bridge::{Handle, PhotoView};

use super::Secret;

/// The photo of a case.
#[derive(Debug)]
pub struct PhotoCapture {
    /// The camera's picture, for cutting anew.
    pub camera: Secret,
    /// The photo for the card.
    pub jpeg: Secret,
    /// Small picture for the screen.
    pub preview: Secret,
    /// What the page shows.
    pub view: PhotoView,
}

/// The signature of a case.
#[derive(Debug)]
pub struct SignatureCapture {
    /// The bitmap for the card.
    pub jpeg: Secret,
    /// By which the page asks for it.
    pub handle: Handle,
}

/// A paper of the office itself that is a part of its case.
#[derive(Debug)]
pub struct SentPaper {
    /// By which one made anew is told from it.
    pub handle: Handle,
    /// The PDF.
    pub pdf: Secret,
}
