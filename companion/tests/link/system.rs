//! The town's own VPN client, here strongSwan: when its tunnel ends, the default route would carry everything
//! around it, and does for any other program.

use super::capture::Capture;
use super::ipsec::{GATEWAY, INTERFACE, StrongSwan};
use super::peers::{PORT, nginx, pki, under_way, without_tunnel};
use super::probe::{Probe, config};
use super::world::{folder, inside, until};

#[test]
fn when_the_tunnel_ends_others_leak_and_we_fail_closed() {
    inside(
        "tunnel::system::when_the_tunnel_ends_others_leak_and_we_fail_closed",
        || {
            let pki = pki(GATEWAY);
            let tunnel = StrongSwan::start();
            let _nginx = nginx(&pki, GATEWAY);
            let section = format!("way = \"system\"\ninterface = \"{INTERFACE}\"\n");
            let url = format!("https://{GATEWAY}:{PORT}");
            let config = config(&folder("suitcase"), &pki, &url, &section);
            let mut probe = Probe::start(&config);
            let capture = Capture::begin();
            let answer = probe.ask("put /case 1000000");
            assert_eq!(answer["status"], 201, "{answer}");
            assert_eq!(answer["paced"], true);
            assert_eq!(capture.seen(GATEWAY), 0);

            // In the middle of an upload the tunnel ends; the default route is still there.
            probe.order("put /cut 200000000");
            under_way();
            tunnel.terminate();
            let answer = probe.answer();
            assert!(answer["error"].is_string(), "{answer}");
            assert!(
                answer["seconds"].as_f64().unwrap() < 60.0,
                "not cut: {answer}"
            );
            let answer = probe.ask("get /case");
            let told = answer["error"].as_str().unwrap_or_default();
            assert!(told.contains("around the tunnel"), "{answer}");
            assert_eq!(answer["state"], "FailedClosed(OtherRoute)");
            assert_eq!(capture.seen(GATEWAY), 0, "a packet outside the tunnel");

            // Any other program leaks now, and the capture would have seen it of ours.
            capture.sees(GATEWAY, || {
                assert!(
                    without_tunnel(&pki, GATEWAY).is_some(),
                    "no leak to be kept from"
                );
            });

            tunnel.initiate();
            until("the path is back", || {
                probe.ask("put /back 1")["status"].is_u64().then_some(())
            });
        },
    );
}
