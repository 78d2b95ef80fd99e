//! The driver as `devices.toml` makes it, and the stand-in beside it.

use std::fs;
use std::sync::Arc;
use std::time::Duration;

use amtskoffer_companion::devices::registry::Registry;
use amtskoffer_companion::devices::signature::page::{Canvas, FIELD, HEADING, Painter};
use amtskoffer_companion::devices::signature::{
    Button, InkPoint, PadError, PadEvent, SignaturePad, Signing,
};
use amtskoffer_simulators::signature_stu::{self, Model, Options, Pad, Running};
use tokio::time::{sleep, timeout};

/// No step of a test takes longer; hit only when something hangs.
pub const HANGS: Duration = Duration::from_secs(60);

/// A stand-in and its driver.
pub struct Desk {
    pub stand_in: Running,
    pub driver: Arc<dyn SignaturePad>,
}

/// The default stand-in and its driver.
pub async fn desk() -> Desk {
    desk_with(Model::Stu540, "").await
}

/// A stand-in of a model, and its driver with more settings.
pub async fn desk_with(model: Model, settings: &str) -> Desk {
    let options = Options {
        model,
        ..Options::default()
    };
    let stand_in = signature_stu::start(&options).await.expect("started");
    let driver = driver(&format!(
        "[[device]]\nkind = \"signature_pad\"\nprotocol = \"wacom-stu\"\n\
         match = {{ usbip = \"127.0.0.1:{}\" }}\n{settings}",
        stand_in.port
    ));
    Desk { stand_in, driver }
}

/// The driver that a `devices.toml` names.
pub fn driver(devices: &str) -> Arc<dyn SignaturePad> {
    let folder = std::env::temp_dir().join(format!("amtskoffer-{}", uuid::Uuid::new_v4()));
    fs::create_dir(&folder).expect("made");
    let path = folder.join("devices.toml");
    fs::write(&path, devices).expect("written");
    let registry = Registry::read(&path).expect("a valid list");
    fs::remove_dir_all(&folder).expect("removed");
    registry.signature_pad().expect("a signature pad")
}

/// A page with a frame around heading and field.
pub fn page() -> Painter {
    Arc::new(|width, height| {
        let mut canvas = Canvas::new(width, height);
        canvas.frame(HEADING);
        canvas.frame(FIELD);
        canvas
    })
}

impl Desk {
    pub async fn begin(&self) -> Result<Signing, PadError> {
        let begun = timeout(HANGS, self.driver.begin(page())).await;
        begun.expect("it hangs")
    }

    /// Waits until the stand-in knows that no host has it any more.
    pub async fn given_back(&self) {
        let free = async {
            while self.stand_in.pad.is_imported() {
                sleep(Duration::from_millis(5)).await;
            }
        };
        timeout(HANGS, free).await.expect("it is kept");
    }

    pub fn sign(&self) {
        signature_stu::sign(&self.stand_in.pad);
    }

    pub fn tap(&self, x: f64, y: f64) {
        signature_stu::tap(&self.stand_in.pad, x, y);
    }
}

/// What comes until a button is pressed or an error ends it.
pub async fn heard(signing: &mut Signing) -> (Vec<InkPoint>, Result<Button, PadError>) {
    let mut ink = Vec::new();
    loop {
        let next = timeout(HANGS, signing.next()).await.expect("it hangs");
        match next.expect("an end with a reason") {
            Ok(PadEvent::Ink(more)) => ink.extend(more),
            Ok(PadEvent::Pressed(button)) => return (ink, Ok(button)),
            Err(error) => return (ink, Err(error)),
        }
    }
}

/// What is written until the hand has finished and the driver has told all of it.
pub async fn written(signing: &mut Signing, pad: &Pad) -> Vec<InkPoint> {
    let mut ink = Vec::new();
    let mut quiet = 0;
    // Five times in a row nothing came, although the pad has nothing more to send.
    while quiet < 5 {
        match timeout(Duration::from_millis(200), signing.next()).await {
            Ok(Some(Ok(PadEvent::Ink(more)))) => {
                ink.extend(more);
                quiet = 0;
            }
            Ok(other) => panic!("no ink: {other:?}"),
            Err(_) if pad.is_writing() => quiet = 0,
            Err(_) => quiet += 1,
        }
    }
    ink
}
