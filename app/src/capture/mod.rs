//! What the page itself captures: camera pictures and pen strokes. Nothing of it is written to disk.
//!
//! | file | what |
//! | --- | --- |
//! | `camera.rs` | live picture and still frame |
//! | `canvas.rs` | a canvas off the screen |
//! | `frame.rs` | a reduced frame for measuring light and lens |
//! | `still.rs` | a still frame in memory, and how it is shown |
//! | `template.rs` | pure: photo template, where eyes lie in a shown picture |
//! | `pen.rs` | pure: strokes out of pointer reports |
//! | `on_pad.rs` | pure: what the signature pad tells |
//! | `ink.rs` | strokes on a canvas |

pub mod camera;
mod canvas;
pub mod frame;
pub mod ink;
pub mod on_pad;
pub mod pen;
pub mod still;
pub mod template;
