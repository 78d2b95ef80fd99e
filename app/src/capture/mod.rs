//! What is captured on the page itself: camera and pen.
