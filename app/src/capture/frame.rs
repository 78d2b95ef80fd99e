//! The frame on the screen as brightness values, reduced, for measuring light and lens.

use amtskoffer_domain::photo_place::Grey;
use web_sys::HtmlVideoElement;

use super::canvas::canvas;

/// Width of the reduced picture. Edges of a sharp camera picture are one or two of these pixels wide.
const WIDTH: u32 = 960;

/// The frame that the video shows now; nothing while it shows none.
pub fn grey_frame(video: &HtmlVideoElement) -> Option<Grey> {
    let (width, height) = reduced(video.video_width(), video.video_height())?;
    let (canvas, context) = canvas(width, height)?;
    let (wide, high) = (f64::from(width), f64::from(height));
    context
        .draw_image_with_html_video_element_and_dw_and_dh(video, 0.0, 0.0, wide, high)
        .ok()?;
    let pixels = context.get_image_data(0.0, 0.0, wide, high).ok()?;
    // The pixels are not left to the garbage collector.
    canvas.set_width(0);
    let side = |value: u32| usize::try_from(value).ok();
    Grey::from_rgba(side(width)?, side(height)?, &pixels.data())
}

/// Never enlarged; nothing without a picture.
fn reduced(width: u32, height: u32) -> Option<(u32, u32)> {
    if width <= WIDTH {
        return (width > 0 && height > 0).then_some((width, height));
    }
    let height = u64::from(height) * u64::from(WIDTH) / u64::from(width);
    let height = u32::try_from(height).ok().filter(|height| *height > 0)?;
    Some((WIDTH, height))
}

#[cfg(test)]
mod tests {
    use super::reduced;

    #[test]
    fn a_picture_is_reduced_and_never_enlarged() {
        assert_eq!(reduced(3840, 2160), Some((960, 540)));
        assert_eq!(reduced(640, 480), Some((640, 480)));
        assert_eq!(reduced(0, 0), None);
        assert_eq!(reduced(9_600, 1), None);
        assert_eq!(reduced(u32::MAX, u32::MAX), Some((960, 960)));
    }
}
