//! `libeac` of the project `OpenPACE`, an implementation of PACE and secure messaging that nobody here wrote, behind
//! plain Rust: both roles, one context each. Only tests and the bench link it.

#![allow(unsafe_code)]

use std::ffi::{c_char, c_int, c_uchar, c_ulong};
use std::ptr::NonNull;
use std::sync::Once;

/// What libeac needs.
pub const VERSION: &str = "libeac 1.1.2";

/// A word, as libeac numbers them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
#[allow(dead_code, reason = "each user of this file needs some of them")]
pub enum Word {
    Mrz = 1,
    Can = 2,
    Pin = 3,
    Puk = 4,
}

/// One side of a run.
pub struct Context(NonNull<Opaque>);

/// A word, encoded.
pub struct Secret(NonNull<Opaque>);

/// libeac said no; its reason goes to stderr.
#[derive(Debug, PartialEq, Eq)]
pub struct Refused;

type Outcome<T> = Result<T, Refused>;

impl Context {
    /// A side for the first protocol that this EF.CardAccess offers.
    pub fn new(card_access: &[u8]) -> Outcome<Self> {
        static INIT: Once = Once::new();
        // SAFETY: it registers object identifiers with OpenSSL and must run once.
        INIT.call_once(|| unsafe { EAC_init() });
        // SAFETY: it allocates or gives null, which is checked.
        let context = Self(NonNull::new(unsafe { EAC_CTX_new() }).ok_or(Refused)?);
        // SAFETY: pointer and length are those of a slice; the context is live.
        let done = unsafe {
            EAC_CTX_init_ef_cardaccess(card_access.as_ptr(), card_access.len(), context.raw())
        };
        sure(done).map(|()| context)
    }

    /// The card chooses a nonce and hides it.
    pub fn hidden_nonce(&self, secret: &Secret) -> Outcome<Vec<u8>> {
        // SAFETY: both objects are live; the result is owned by us.
        taken(unsafe { PACE_STEP1_enc_nonce(self.raw(), secret.0.as_ptr()) })
    }

    /// The terminal opens the nonce.
    #[allow(dead_code, reason = "the terminal's side is run by the bench alone")]
    pub fn open_nonce(&self, secret: &Secret, hidden: &[u8]) -> Outcome<()> {
        with(hidden, |hidden| {
            // SAFETY: all objects are live; nothing is kept.
            unsafe { PACE_STEP2_dec_nonce(self.raw(), secret.0.as_ptr(), hidden) }
        })
    }

    /// Own mapping key.
    pub fn mapping_key(&self) -> Outcome<Vec<u8>> {
        // SAFETY: the context is live; the result is owned by us.
        taken(unsafe { PACE_STEP3A_generate_mapping_data(self.raw()) })
    }

    /// Takes the other side's mapping key.
    pub fn map(&self, theirs: &[u8]) -> Outcome<()> {
        // SAFETY: both objects are live; nothing is kept.
        with(theirs, |theirs| unsafe {
            PACE_STEP3A_map_generator(self.raw(), theirs)
        })
    }

    /// Own agreement key.
    pub fn agreement_key(&self) -> Outcome<Vec<u8>> {
        // SAFETY: the context is live; the result is owned by us.
        taken(unsafe { PACE_STEP3B_generate_ephemeral_key(self.raw()) })
    }

    /// Takes the other side's agreement key and derives the keys of the talk.
    pub fn agree(&self, theirs: &[u8]) -> Outcome<()> {
        // SAFETY: both objects are live; nothing is kept.
        with(theirs, |theirs| unsafe {
            PACE_STEP3B_compute_shared_secret(self.raw(), theirs)
        })?;
        // SAFETY: the context is live.
        sure(unsafe { PACE_STEP3C_derive_keys(self.raw()) })
    }

    /// Own token, over the other side's agreement key.
    pub fn token(&self, theirs: &[u8]) -> Outcome<Vec<u8>> {
        let mut token = Err(Refused);
        with(theirs, |theirs| {
            // SAFETY: both objects are live; the result is owned by us.
            token = taken(unsafe { PACE_STEP3D_compute_authentication_token(self.raw(), theirs) });
            1
        })?;
        token
    }

    /// Whether the other side's token is right.
    pub fn verify_token(&self, token: &[u8]) -> Outcome<()> {
        // SAFETY: both objects are live; nothing is kept.
        with(token, |token| unsafe {
            PACE_STEP3D_verify_authentication_token(self.raw(), token)
        })
    }

    /// The encrypted talk begins, with the counter at zero.
    pub fn begin_talk(&self) -> Outcome<()> {
        // SAFETY: the context is live; 0 names PACE.
        sure(unsafe { EAC_CTX_set_encryption_ctx(self.raw(), 0) })
    }

    /// The next command or answer.
    pub fn count(&self) -> Outcome<()> {
        // SAFETY: the context is live.
        sure(unsafe { EAC_increment_ssc(self.raw()) })
    }

    /// Pads.
    pub fn padded(&self, data: &[u8]) -> Outcome<Vec<u8>> {
        self.turned(data, EAC_add_iso_pad)
    }

    /// Encrypts whole blocks.
    pub fn encrypted(&self, data: &[u8]) -> Outcome<Vec<u8>> {
        self.turned(data, EAC_encrypt)
    }

    /// Decrypts whole blocks.
    pub fn decrypted(&self, data: &[u8]) -> Outcome<Vec<u8>> {
        self.turned(data, EAC_decrypt)
    }

    /// The checksum.
    pub fn checksum(&self, data: &[u8]) -> Outcome<Vec<u8>> {
        self.turned(data, EAC_authenticate)
    }

    /// Whether the checksum is right.
    pub fn verify_checksum(&self, data: &[u8], checksum: &[u8]) -> Outcome<()> {
        let mut done = 0;
        with(checksum, |checksum| {
            let inner = with(data, |data| {
                // SAFETY: all objects are live; nothing is kept.
                done = unsafe { EAC_verify_authentication(self.raw(), data, checksum) };
                1
            });
            c_int::from(inner.is_ok())
        })?;
        sure(done)
    }

    fn turned(
        &self,
        data: &[u8],
        function: unsafe extern "C" fn(*const Opaque, *const BufMem) -> *mut BufMem,
    ) -> Outcome<Vec<u8>> {
        let mut turned = Err(Refused);
        with(data, |data| {
            // SAFETY: both objects are live; the result is owned by us.
            turned = taken(unsafe { function(self.raw(), data) });
            1
        })?;
        turned
    }

    fn raw(&self) -> *mut Opaque {
        self.0.as_ptr()
    }
}

impl Drop for Context {
    fn drop(&mut self) {
        // SAFETY: it was made by `EAC_CTX_new` and is not used again.
        unsafe { EAC_CTX_clear_free(self.raw()) }
    }
}

impl Secret {
    /// A word; that of the machine-readable zone is the whole zone of an ID card.
    pub fn new(kind: Word, word: &str) -> Outcome<Self> {
        // SAFETY: pointer and length are those of a string, which is copied.
        let secret = unsafe { PACE_SEC_new(word.as_ptr().cast(), word.len(), kind as c_int) };
        NonNull::new(secret).map(Self).ok_or(Refused)
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        // SAFETY: it was made by `PACE_SEC_new` and is not used again.
        unsafe { PACE_SEC_clear_free(self.0.as_ptr()) }
    }
}

fn sure(done: c_int) -> Outcome<()> {
    if done == 1 { Ok(()) } else { Err(Refused) }
}

/// Copies a result out and frees it.
fn taken(result: *mut BufMem) -> Outcome<Vec<u8>> {
    let result = NonNull::new(result).ok_or(Refused)?;
    // SAFETY: libeac gave a live buffer whose data have that length; it is freed once, after copying.
    unsafe {
        let buffer = result.as_ref();
        let bytes = std::slice::from_raw_parts(buffer.data.cast::<u8>(), buffer.length).to_vec();
        BUF_MEM_clear_free(result.as_ptr());
        Ok(bytes)
    }
}

/// Lends bytes to libeac, which only reads them.
fn with(bytes: &[u8], function: impl FnOnce(*const BufMem) -> c_int) -> Outcome<()> {
    let buffer = BufMem {
        length: bytes.len(),
        data: bytes.as_ptr().cast_mut().cast(),
        max: bytes.len(),
        flags: 0,
    };
    sure(function(&raw const buffer))
}

#[repr(C)]
struct Opaque {
    _private: [u8; 0],
}

/// OpenSSL's `BUF_MEM`.
#[repr(C)]
struct BufMem {
    length: usize,
    data: *mut c_char,
    max: usize,
    flags: c_ulong,
}

#[link(name = "eac")]
unsafe extern "C" {
    fn EAC_init();
    fn EAC_CTX_new() -> *mut Opaque;
    fn EAC_CTX_clear_free(context: *mut Opaque);
    fn EAC_CTX_init_ef_cardaccess(
        file: *const c_uchar,
        length: usize,
        context: *mut Opaque,
    ) -> c_int;
    fn PACE_SEC_new(word: *const c_char, length: usize, kind: c_int) -> *mut Opaque;
    fn PACE_SEC_clear_free(secret: *mut Opaque);
    fn PACE_STEP1_enc_nonce(context: *const Opaque, secret: *const Opaque) -> *mut BufMem;
    fn PACE_STEP2_dec_nonce(
        context: *const Opaque,
        secret: *const Opaque,
        hidden: *const BufMem,
    ) -> c_int;
    fn PACE_STEP3A_generate_mapping_data(context: *const Opaque) -> *mut BufMem;
    fn PACE_STEP3A_map_generator(context: *const Opaque, theirs: *const BufMem) -> c_int;
    fn PACE_STEP3B_generate_ephemeral_key(context: *mut Opaque) -> *mut BufMem;
    fn PACE_STEP3B_compute_shared_secret(context: *const Opaque, theirs: *const BufMem) -> c_int;
    fn PACE_STEP3C_derive_keys(context: *const Opaque) -> c_int;
    fn PACE_STEP3D_compute_authentication_token(
        context: *const Opaque,
        theirs: *const BufMem,
    ) -> *mut BufMem;
    fn PACE_STEP3D_verify_authentication_token(
        context: *const Opaque,
        token: *const BufMem,
    ) -> c_int;
    fn EAC_CTX_set_encryption_ctx(context: *mut Opaque, id: c_int) -> c_int;
    fn BUF_MEM_clear_free(buffer: *mut BufMem);
    fn EAC_increment_ssc(context: *const Opaque) -> c_int;
    fn EAC_add_iso_pad(context: *const Opaque, data: *const BufMem) -> *mut BufMem;
    fn EAC_encrypt(context: *const Opaque, data: *const BufMem) -> *mut BufMem;
    fn EAC_decrypt(context: *const Opaque, data: *const BufMem) -> *mut BufMem;
    fn EAC_authenticate(context: *const Opaque, data: *const BufMem) -> *mut BufMem;
    fn EAC_verify_authentication(
        context: *const Opaque,
        data: *const BufMem,
        checksum: *const BufMem,
    ) -> c_int;
}
