//! A world of its own for one test: the suitcase's network namespace with a default route to the town's, as
//! on a mobile network. The test runs itself again inside; all processes end with it.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Says that the test runs inside already.
const INSIDE: &str = "AMTSKOFFER_TEST_INSIDE";

/// The town's namespace.
const TOWN: &str = "/run/netns/town";

/// How long anything that must happen may take before the test fails.
pub const PATIENCE: Duration = Duration::from_mins(1);

/// The suitcase's interface towards the world, and the addresses at both ends.
pub const OUTSIDE: &str = "outside0";
pub const SUITCASE: &str = "10.9.0.1";
pub const TOWN_GATE: &str = "10.9.0.2";

/// Runs `body` in new namespaces. `name` is that of the test, with its modules.
pub fn inside(name: &str, body: impl FnOnce()) {
    if std::env::var_os(INSIDE).is_some() {
        make();
        body();
        return;
    }
    let this = std::env::current_exe().expect("this program");
    let done = Command::new("unshare")
        .args(["--net", "--mount", "--pid", "--mount-proc", "--fork", "--kill-child"])
        .arg(this)
        .args([name, "--exact", "--nocapture", "--test-threads=1"])
        .env(INSIDE, "1")
        .output()
        .expect("util-linux is installed");
    let told = String::from_utf8_lossy(&done.stdout);
    let errors = String::from_utf8_lossy(&done.stderr);
    assert!(
        done.status.success() && told.contains("1 passed"),
        "inside (needs root): {}\n{told}\n{errors}",
        done.status
    );
}

fn make() {
    run("mount -t tmpfs own /run");
    run("mount -t tmpfs own /mnt");
    run("mkdir /run/netns");
    run("ip netns add town");
    run(&format!(
        "ip link add {OUTSIDE} type veth peer name inside0 netns town"
    ));
    run(&format!("ip address add {SUITCASE}/24 dev {OUTSIDE}"));
    run(&format!("ip link set {OUTSIDE} up"));
    run("ip link set lo up");
    in_town(&format!("ip address add {TOWN_GATE}/24 dev inside0"));
    in_town("ip link set inside0 up");
    in_town("ip link set lo up");
    // The way that a leak would take.
    run(&format!("ip route add default via {TOWN_GATE}"));
}

/// Runs a command in the suitcase's namespace to its end.
pub fn run(line: &str) -> String {
    finished(command(line).output().expect("starts"), line)
}

/// Runs a command in the town's namespace to its end.
pub fn in_town(line: &str) -> String {
    finished(town(line).output().expect("starts"), line)
}

/// Starts a command in the town's namespace that runs on.
pub fn start_in_town(line: &str) -> Running {
    Running::start(&mut town(line))
}

/// A command in the suitcase's namespace.
pub fn command(line: &str) -> Command {
    let mut words = line.split_whitespace();
    let mut command = Command::new(words.next().expect("a program"));
    command.args(words);
    command
}

fn town(line: &str) -> Command {
    let mut command = command(&format!("nsenter --net={TOWN}"));
    command.args(line.split_whitespace());
    command
}

fn finished(done: std::process::Output, line: &str) -> String {
    let errors = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{line}: {errors}");
    String::from_utf8_lossy(&done.stdout).trim().to_owned()
}

/// A process that ends with the test.
pub struct Running {
    child: Child,
    said: PathBuf,
}

impl Running {
    pub fn start(command: &mut Command) -> Self {
        let said = PathBuf::from(format!("/mnt/said-{}", uuid::Uuid::new_v4()));
        let file = File::create(&said).expect("made");
        let both = file.try_clone().expect("cloned");
        let child = command.stdin(Stdio::null()).stdout(file).stderr(both);
        let child = child.spawn().expect("starts");
        Self { child, said }
    }

    /// Fails with what it said if it has ended.
    pub fn still_runs(&mut self) {
        let Some(status) = self.child.try_wait().expect("asked") else {
            return;
        };
        let said = std::fs::read_to_string(&self.said).unwrap_or_default();
        panic!("ended with {status}: {said}");
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A program of ours that was built beside this one.
pub fn built(name: &str) -> PathBuf {
    let test = std::env::current_exe().expect("this program");
    let folder = test.ancestors().nth(2).expect("the folder of all programs");
    let program = folder.join(name);
    assert!(program.is_file(), "{} is not built", program.display());
    program
}

/// Asks again and again until there is something.
pub fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(begun.elapsed() < PATIENCE, "never happened: {what}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// A folder in memory that goes with the test.
pub fn folder(name: &str) -> PathBuf {
    let folder = Path::new("/mnt").join(name);
    std::fs::create_dir(&folder).expect("made");
    folder
}

/// Writes a file that only its owner may read.
pub fn secret(path: &Path, text: &str) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::write(path, text).expect("written");
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).expect("closed");
}
