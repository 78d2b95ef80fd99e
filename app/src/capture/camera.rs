//! The live picture of the camera. The browser shows it; nothing is kept but the frame taken.

use js_sys::{Array, Object, Promise, Reflect, Uint8Array};
use leptos::prelude::window;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{Closure, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, HtmlCanvasElement, HtmlVideoElement, MediaDevices, MediaStream, MediaStreamConstraints,
    MediaStreamTrack,
};

use super::canvas::canvas;
use super::still::Still;

/// Why there is no picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CameraError {
    /// No camera is connected, or the chosen one is gone.
    NotFound,
    /// Browser or administrator do not allow the camera on this page.
    NotAllowed,
    /// Another program uses the camera.
    Busy,
    /// The camera gave no picture.
    NoPicture,
}

impl CameraError {
    /// Every error, for tables and tests.
    #[cfg(test)]
    pub const ALL: [Self; 4] = [
        Self::NotFound,
        Self::NotAllowed,
        Self::Busy,
        Self::NoPicture,
    ];

    /// From the name of the browser's exception (Media Capture and Streams, 10.3.1).
    pub fn from_name(name: &str) -> Self {
        match name {
            "NotFoundError" | "OverconstrainedError" => Self::NotFound,
            "NotAllowedError" | "SecurityError" | "TypeError" => Self::NotAllowed,
            "NotReadableError" | "AbortError" => Self::Busy,
            _ => Self::NoPicture,
        }
    }
}

/// One camera of the suitcase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CameraName {
    /// The browser's name for it, valid for this page only.
    pub id: String,
    /// The maker's name.
    pub label: String,
}

/// A running camera. It stops when this is dropped.
pub struct Camera {
    stream: MediaStream,
    ended: Closure<dyn FnMut()>,
}

impl Camera {
    /// Starts the camera of an id, or the one that looks away from the clerk. `on_end` is called when
    /// the camera goes away by itself.
    ///
    /// # Errors
    /// Every [`CameraError`].
    pub async fn open(
        id: Option<&str>,
        on_end: impl FnMut() + 'static,
    ) -> Result<Self, CameraError> {
        let constraints = MediaStreamConstraints::new();
        constraints.set_audio(&JsValue::FALSE);
        constraints.set_video(&wanted(id));
        let asked = media_devices()?.get_user_media_with_constraints(&constraints);
        let stream = JsFuture::from(asked.map_err(|error| error_of(&error))?).await;
        let stream = stream.map_err(|error| error_of(&error))?;
        let stream: MediaStream = stream.unchecked_into();
        let ended = Closure::new(on_end);
        for track in tracks(&stream) {
            let _ = track.add_event_listener_with_callback("ended", ended.as_ref().unchecked_ref());
        }
        Ok(Self { stream, ended })
    }

    /// Shows the live picture. Muted, inline and playing of itself are set as properties, so that
    /// the picture starts without a touch.
    pub fn show(&self, video: &HtmlVideoElement) {
        video.set_muted(true);
        video.set_autoplay(true);
        let _ = Reflect::set(video, &"playsInline".into(), &JsValue::TRUE);
        video.set_src_object(Some(&self.stream));
        if let Ok(playing) = video.play() {
            // Playing starts later, or the page was left; neither is an error here.
            let ignore = Closure::<dyn FnMut(JsValue)>::new(|_| {});
            let _ = playing.catch(&ignore);
            ignore.forget();
        }
    }
}

impl Drop for Camera {
    fn drop(&mut self) {
        for track in tracks(&self.stream) {
            let ended = self.ended.as_ref().unchecked_ref();
            let _ = track.remove_event_listener_with_callback("ended", ended);
            track.stop();
        }
    }
}

/// All cameras, with names once one was allowed.
pub async fn cameras() -> Vec<CameraName> {
    let Ok(devices) = media_devices() else {
        return Vec::new();
    };
    let Ok(listing) = devices.enumerate_devices() else {
        return Vec::new();
    };
    let Ok(listed) = JsFuture::from(listing).await else {
        return Vec::new();
    };
    let text = |device: &JsValue, key: &str| {
        let value = Reflect::get(device, &key.into()).ok();
        value
            .and_then(|value| value.as_string())
            .unwrap_or_default()
    };
    listed
        .unchecked_into::<Array>()
        .iter()
        .filter(|device| text(device, "kind") == "videoinput")
        .map(|device| CameraName {
            id: text(&device, "deviceId"),
            label: text(&device, "label"),
        })
        .collect()
}

/// The frame on the screen at the camera's full resolution, as JPEG.
///
/// # Errors
/// [`CameraError::NoPicture`] while the camera has not sent one yet.
pub async fn still(video: &HtmlVideoElement) -> Result<Still, CameraError> {
    let (width, height) = (video.video_width(), video.video_height());
    if width == 0 || height == 0 {
        return Err(CameraError::NoPicture);
    }
    let jpeg = jpeg_of(video, width, height)
        .await
        .ok_or(CameraError::NoPicture)?;
    Still::new(jpeg, width, height).ok_or(CameraError::NoPicture)
}

/// Quality of the still frame's JPEG, 0 to 1. The photo is encoded anew by the companion.
const QUALITY: f64 = 0.95;

async fn jpeg_of(video: &HtmlVideoElement, width: u32, height: u32) -> Option<Vec<u8>> {
    let (canvas, context) = canvas(width, height)?;
    context
        .draw_image_with_html_video_element(video, 0.0, 0.0)
        .ok()?;
    let blob = blob_of(&canvas).await?;
    // The pixels are not left to the garbage collector.
    canvas.set_width(0);
    let buffer = JsFuture::from(blob.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}

async fn blob_of(canvas: &HtmlCanvasElement) -> Option<Blob> {
    let promise = Promise::new(&mut |resolve, reject| {
        let asked =
            canvas.to_blob_with_type_and_encoder_options(&resolve, "image/jpeg", &QUALITY.into());
        if asked.is_err() {
            let _ = reject.call0(&JsValue::NULL);
        }
    });
    JsFuture::from(promise).await.ok()?.dyn_into().ok()
}

/// As many pixels as the camera has, up to 2160 lines.
fn wanted(id: Option<&str>) -> Object {
    let video = Object::new();
    set(&video, "width", &ideal(&3840.into()));
    set(&video, "height", &ideal(&2160.into()));
    match id {
        Some(id) => {
            let exact = Object::new();
            set(&exact, "exact", &id.into());
            set(&video, "deviceId", &exact);
        }
        None => set(&video, "facingMode", &ideal(&"environment".into())),
    }
    video
}

fn tracks(stream: &MediaStream) -> Vec<MediaStreamTrack> {
    stream
        .get_tracks()
        .iter()
        .map(JsCast::unchecked_into)
        .collect()
}

fn ideal(value: &JsValue) -> Object {
    let ideal = Object::new();
    set(&ideal, "ideal", value);
    ideal
}

fn set(object: &Object, key: &str, value: &JsValue) {
    let _ = Reflect::set(object, &key.into(), value);
}

/// An insecure page has no media devices at all.
fn media_devices() -> Result<MediaDevices, CameraError> {
    window()
        .navigator()
        .media_devices()
        .map_err(|_| CameraError::NotAllowed)
}

fn error_of(error: &JsValue) -> CameraError {
    let name = Reflect::get(error, &"name".into()).ok();
    CameraError::from_name(&name.and_then(|name| name.as_string()).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::CameraError;

    #[test]
    fn the_browsers_exceptions_are_told_apart() {
        let cases = [
            ("NotFoundError", CameraError::NotFound),
            ("OverconstrainedError", CameraError::NotFound),
            ("NotAllowedError", CameraError::NotAllowed),
            ("SecurityError", CameraError::NotAllowed),
            ("NotReadableError", CameraError::Busy),
            ("AbortError", CameraError::Busy),
            ("", CameraError::NoPicture),
        ];
        for (name, error) in cases {
            assert_eq!(CameraError::from_name(name), error, "{name}");
        }
    }
}
