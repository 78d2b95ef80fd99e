//! Runs inside a guest of qemu, as root, with a real USB bus: drives its tablet, then a stand-in that
//! the guest's own kernel has attached over USB/IP. For the peer test, which starts the guest.
//!
//! Says `point …` for every point reached and `await …` when the host has to do something. With the
//! argument `open` it only tries to open the stand-in, for a user without rights.

use std::error::Error;
use std::fs;
use std::io::Write;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::sync::Arc;
use std::thread::sleep;
use std::time::Duration;

use amtskoffer_companion::devices::registry::Registry;
use amtskoffer_companion::devices::signature::page::{Canvas, FIELD};
use amtskoffer_companion::devices::signature::{Button, PadEvent, SignaturePad, Signing};
use amtskoffer_companion::devices::usb::hid::Hid;
use amtskoffer_companion::devices::usb::{UsbError, UsbId, local};
use amtskoffer_simulators::signature_stu::{self, Fault, Options, Running};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// qemu's tablet, a Wacom PenPartner.
const TABLET: UsbId = UsbId {
    vendor: 0x056a,
    product: 0x0000,
};
const STU_540: UsbId = UsbId {
    vendor: 0x056a,
    product: 0x00a8,
};

fn main() -> ExitCode {
    let outcome = match std::env::args().nth(1).as_deref() {
        Some("open") => try_to_open(),
        _ => all(),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!("failed {error}"));
            ExitCode::FAILURE
        }
    }
}

fn all() -> Outcome<()> {
    tablet()?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(pad())?;
    say("done");
    Ok(())
}

fn try_to_open() -> Outcome<()> {
    let opened = local::find(&[STU_540])?.ok_or("not there")?.open();
    say(&format!("point open-without-rights {:?}", opened.err()));
    Ok(())
}

/// The kernel's own bus: claim, strings, reports, unplugging and plugging in.
fn tablet() -> Outcome<()> {
    until(|| matches!(local::find(&[TABLET]), Ok(Some(_))))?;
    until(|| system_drivers() > 0)?;
    say("point found-with-a-driver-of-the-system");
    let mut hid = open_tablet()?;
    say(&format!("point claimed drivers-left={}", system_drivers()));
    say(&format!(
        "point product {}",
        hid.product().unwrap_or_default()
    ));
    let second = open_tablet().err();
    say(&format!("point second-claim {second:?}"));
    // Reports of the pen instead of a mouse's.
    hid.set_feature(&[2, 2])?;
    say("await pen");
    let report = until_some(|| hid.input(Duration::from_millis(200)).transpose())??;
    say(&format!("point report-of {} bytes", report.len()));
    say("await unplug");
    let gone = until_some(|| hid.input(Duration::from_millis(200)).err())?;
    say(&format!("point unplugged {gone:?}"));
    drop(hid);
    until(|| matches!(local::find(&[TABLET]), Ok(None)))?;
    say("await plug");
    until(|| matches!(local::find(&[TABLET]), Ok(Some(_))))?;
    until(|| system_drivers() > 0)?;
    drop(open_tablet()?);
    until(|| system_drivers() > 0)?;
    say("point plugged-in-again-and-given-back");
    Ok(())
}

/// The driver on a pad that the kernel imported from the stand-in.
async fn pad() -> Outcome<()> {
    let options = Options {
        port: 3240,
        ..Options::default()
    };
    let stand_in = signature_stu::start(&options).await?;
    attach().await?;
    say("point attached-by-the-kernel");
    say(&format!(
        "point tagged-for-the-seat {}",
        tags()?.contains(":uaccess:")
    ));
    let itself = std::env::current_exe()?;
    // Nobody: neither root nor a member of any group.
    tokio::task::spawn_blocking(move || {
        Command::new(itself)
            .arg("open")
            .uid(65_534)
            .gid(65_534)
            .status()
    })
    .await??;
    let driver = driver()?;
    let mut signing = begin(&driver).await?;
    let shown = stand_in.pad.screen();
    say(&format!("point page-shown {}", shown.contains('1')));
    let (points, strokes) = sign(&stand_in, &mut signing).await?;
    say(&format!("point signed {}", judged(points, strokes)));
    stand_in.pad.set_fault(Fault::Unplugged);
    let ended = loop {
        match signing.next().await {
            Some(Ok(_)) => {}
            Some(Err(error)) => break error,
            None => return Err("no reason".into()),
        }
    };
    say(&format!("point pulled-out {ended:?}"));
    drop(signing);
    stand_in.pad.set_fault(Fault::None);
    attach().await?;
    let mut signing = begin(&driver).await?;
    let (points, strokes) = sign(&stand_in, &mut signing).await?;
    say(&format!("point signed-again {}", judged(points, strokes)));
    Ok(())
}

/// Lets the kernel import the stand-in, with the tool of the system.
async fn attach() -> Outcome<()> {
    let attached = tokio::task::spawn_blocking(|| {
        Command::new("/bin/usbip")
            .args(["attach", "-r", "127.0.0.1", "-b", "1-1"])
            .status()
    });
    if !attached.await??.success() {
        return Err("usbip attach failed".into());
    }
    tokio::task::spawn_blocking(|| {
        until(|| matches!(local::find(&[STU_540]), Ok(Some(_)))).map_err(|error| error.to_string())
    })
    .await??;
    Ok(())
}

/// What udev's rules have given to the pad.
fn tags() -> Outcome<String> {
    let is_pad = |folder: &PathBuf| {
        let product = fs::read_to_string(folder.join("idProduct"));
        product.is_ok_and(|product| product.trim() == "00a8")
    };
    let mut folders = fs::read_dir("/sys/bus/usb/devices")?
        .flatten()
        .map(|entry| entry.path());
    let folder = folders.find(is_pad).ok_or("no pad in /sys")?;
    Command::new("/bin/udevadm")
        .args(["settle", "--timeout=30"])
        .status()?;
    let told = Command::new("/bin/udevadm")
        .args(["info", "-q", "property"])
        .arg(folder)
        .output()?;
    Ok(String::from_utf8(told.stdout)?)
}

/// The name has 270 points in three strokes. A report that comes in the moment in which libusb takes a
/// waiting request back may be lost, as on any bus.
fn judged(points: usize, strokes: usize) -> String {
    format!("all-or-nearly={} strokes={strokes}", points > 260)
}

async fn begin(driver: &Arc<dyn SignaturePad>) -> Outcome<Signing> {
    let page = |width, height| {
        let mut canvas = Canvas::new(width, height);
        canvas.frame(FIELD);
        canvas
    };
    Ok(driver.begin(Arc::new(page)).await?)
}

/// A name, then the button for done; points and strokes of the name.
async fn sign(stand_in: &Running, signing: &mut Signing) -> Outcome<(usize, usize)> {
    signature_stu::sign(&stand_in.pad);
    let (mut points, mut strokes, mut tapped) = (0, 0, false);
    loop {
        let next = tokio::time::timeout(Duration::from_secs(3), signing.next()).await;
        match next {
            Ok(Some(Ok(PadEvent::Ink(ink)))) => {
                points += ink.len();
                strokes += ink.iter().filter(|ink| ink.begins).count();
            }
            Ok(Some(Ok(PadEvent::Pressed(Button::Accept)))) => return Ok((points, strokes)),
            Ok(Some(Err(error))) => return Err(error.into()),
            Err(_) if !tapped => {
                tapped = true;
                signature_stu::tap(&stand_in.pad, 0.8, 0.9);
            }
            _ => return Err("the button was not heard".into()),
        }
    }
}

fn driver() -> Outcome<Arc<dyn SignaturePad>> {
    let path = Path::new("/tmp/devices.toml");
    fs::write(
        path,
        "[[device]]\nkind = \"signature_pad\"\nprotocol = \"wacom-stu\"\n",
    )?;
    Ok(Registry::read(path)?.signature_pad().ok_or("no pad")?)
}

fn open_tablet() -> Result<Hid, UsbError> {
    let found = local::find(&[TABLET])?.ok_or(UsbError::Gone)?;
    Hid::open(Box::new(found.open()?))
}

/// Interfaces that the system's driver for human interface devices holds.
fn system_drivers() -> usize {
    let Ok(entries) = fs::read_dir("/sys/bus/usb/drivers/usbhid") else {
        return 0;
    };
    let names = entries.flatten().map(|entry| entry.file_name());
    names
        .filter(|name| name.to_string_lossy().contains(':'))
        .count()
}

fn until(is_so: impl Fn() -> bool) -> Outcome<()> {
    until_some(|| is_so().then_some(()))
}

/// Waits up to a minute.
fn until_some<T>(mut what: impl FnMut() -> Option<T>) -> Outcome<T> {
    for _ in 0..300 {
        if let Some(found) = what() {
            return Ok(found);
        }
        sleep(Duration::from_millis(200));
    }
    Err("waited in vain".into())
}

fn say(line: &str) {
    let mut out = std::io::stdout();
    // Nobody reads when the guest is ended.
    let _ = writeln!(out, "@ {line}").and_then(|()| out.flush());
}
