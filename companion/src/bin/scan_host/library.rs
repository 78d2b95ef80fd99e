//! SANE's C library in safe clothes. The library is believed to keep the standard's memory rules; numbers
//! that it gives are checked all the same.
#![allow(unsafe_code)]
#![allow(
    clippy::unused_self,
    reason = "a library that is there is the proof that it was started"
)]

use std::ffi::{CStr, CString, c_char, c_int, c_void};
use std::marker::PhantomData;
use std::ptr;

use amtskoffer_companion::devices::scanner::sane::option::{
    Allowed, Kind, OptionView, Unit, Value,
};
use amtskoffer_companion::devices::scanner::sane::status::Status;
use amtskoffer_companion::devices::scanner::sane::wire::{DeviceName, Parameters};

use crate::ffi;

/// Most devices, options and entries of a list that are passed on.
const MOST_DEVICES: usize = 64;
const MOST_OPTIONS: c_int = 512;
const MOST_ENTRIES: usize = 512;
/// Longest text of an option.
const TEXT_LIMIT: usize = 4096;

/// The initialised library; ends with the value. There is one at a time, on one thread.
pub struct Library(PhantomData<*const ()>);

/// An open device; closed with the value.
pub struct Device<'a> {
    handle: *mut c_void,
    library: PhantomData<&'a Library>,
}

impl Library {
    /// Starts the library.
    ///
    /// # Errors
    /// The library's status.
    pub fn start() -> Result<Self, Status> {
        // SAFETY: called once, before anything else; both arguments may be null: no version wanted,
        // and devices with passwords are refused.
        Status::check(unsafe { ffi::sane_init(ptr::null_mut(), ptr::null()) })?;
        Ok(Self(PhantomData))
    }

    /// The devices that are there now.
    ///
    /// # Errors
    /// The library's status.
    pub fn devices(&self) -> Result<Vec<DeviceName>, Status> {
        let mut list = ptr::null();
        // SAFETY: the library is initialised; `list` is a valid place for a pointer.
        Status::check(unsafe { ffi::sane_get_devices(&raw mut list, 0) })?;
        let mut devices = Vec::new();
        for index in 0..MOST_DEVICES {
            if list.is_null() {
                break;
            }
            // SAFETY: the standard has the list end with a null pointer, which is looked for before
            // each step; list and strings live until the next call of `sane_get_devices`.
            let device = unsafe { (*list.add(index)).as_ref() };
            let Some(device) = device else { break };
            // SAFETY: as above.
            let text = |text| unsafe { text_of(text) };
            devices.push(DeviceName {
                name: text(device.name),
                vendor: text(device.vendor),
                model: text(device.model),
            });
        }
        Ok(devices)
    }

    /// Opens a device.
    ///
    /// # Errors
    /// The library's status.
    pub fn open(&self, name: &str) -> Result<Device<'_>, Status> {
        let name = CString::new(name).map_err(|_| Status::Invalid)?;
        let mut handle = ptr::null_mut();
        // SAFETY: the library is initialised; name and place for the handle are valid for the call.
        Status::check(unsafe { ffi::sane_open(name.as_ptr(), &raw mut handle) })?;
        Ok(Device {
            handle,
            library: PhantomData,
        })
    }
}

impl Drop for Library {
    fn drop(&mut self) {
        // SAFETY: devices borrow the library, so all are closed.
        unsafe { ffi::sane_exit() }
    }
}

impl Device<'_> {
    /// The options as they are now.
    pub fn options(&self) -> Vec<OptionView> {
        let numbered = (1..self.option_count()).filter_map(|number| self.descriptor(number));
        // SAFETY: a descriptor stays valid until the device is closed or an option is set.
        numbered.filter_map(|raw| unsafe { view(raw) }).collect()
    }

    /// Sets an option; gives the value that the device has taken.
    ///
    /// # Errors
    /// The library's status; [`Status::Invalid`] for an unknown option or another kind of value.
    pub fn set(&self, name: &str, value: &Value) -> Result<Value, Status> {
        let mut numbers = 1..self.option_count();
        let found = numbers.find_map(|number| {
            let raw = self.descriptor(number)?;
            // SAFETY: the descriptor and its name live while no option is set.
            let named = unsafe { text_of(raw.name) } == name;
            named.then_some((number, raw.kind, raw.size))
        });
        let (number, kind, size) = found.ok_or(Status::Invalid)?;
        let size = usize::try_from(size).map_err(|_| Status::Invalid)?;
        match (value, kind) {
            (Value::Bool(on), ffi::KIND_BOOL) => self
                .set_word(number, size, (*on).into())
                .map(|word| Value::Bool(word != 0)),
            (Value::Word(word), ffi::KIND_INT | ffi::KIND_FIXED) => {
                self.set_word(number, size, *word).map(Value::Word)
            }
            (Value::Text(text), ffi::KIND_TEXT) => {
                self.set_text(number, size, text).map(Value::Text)
            }
            _ => Err(Status::Invalid),
        }
    }

    /// Begins a page.
    ///
    /// # Errors
    /// The library's status.
    pub fn start(&self) -> Result<Parameters, Status> {
        // SAFETY: the handle is open.
        Status::check(unsafe { ffi::sane_start(self.handle) })?;
        let mut raw = ffi::RawParameters::default();
        // SAFETY: the handle is open, and `raw` is as long as the library writes.
        Status::check(unsafe { ffi::sane_get_parameters(self.handle, &raw mut raw) })?;
        Ok(Parameters {
            format: raw.format,
            last_frame: raw.last_frame != 0,
            bytes_per_line: raw.bytes_per_line,
            pixels_per_line: raw.pixels_per_line,
            lines: raw.lines,
            depth: raw.depth,
        })
    }

    /// Reads on; how many bytes have come.
    ///
    /// # Errors
    /// The library's status; [`Status::Eof`] after the last byte.
    pub fn read(&self, into: &mut [u8]) -> Result<usize, Status> {
        let room = c_int::try_from(into.len()).unwrap_or(c_int::MAX);
        let mut length = 0;
        // SAFETY: the handle is open; `into` has at least `room` bytes.
        let code = unsafe { ffi::sane_read(self.handle, into.as_mut_ptr(), room, &raw mut length) };
        Status::check(code)?;
        let length = usize::try_from(length).map_err(|_| Status::IoError)?;
        if length > into.len() {
            Err(Status::IoError)
        } else {
            Ok(length)
        }
    }

    /// Ends the page under way, or the run.
    pub fn cancel(&self) {
        // SAFETY: the handle is open; the standard allows this call at any time.
        unsafe { ffi::sane_cancel(self.handle) }
    }

    fn option_count(&self) -> c_int {
        let mut count: c_int = 0;
        let place = (&raw mut count).cast();
        // SAFETY: option 0 is a word, the number of options, in every device (standard 4.5.1).
        let code = unsafe {
            ffi::sane_control_option(self.handle, 0, ffi::GET_VALUE, place, ptr::null_mut())
        };
        if code == 0 {
            count.clamp(0, MOST_OPTIONS)
        } else {
            0
        }
    }

    fn descriptor(&self, number: c_int) -> Option<&ffi::RawOption> {
        // SAFETY: the handle is open; the answer is null or a descriptor that lives as long as it.
        unsafe { ffi::sane_get_option_descriptor(self.handle, number).as_ref() }
    }

    fn set_word(&self, number: c_int, size: usize, word: c_int) -> Result<c_int, Status> {
        // Tables of several words are never set.
        if size != size_of::<c_int>() {
            return Err(Status::Invalid);
        }
        let mut word = word;
        let place = (&raw mut word).cast();
        // SAFETY: the option's value is one word, as its size says.
        Status::check(unsafe {
            ffi::sane_control_option(self.handle, number, ffi::SET_VALUE, place, ptr::null_mut())
        })?;
        Ok(word)
    }

    fn set_text(&self, number: c_int, size: usize, text: &str) -> Result<String, Status> {
        // The library may write up to `size` bytes back.
        if text.len() >= size || size > TEXT_LIMIT || text.contains('\0') {
            return Err(Status::Invalid);
        }
        let mut room = vec![0_u8; size];
        room[..text.len()].copy_from_slice(text.as_bytes());
        let place = room.as_mut_ptr().cast();
        // SAFETY: `room` has the size that the option names, and the text in it ends with a zero.
        Status::check(unsafe {
            ffi::sane_control_option(self.handle, number, ffi::SET_VALUE, place, ptr::null_mut())
        })?;
        let taken = CStr::from_bytes_until_nul(&room).map_err(|_| Status::IoError)?;
        Ok(taken.to_string_lossy().into_owned())
    }
}

impl Drop for Device<'_> {
    fn drop(&mut self) {
        // SAFETY: the handle is open and used no more.
        unsafe { ffi::sane_close(self.handle) }
    }
}

/// What the companion sees of an option; `None` for groups and others without a name.
///
/// # Safety
/// The descriptor must be one that the library gave and has not changed since.
unsafe fn view(raw: &ffi::RawOption) -> Option<OptionView> {
    // SAFETY: the caller's promise.
    let name = unsafe { text_of(raw.name) };
    let kind = match raw.kind {
        ffi::KIND_BOOL => Kind::Bool,
        ffi::KIND_INT => Kind::Int,
        ffi::KIND_FIXED => Kind::Fixed,
        ffi::KIND_TEXT => Kind::Text,
        _ => Kind::Other,
    };
    let settable = raw.capabilities & ffi::CAN_BE_SET != 0 && raw.capabilities & ffi::INACTIVE == 0;
    (!name.is_empty()).then(|| OptionView {
        name,
        kind,
        unit: match raw.unit {
            ffi::UNIT_PIXEL => Unit::Pixel,
            ffi::UNIT_MILLIMETRE => Unit::Millimetre,
            _ => Unit::Other,
        },
        settable,
        // SAFETY: the caller's promise.
        allowed: unsafe { allowed(raw) },
    })
}

/// # Safety
/// As of [`view`].
unsafe fn allowed(raw: &ffi::RawOption) -> Allowed {
    // SAFETY: `constraint_kind` says which member is valid; each is a pointer that may be null. A
    // list of words begins with their number, a list of texts ends with null.
    unsafe {
        match raw.constraint_kind {
            ffi::CONSTRAINT_RANGE => match raw.constraint.range.as_ref() {
                Some(range) => Allowed::Range {
                    min: range.min,
                    max: range.max,
                    step: range.step,
                },
                None => Allowed::Any,
            },
            ffi::CONSTRAINT_WORDS if !raw.constraint.words.is_null() => {
                let words = raw.constraint.words;
                let count = usize::try_from(*words).unwrap_or(0).min(MOST_ENTRIES);
                Allowed::Words((1..=count).map(|index| *words.add(index)).collect())
            }
            ffi::CONSTRAINT_TEXTS if !raw.constraint.texts.is_null() => {
                let texts = raw.constraint.texts;
                let entries = (0..MOST_ENTRIES).map(|index| *texts.add(index));
                let entries = entries.take_while(|text| !text.is_null());
                Allowed::Texts(entries.map(|text| text_of(text)).collect())
            }
            _ => Allowed::Any,
        }
    }
}

/// A text of the library; empty for null.
///
/// # Safety
/// The pointer must be null or a text that ends with a zero.
unsafe fn text_of(text: *const c_char) -> String {
    if text.is_null() {
        return String::new();
    }
    // SAFETY: the caller's promise.
    unsafe { CStr::from_ptr(text) }
        .to_string_lossy()
        .into_owned()
}
