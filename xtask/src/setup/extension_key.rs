//! The extension's key pair: gives the extension its fixed id on this machine.

use super::Step;
use crate::error::Error;
use crate::layout::Layout;
use crate::run;
use std::os::unix::fs::OpenOptionsExt;

pub(super) const STEP: Step = Step {
    what: "the key pair of the browser extension",
    usually: "1 second",
    is_present: |layout| Ok(layout.extension_key().is_file()),
    provide,
};

fn provide(layout: &Layout) -> Result<(), Error> {
    let key = run::quiet(run::program(layout, "openssl").args([
        "genpkey",
        "-quiet",
        "-algorithm",
        "RSA",
        "-pkeyopt",
        "rsa_keygen_bits:2048",
    ]))?;
    let path = layout.extension_key();
    let mut file = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&path)
        .map_err(Error::file(&path))?;
    std::io::Write::write_all(&mut file, &key).map_err(Error::file(&path))
}
