//! Routes and links as the kernel tells them, in network namespaces of our own.

use std::path::PathBuf;
use std::process::Command;

/// Says `NO` or the kind of the network, once for each line of the script that is `look`.
fn seen(script: &str) -> Vec<String> {
    let look = format!("{}\n", program().display());
    // The kernel's folders of this namespace, not of the machine.
    let script = format!(
        "mount -t sysfs own /sys\n{}",
        script.replace("look\n", &look)
    );
    let done = Command::new("unshare")
        .args([
            "--net",
            "--mount",
            "--map-root-user",
            "sh",
            "-e",
            "-c",
            &script,
        ])
        .output()
        .expect("install the peer: apt-get install util-linux iproute2");
    let errors = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{}: {errors}", done.status);
    let lines = String::from_utf8(done.stdout).expect("text");
    lines.lines().map(str::to_owned).collect()
}

fn program() -> PathBuf {
    let test = std::env::current_exe().expect("this program");
    let built = test.ancestors().nth(2).expect("the folder of all programs");
    built.join("examples/network_look")
}

#[test]
fn a_machine_without_a_way_out_has_no_network() {
    assert_eq!(seen("look\nip link set lo up\nlook\n"), ["none", "none"]);
}

#[test]
fn a_cable_is_pulled_and_put_back() {
    let script = "\
        ip link add suitcase type veth peer name wall\n\
        ip address add 192.0.2.1/24 dev suitcase\n\
        ip link set suitcase up\n\
        ip link set wall up\n\
        look\n\
        ip route add default via 192.0.2.2\n\
        look\n\
        ip link set wall down\n\
        look\n\
        ip link set wall up\n\
        look\n\
        ip link set suitcase down\n\
        look\n\
        ip link delete suitcase\n\
        look\n";
    let expected = ["none", "Ethernet", "none", "Ethernet", "none", "none"];
    assert_eq!(seen(script), expected);
}

#[test]
fn the_cheaper_of_two_ways_counts_and_a_closed_one_does_not() {
    let script = "\
        ip link add cable type veth peer name wall\n\
        ip address add 192.0.2.1/24 dev cable\n\
        ip link set cable up\n\
        ip link set wall up\n\
        ip link add bridge type bridge\n\
        ip link add inner type veth peer name outer\n\
        ip link set inner master bridge\n\
        ip link set inner up\n\
        ip link set outer up\n\
        ip link set bridge up\n\
        ip route add blackhole default metric 5\n\
        look\n\
        ip route add default via 192.0.2.2 metric 100\n\
        look\n\
        ip route add default dev bridge metric 50\n\
        look\n";
    assert_eq!(seen(script), ["none", "Ethernet", "Other"]);
}

#[test]
fn hundreds_of_routes_and_links_are_read_to_the_end() {
    let script = "\
        ip link add suitcase type veth peer name wall\n\
        ip address add 192.0.2.1/24 dev suitcase\n\
        ip link set suitcase up\n\
        ip link set wall up\n\
        seq 1 250 | sed 's/.*/route add 198.51.100.&\\/32 via 192.0.2.2/' | ip -batch -\n\
        seq 1 100 | sed 's/.*/link add more& type veth peer name most&/' | ip -batch -\n\
        ip route add default via 192.0.2.2\n\
        look\n";
    assert_eq!(seen(script), ["Ethernet"]);
}
