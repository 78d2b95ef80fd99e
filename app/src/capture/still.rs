//! A still frame in the page's memory, until the companion has it.

use std::rc::Rc;

use web_sys::Url;

use crate::browser::object_url;

/// A picture of the camera.
#[derive(Clone)]
pub struct Still {
    jpeg: Rc<Vec<u8>>,
    shown: Rc<ShownBlob>,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Its number, if the companion has it from the card of a camera; then only a reduced copy is here.
    pub on_card: Option<u32>,
}

impl Still {
    /// From the bytes of a JPEG; nothing if the browser cannot show it.
    pub fn new(jpeg: Vec<u8>, width: u32, height: u32) -> Option<Self> {
        let shown = Rc::new(ShownBlob::new(&jpeg, "image/jpeg")?);
        Some(Self {
            jpeg: Rc::new(jpeg),
            shown,
            width,
            height,
            on_card: None,
        })
    }

    /// A picture of a camera's card: a reduced copy, and the size of the whole.
    pub fn of_card(copy: Vec<u8>, width: u32, height: u32, picture: u32) -> Option<Self> {
        let still = Self::new(copy, width, height)?;
        Some(Self {
            on_card: Some(picture),
            ..still
        })
    }

    /// The bytes of the JPEG.
    pub fn jpeg(&self) -> Vec<u8> {
        self.jpeg.as_ref().clone()
    }

    /// Address under which the page can show it, as long as a copy of this lives.
    pub fn url(&self) -> String {
        self.shown.url.clone()
    }
}

/// A picture in memory under an address of its own. The address ends when this is dropped.
struct ShownBlob {
    url: String,
}

impl ShownBlob {
    fn new(bytes: &[u8], media_type: &str) -> Option<Self> {
        object_url(bytes, media_type).map(|url| Self { url })
    }
}

impl Drop for ShownBlob {
    fn drop(&mut self) {
        let _ = Url::revoke_object_url(&self.url);
    }
}
