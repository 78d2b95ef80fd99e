//! The built-in tunnel against wireguard-go, behind which nginx or our gateway is.

use super::capture::Capture;
use super::peers::{
    BAD_LINE_PORT, BadLine, GATEWAY, PORT, WIREGUARD_PORT, WireGuardGo, gateway, nginx, pki,
    under_way, without_tunnel,
};
use super::probe::{Probe, config};
use super::world::{OUTSIDE, TOWN_GATE, folder, inside, run, until};
use serde_json::Value;

/// Bytes of an upload: about a case.
const CASE: usize = 3_000_000;

fn url() -> String {
    format!("https://{GATEWAY}:{PORT}")
}

fn status(answer: &Value) -> u64 {
    answer["status"]
        .as_u64()
        .unwrap_or_else(|| panic!("{answer}"))
}

#[test]
fn nginx_with_client_certificates_is_reached_and_nothing_goes_around() {
    inside(
        "tunnel::built_in::nginx_with_client_certificates_is_reached_and_nothing_goes_around",
        || {
            let town = WireGuardGo::start();
            let pki = pki(GATEWAY);
            let _nginx = nginx(&pki, GATEWAY);
            let capture = Capture::begin();
            let config = config(
                &folder("suitcase"),
                &pki,
                &url(),
                &town.section(WIREGUARD_PORT),
            );
            let mut probe = Probe::start(&config);
            let answer = probe.ask(&format!("put /case {CASE}"));
            assert_eq!(status(&answer), 201, "{answer}");
            assert_eq!(answer["paced"], true);
            assert!(
                answer["state"].as_str().unwrap().starts_with("Up"),
                "{answer}"
            );
            let taken = std::fs::metadata("/mnt/nginx/taken/case").expect("kept");
            assert_eq!(taken.len(), CASE as u64);
            // The other end dies: nothing may look for another way.
            drop(town);
            let answer = probe.ask("get /case");
            assert!(answer["error"].is_string(), "{answer}");
            capture.only(&[&format!("{TOWN_GATE}.{WIREGUARD_PORT}"), "unreachable"]);
            assert_eq!(capture.seen(GATEWAY), 0);
            capture.sees(GATEWAY, || {
                without_tunnel(&pki, GATEWAY);
            });
        },
    );
}

#[test]
fn our_gateway_is_reached_and_the_report_says_so() {
    inside(
        "tunnel::built_in::our_gateway_is_reached_and_the_report_says_so",
        || {
            let town = WireGuardGo::start();
            let pki = pki(GATEWAY);
            let _gateway = gateway(&pki, GATEWAY);
            let capture = Capture::begin();
            let folder = folder("suitcase");
            let config = config(&folder, &pki, &url(), &town.section(WIREGUARD_PORT));
            let report = until("the report says that the line is up", || {
                let checked = super::companion()
                    .args(["check", "--json", "--config"])
                    .arg(&config)
                    .output()
                    .expect("runs");
                let report: Value = serde_json::from_slice(&checked.stdout).expect("JSON");
                (report["line"]["state"] == "up").then_some(report)
            });
            assert_eq!(report["line_code"], "L-002");
            capture.only(&[&format!("{TOWN_GATE}.{WIREGUARD_PORT}")]);
            assert_eq!(capture.seen(GATEWAY), 0);
            capture.sees(GATEWAY, || {
                assert_eq!(without_tunnel(&pki, GATEWAY).as_deref(), Some("200"));
            });
        },
    );
}

#[test]
fn loss_disorder_a_freeze_and_new_addresses_lose_nothing() {
    inside(
        "tunnel::built_in::loss_disorder_a_freeze_and_new_addresses_lose_nothing",
        || {
            let town = WireGuardGo::start();
            let pki = pki(GATEWAY);
            let _nginx = nginx(&pki, GATEWAY);
            let line = BadLine::start(
                "--rate-kbit 10000 --delay-ms 50 --jitter-ms 5 --loss-percent 2 --reorder-percent 2",
            );
            let capture = Capture::begin();
            let config = config(
                &folder("suitcase"),
                &pki,
                &url(),
                &town.section(BAD_LINE_PORT),
            );
            let mut probe = Probe::start(&config);
            until("the tunnel is up", || {
                probe.ask("put /first 1")["status"].is_u64().then_some(())
            });
            let before = town.heard_from();
            // The town hears the suitcase from another port in the middle of an upload.
            probe.order(&format!("put /moved {CASE}"));
            under_way();
            line.move_away();
            assert_eq!(status(&probe.answer()), 201);
            assert_ne!(town.heard_from(), before);
            // Eight seconds of nothing, and what was under way arrives.
            probe.order(&format!("put /frozen {CASE}"));
            under_way();
            line.freeze(8_000);
            let answer = probe.answer();
            assert_eq!(status(&answer), 201);
            assert!(answer["seconds"].as_f64().unwrap() >= 8.0, "{answer}");
            // The suitcase itself gets another address, as from Wi-Fi to the mobile network.
            probe.order(&format!("put /roamed {CASE}"));
            under_way();
            run(&format!("ip address delete 10.9.0.1/24 dev {OUTSIDE}"));
            run(&format!("ip address add 10.9.0.7/24 dev {OUTSIDE}"));
            run(&format!("ip route replace default via {TOWN_GATE}"));
            assert_eq!(status(&probe.answer()), 201);
            for name in ["moved", "frozen", "roamed"] {
                let taken = std::fs::metadata(format!("/mnt/nginx/taken/{name}")).expect("kept");
                assert_eq!(taken.len(), CASE as u64, "{name}");
            }
            assert!(capture.seen("10.9.0.7.") > 0);
            capture.only(&[&format!("{TOWN_GATE}.{BAD_LINE_PORT}")]);
            assert_eq!(capture.seen(GATEWAY), 0);
            capture.sees(GATEWAY, || {
                without_tunnel(&pki, GATEWAY);
            });
        },
    );
}

#[test]
fn keys_are_neither_in_the_arguments_nor_open_to_others() {
    inside(
        "tunnel::built_in::keys_are_neither_in_the_arguments_nor_open_to_others",
        || {
            let town = WireGuardGo::start();
            let pki = pki(GATEWAY);
            let config = config(
                &folder("suitcase"),
                &pki,
                &url(),
                &town.section(WIREGUARD_PORT),
            );
            let mut probe = Probe::start(&config);
            // It has read its keys.
            probe.ask("state");
            let arguments = std::fs::read_to_string(format!("/proc/{}/cmdline", probe.pid()));
            let arguments = arguments.expect("runs");
            assert!(arguments.contains(&config.display().to_string()), "{arguments}");
            let private = std::fs::read_to_string(town.keys.join("tunnel.key")).expect("kept");
            assert!(!arguments.contains(private.trim()));
            run(&format!(
                "chmod 644 {}",
                town.keys.join("tunnel.key").display()
            ));
            let refused = super::companion()
                .args(["check", "--json", "--config"])
                .arg(&config)
                .output()
                .expect("runs");
            assert!(!refused.status.success());
            let told = String::from_utf8_lossy(&refused.stderr);
            assert!(told.contains("may be read by others"), "{told}");
        },
    );
}
