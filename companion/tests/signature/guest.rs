//! A guest in qemu with Debian's kernel, a USB bus and udev, made of the machine's own programs. Nothing
//! of it needs rights or leaves traces.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

const INSTALL: &str = "run `cargo xtask setup`";
/// Hit only when the guest hangs.
const LIMIT: Duration = Duration::from_mins(5);

/// In the order in which they need each other.
const MODULES: [&str; 9] = [
    "usb-common",
    "usbcore",
    "xhci-hcd",
    "xhci-pci",
    "hid",
    "usbhid",
    "hid-generic",
    "usbip-core",
    "vhci-hcd",
];

/// First program of the guest.
const INIT: &str = "#!/bin/busybox sh
/bin/busybox --install -s /bin
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs dev /dev
mount -t tmpfs run /run
mkdir /var && ln -s /run /var/run
ip link set lo up
/lib/systemd/systemd-udevd --daemon
for module in MODULES; do insmod /modules/$module.ko || echo \"@ failed module $module\"; done
/bin/usb_guest || echo '@ failed guest program'
echo '@ end'
poweroff -f
";

/// A running guest; it ends when this is dropped.
pub struct Guest {
    qemu: Child,
    lines: Receiver<String>,
    monitor: UnixStream,
    folder: PathBuf,
    log: Vec<String>,
}

impl Guest {
    /// Starts the guest; it runs `program` and then powers off.
    pub fn start(program: &Path) -> Self {
        let folder = std::env::temp_dir().join(format!("amtskoffer-{}", uuid::Uuid::new_v4()));
        let image = make_image(&folder, program);
        let socket = folder.join("monitor");
        let mut qemu = Command::new("qemu-system-x86_64")
            .args([
                "-accel",
                "tcg",
                "-smp",
                "1",
                "-m",
                "384",
                "-no-reboot",
                "-display",
                "none",
            ])
            .args(["-nodefaults", "-serial", "stdio", "-device", "qemu-xhci"])
            .args(["-device", "usb-wacom-tablet,id=pad"])
            .arg("-monitor")
            .arg(format!("unix:{},server,nowait", socket.display()))
            .arg("-kernel")
            .arg(kept("vmlinuz"))
            .arg("-initrd")
            .arg(image)
            .args([
                "-append",
                "console=ttyS0 quiet panic=-1 mitigations=off nokaslr",
            ])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("qemu: {error}; {INSTALL}"));
        let output = BufReader::new(qemu.stdout.take().expect("piped"));
        let (told, lines) = channel();
        thread::spawn(move || {
            for line in output.split(b'\n').map_while(Result::ok) {
                let line = String::from_utf8_lossy(&line).trim().to_owned();
                if told.send(line).is_err() {
                    return;
                }
            }
        });
        let monitor = connect(&socket);
        Self {
            qemu,
            lines,
            monitor,
            folder,
            log: Vec::new(),
        }
    }

    /// The next line that the guest's program says; `None` after the last.
    pub fn next_line(&mut self) -> Option<String> {
        let deadline = Instant::now() + LIMIT;
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            let line = match self.lines.recv_timeout(left) {
                Ok(line) => line,
                Err(error) => panic!("the guest said no more ({error}):\n{}", self.log.join("\n")),
            };
            self.log.push(line.clone());
            if let Some((_, said)) = line.split_once("@ ") {
                return (said != "end").then(|| said.to_owned());
            }
        }
    }

    /// Has qemu do something, e.g. `device_del pad`.
    pub fn command(&mut self, command: &str) {
        writeln!(self.monitor, "{command}").expect("the monitor listens");
    }

    /// Everything that the guest said, for messages.
    pub fn log(&self) -> String {
        self.log.join("\n")
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        let _ = self.qemu.kill();
        let _ = self.qemu.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn connect(socket: &Path) -> UnixStream {
    let begun = Instant::now();
    loop {
        match UnixStream::connect(socket) {
            Ok(stream) => return stream,
            Err(error) => assert!(begun.elapsed() < LIMIT, "no monitor: {error}"),
        }
        thread::sleep(Duration::from_millis(50));
    }
}

/// What the guest finds as its file system.
fn make_image(folder: &Path, program: &Path) -> PathBuf {
    let root = folder.join("root");
    for part in [
        "bin",
        "modules",
        "proc",
        "sys",
        "dev",
        "run",
        "tmp",
        "etc/udev/rules.d",
        "lib/systemd",
    ] {
        fs::create_dir_all(root.join(part)).expect("made");
    }
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("../deploy/udev/70-amtskoffer.rules");
    copy(&rules, &root.join("etc/udev/rules.d/70-amtskoffer.rules"));
    for module in MODULES {
        copy(
            &kept(&format!("{module}.ko")),
            &root.join(format!("modules/{module}.ko")),
        );
    }
    copy(Path::new("/bin/busybox"), &root.join("bin/busybox"));
    for (from, name) in [
        (program, "usb_guest"),
        (Path::new("/usr/sbin/usbip"), "usbip"),
        (Path::new("/bin/udevadm"), "udevadm"),
    ] {
        copy(from, &root.join("bin").join(name));
        copy_libraries(from, &root);
    }
    let stripped = Command::new("strip")
        .arg(root.join("bin/usb_guest"))
        .status();
    assert!(
        stripped.is_ok_and(|status| status.success()),
        "strip of binutils is missing"
    );
    symlink("/bin/udevadm", root.join("lib/systemd/systemd-udevd")).expect("linked");
    let init = root.join("init");
    fs::write(&init, INIT.replace("MODULES", &MODULES.join(" "))).expect("written");
    let image = folder.join("image");
    let pack = format!(
        "chmod +x init && find . | cpio -o -H newc --quiet > '{}'",
        image.display()
    );
    let packed = Command::new("sh")
        .args(["-c", &pack])
        .current_dir(&root)
        .status();
    assert!(
        packed.is_ok_and(|status| status.success()),
        "cpio is missing: {INSTALL}"
    );
    image
}

/// The libraries that a program needs, as the machine's own loader finds them.
fn copy_libraries(program: &Path, root: &Path) {
    let listed = Command::new("ldd")
        .arg(program)
        .output()
        .expect("ldd is installed");
    let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
    for word in listed
        .split_whitespace()
        .filter(|word| word.starts_with('/'))
    {
        let to = root.join(word.trim_start_matches('/'));
        fs::create_dir_all(to.parent().expect("a folder")).expect("made");
        copy(Path::new(word), &to);
    }
}

fn kept(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../target/setup/guest")
        .join(name)
}

fn copy(from: &Path, to: &Path) {
    fs::copy(from, to).unwrap_or_else(|error| panic!("{}: {error}; {INSTALL}", from.display()));
}
