//! The ePad's reports against the driver published as `epad-signature-pad-hid-driver` 0.1.0: thousands
//! of reports, coded there and read here.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use amtskoffer_companion::devices::signature::epad::EpadReport;

const WHEEL: &str = "epad_signature_pad_hid_driver-0.1.0-py3-none-any.whl";

/// Imports only the module that codes reports, out of the wheel, and answers line by line: fields to
/// report to fields. The package itself wants a device.
const PROGRAM: &str = r#"
import importlib.util, sys, types, zipfile
name = "epad_signature_pad_hid_driver"
wheel = zipfile.ZipFile(sys.argv[1])
sys.modules[name] = types.ModuleType(name)
def load(part):
    module = types.ModuleType(f"{name}.{part}")
    sys.modules[module.__name__] = module
    exec(compile(wheel.read(f"{name}/{part}.py"), part, "exec"), module.__dict__)
    return module
load("exceptions")
protocol = load("protocol")
for line in sys.stdin:
    b1, b2, vendor, touch, near, x, y, pressure = map(int, line.split())
    sample = protocol.PenSample(bool(b1), bool(b2), vendor, bool(touch), bool(near), x, y, pressure, b"")
    report = protocol.encode_report(sample)
    back = protocol.decode_report(report)
    print(report.hex(), int(back.button1), int(back.button2), int(back.touch), int(back.in_range),
          back.x, back.y, back.pressure)
print(protocol.VENDOR_ID, protocol.PRODUCT_ID, protocol.REPORT_LENGTH)
"#;

const CASES: u32 = 5_000;

#[test]
fn five_thousand_reports_are_read_as_the_published_driver_reads_them() {
    let mut random = 0x9e37_79b9_u32;
    let mut next = |below: u32| {
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (random >> 8) % below
    };
    let lines: Vec<String> = (0..CASES)
        .map(|_| {
            let fields = [2, 2, 8, 2, 2, 65_536, 65_536, 128].map(&mut next);
            fields.map(|field| field.to_string()).join(" ")
        })
        .collect();
    let answers = ask_oracle(&lines.join("\n"));
    let (last, answers) = answers.split_last().expect("answers");
    assert_eq!(
        last, "1247 18 6",
        "numbers of the device and length of a report"
    );
    assert_eq!(answers.len(), lines.len());
    for answer in answers {
        let (report, fields) = answer.split_once(' ').expect("report and fields");
        let report: Vec<u8> = (0..report.len() / 2)
            .map(|place| u8::from_str_radix(&report[2 * place..2 * place + 2], 16).unwrap())
            .collect();
        let ours = EpadReport::read(&report).expect("read");
        let state = [ours.button1, ours.button2, ours.touch, ours.in_range].map(u32::from);
        let place = [ours.x.into(), ours.y.into(), u32::from(ours.pressure)];
        let ours: Vec<String> = state.iter().chain(&place).map(u32::to_string).collect();
        assert_eq!(ours.join(" "), fields, "{report:02x?}");
    }
}

fn ask_oracle(lines: &str) -> Vec<String> {
    let mut python = Command::new("python3")
        .arg("-c")
        .arg(PROGRAM)
        .arg(wheel())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3 is installed");
    let mut input = python.stdin.take().expect("an input");
    let lines = format!("{lines}\n");
    let writer = std::thread::spawn(move || input.write_all(lines.as_bytes()));
    let output = python.wait_with_output().expect("it ends");
    writer.join().expect("written").expect("it reads all");
    assert!(output.status.success(), "the oracle failed: see above");
    let text = String::from_utf8(output.stdout).expect("text");
    text.lines().map(str::to_owned).collect()
}

fn wheel() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("a work tree");
    let wheel = root.join("target/setup/epad").join(WHEEL);
    assert!(
        wheel.is_file(),
        "the oracle is missing: run `cargo xtask setup`"
    );
    wheel
}
