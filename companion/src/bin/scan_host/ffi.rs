//! What we use of `sane.h` (SANE standard, version 1).
#![allow(unsafe_code, reason = "a C library; called in `library` only")]

use std::ffi::{c_char, c_int, c_void};

/// `SANE_Device`.
#[repr(C)]
pub struct RawDevice {
    pub name: *const c_char,
    pub vendor: *const c_char,
    pub model: *const c_char,
    pub kind: *const c_char,
}

/// `SANE_Option_Descriptor`.
#[repr(C)]
pub struct RawOption {
    pub name: *const c_char,
    pub title: *const c_char,
    pub description: *const c_char,
    pub kind: c_int,
    pub unit: c_int,
    /// Bytes of the value.
    pub size: c_int,
    pub capabilities: c_int,
    pub constraint_kind: c_int,
    pub constraint: RawConstraint,
}

/// The constraint of an option; `constraint_kind` says which member is valid.
#[repr(C)]
pub union RawConstraint {
    /// Ends with a null pointer.
    pub texts: *const *const c_char,
    /// The first word is the number of those that follow.
    pub words: *const c_int,
    pub range: *const RawRange,
}

/// `SANE_Range`.
#[repr(C)]
pub struct RawRange {
    pub min: c_int,
    pub max: c_int,
    pub step: c_int,
}

/// `SANE_Parameters`.
#[repr(C)]
#[derive(Default)]
pub struct RawParameters {
    pub format: c_int,
    pub last_frame: c_int,
    pub bytes_per_line: c_int,
    pub pixels_per_line: c_int,
    pub lines: c_int,
    pub depth: c_int,
}

pub const KIND_BOOL: c_int = 0;
pub const KIND_INT: c_int = 1;
pub const KIND_FIXED: c_int = 2;
pub const KIND_TEXT: c_int = 3;
pub const UNIT_PIXEL: c_int = 1;
pub const UNIT_MILLIMETRE: c_int = 3;
pub const CONSTRAINT_RANGE: c_int = 1;
pub const CONSTRAINT_WORDS: c_int = 2;
pub const CONSTRAINT_TEXTS: c_int = 3;
pub const CAN_BE_SET: c_int = 1;
pub const INACTIVE: c_int = 1 << 5;
pub const GET_VALUE: c_int = 0;
pub const SET_VALUE: c_int = 1;

#[link(name = "sane")]
unsafe extern "C" {
    pub fn sane_init(version: *mut c_int, authorize: *const c_void) -> c_int;
    pub fn sane_exit();
    pub fn sane_get_devices(list: *mut *const *const RawDevice, local_only: c_int) -> c_int;
    pub fn sane_open(name: *const c_char, handle: *mut *mut c_void) -> c_int;
    pub fn sane_close(handle: *mut c_void);
    pub fn sane_get_option_descriptor(handle: *mut c_void, option: c_int) -> *const RawOption;
    pub fn sane_control_option(
        handle: *mut c_void,
        option: c_int,
        action: c_int,
        value: *mut c_void,
        info: *mut c_int,
    ) -> c_int;
    pub fn sane_get_parameters(handle: *mut c_void, parameters: *mut RawParameters) -> c_int;
    pub fn sane_start(handle: *mut c_void) -> c_int;
    pub fn sane_read(handle: *mut c_void, data: *mut u8, room: c_int, length: *mut c_int) -> c_int;
    pub fn sane_cancel(handle: *mut c_void);
}
