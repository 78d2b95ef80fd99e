//! The kit itself: it must pass what works and name what is broken. Stand-ins run as programs of their own.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;

/// A folder that goes with the test.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        let path = std::env::temp_dir().join(format!("amtskoffer-{}", uuid::Uuid::new_v4()));
        fs::create_dir(&path).expect("temporary folder");
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A stand-in that ends with the test.
struct StandIn {
    process: Child,
    ready: Value,
}

impl StandIn {
    fn start(args: &[&str]) -> Self {
        let program = Path::new(env!("CARGO_BIN_EXE_conformance")).with_file_name("stand-in");
        let mut process = Command::new(&program)
            .args(args)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| {
                panic!(
                    "{}: {error}; cargo build -p amtskoffer-simulators",
                    program.display()
                )
            });
        let mut line = String::new();
        let stdout = process.stdout.take().expect("piped");
        BufReader::new(stdout).read_line(&mut line).expect("a line");
        let ready = serde_json::from_str(&line).unwrap_or_else(|error| panic!("{line:?}: {error}"));
        Self { process, ready }
    }

    fn port(&self) -> u64 {
        self.ready["port"].as_u64().expect("a port")
    }
}

impl Drop for StandIn {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Runs the kit's command and gives its report.
fn kit(folder: &Folder, args: &[&str]) -> (Output, Value) {
    let json = folder.0.join("report.json");
    let done = Command::new(env!("CARGO_BIN_EXE_conformance"))
        .args(args)
        .arg("--json")
        .arg(&json)
        .args(["--html", "report.html"])
        .current_dir(&folder.0)
        .output()
        .expect("the kit");
    let report = fs::read_to_string(&json)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&done.stderr)));
    (done, serde_json::from_str(&report).expect("JSON"))
}

fn outcome<'a>(report: &'a Value, id: &str) -> &'a str {
    let points = report["points"].as_array().expect("points");
    let point = points.iter().find(|point| point["id"] == id);
    let point = point.unwrap_or_else(|| panic!("no point {id}"));
    point["outcome"].as_str().expect("a word")
}

fn zvt(folder: &Folder, options: &[&str]) -> (Output, Value) {
    let stand_in = StandIn::start(
        &[
            &[
                "payment-zvt",
                "--port",
                "0",
                "--control",
                "0",
                "--delay-ms",
                "300",
            ],
            options,
        ]
        .concat(),
    );
    let address = format!("127.0.0.1:{}", stand_in.port());
    kit(folder, &["payment_terminal", "--address", &address])
}

#[test]
fn a_payment_terminal_that_works_conforms() {
    let folder = Folder::new();
    let (done, report) = zvt(&folder, &[]);
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stdout)
    );
    assert_eq!(report["schema"], 1);
    assert_eq!(report["kind"], "payment_terminal");
    assert_eq!(report["sum"]["failed"], 0);
    assert_eq!(outcome(&report, "payment.give-up"), "pass");
    assert_eq!(
        outcome(&report, "payment.charge-and-reverse"),
        "not_applicable"
    );
}

#[test]
fn a_payment_terminal_that_is_broken_does_not_conform() {
    for (fault, point) in [
        ("lying-length", "payment.take"),
        ("refuse", "payment.give-up"),
    ] {
        let folder = Folder::new();
        let (done, report) = zvt(&folder, &["--fault", fault]);
        assert_eq!(done.status.code(), Some(1), "{fault}");
        assert_eq!(outcome(&report, point), "fail", "{fault}");
    }
}

#[test]
fn nobody_at_the_address_is_a_report_too() {
    let folder = Folder::new();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("bound").to_string();
    drop(listener);
    let (done, report) = kit(&folder, &["payment_terminal", "--address", &address]);
    assert_eq!(done.status.code(), Some(1));
    assert_eq!(outcome(&report, "device.present"), "fail");
}

#[test]
fn a_battery_is_judged_by_what_the_kernel_says() {
    let folder = Folder::new();
    let battery = folder.0.join("supplies/BAT0");
    fs::create_dir_all(&battery).expect("a folder");
    let values = [
        ("type", "Battery"),
        ("capacity", "64"),
        ("status", "Discharging"),
        ("energy_now", "32000000"),
        ("energy_full", "50000000"),
        ("power_now", "10000000"),
    ];
    for (name, value) in values {
        fs::write(battery.join(name), value).expect("written");
    }
    let args = ["power", "--protocol", "sysfs", "--address", "supplies"];
    let (done, report) = kit(&folder, &args);
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stdout)
    );
    for id in ["power.state", "power.percent", "power.mains", "power.time"] {
        assert_eq!(outcome(&report, id), "pass", "{id}");
    }
    // Three days are more than any battery has.
    fs::write(battery.join("power_now"), "400000").expect("written");
    fs::write(battery.join("capacity"), "5").expect("written");
    let (done, report) = kit(&folder, &args);
    assert_eq!(done.status.code(), Some(1));
    assert_eq!(outcome(&report, "power.time"), "fail");
    assert_eq!(outcome(&report, "device.present"), "fail", "nearly empty");
}

#[test]
fn an_empty_card_of_a_camera_does_not_conform() {
    let folder = Folder::new();
    fs::create_dir_all(folder.0.join("card/DCIM/100TEST")).expect("a folder");
    let (done, report) = kit(&folder, &["camera", "--address", "card"]);
    assert_eq!(done.status.code(), Some(1));
    assert_eq!(outcome(&report, "camera.list"), "fail");
}

#[test]
fn the_page_holds_every_point_and_nothing_of_it_is_loaded() {
    let folder = Folder::new();
    let (_, report) = kit(
        &folder,
        &["camera", "--address", "<script>alert(1)</script>"],
    );
    let page = fs::read_to_string(folder.0.join("report.html")).expect("the page");
    for point in report["points"].as_array().expect("points") {
        let id = point["id"].as_str().expect("a word");
        assert!(page.contains(id), "{id}");
    }
    for mark in ["<script", "src=", "href=", "url(", "style=\""] {
        assert!(!page.contains(mark), "{mark}");
    }
    assert!(page.contains("<html lang=\"en\">") && page.contains("scope=\"col\""));
    assert_eq!(
        fs::read_dir(&folder.0).expect("a folder").count(),
        2,
        "nothing else is left"
    );
}

#[test]
fn slips_are_named_and_nothing_is_run() {
    for (args, words) in [
        (&[][..], "usage"),
        (&["toaster"], "no kind of device"),
        (&["printer", "--address"], "needs a value"),
        (&["printer", "--colour", "red"], "unknown option"),
        (&["printer", "--address", "nowhere"], "device 1"),
        (
            &["printer", "--protocol", "lpd", "--setting", "a=b"],
            "there are ipp",
        ),
    ] {
        let folder = Folder::new();
        let done = Command::new(env!("CARGO_BIN_EXE_conformance"))
            .args(args)
            .current_dir(&folder.0)
            .output()
            .expect("the kit");
        assert_eq!(done.status.code(), Some(2), "{args:?}");
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        assert!(said.contains(words), "{args:?}: {said}");
        assert_eq!(
            fs::read_dir(&folder.0).expect("a folder").count(),
            0,
            "{args:?}"
        );
    }
}
