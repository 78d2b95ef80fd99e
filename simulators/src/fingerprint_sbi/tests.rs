use std::path::PathBuf;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::answers::{chained_hash, finger_code};
use super::random::Random;
use super::ridges::{HEIGHT, Ridges, WIDTH};
use super::sensor::compressed;
use super::{Fault, Options, Running, make_keys, options, start, touch};

/// Keys take a second to make, so all tests share one folder, which `cargo clean` takes away.
fn keys() -> PathBuf {
    let target = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../target/tmp"));
    std::fs::create_dir_all(&target).unwrap();
    let folder = target.join("stand-in-keys-1");
    make_keys(&folder).unwrap();
    folder
}

async fn running(fault: Fault) -> Running {
    start(&Options {
        fault,
        ..Options::for_test(keys())
    })
    .await
    .unwrap()
}

async fn ask(port: u16, start_line: &str, body: &str) -> (String, Vec<u8>) {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    let request = format!(
        "{start_line} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nEXT: test\r\nConnection: close\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap_or_default();
    let Some(end) = answer.windows(4).position(|four| four == b"\r\n\r\n") else {
        return (String::new(), answer);
    };
    (
        String::from_utf8_lossy(&answer[..end]).into_owned(),
        answer[end + 4..].to_vec(),
    )
}

async fn ask_json(port: u16, start_line: &str, body: &Value) -> Value {
    let (head, body) = ask(port, start_line, &body.to_string()).await;
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    serde_json::from_slice(&body).unwrap()
}

fn capture_request(finger: &str) -> Value {
    json!({
        "env": "Developer", "purpose": "Registration", "specVersion": "1.0.0",
        "timeout": "2000", "captureTime": "2026-11-22T01:00:00Z",
        "transactionId": "11112222-3333-4444-8555-666677778888",
        "bio": [{ "type": "Finger", "count": "1", "bioSubType": [finger], "requestedScore": "60",
                  "deviceId": "1", "deviceSubId": "0", "previousHash": "" }],
    })
}

fn payload(jws: &Value) -> Value {
    let parts: Vec<&str> = jws.as_str().unwrap().split('.').collect();
    assert_eq!(parts.len(), 3);
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(parts[1]).unwrap()).unwrap()
}

#[tokio::test]
async fn discovery_and_info_have_the_published_fields() {
    let running = running(Fault::None).await;
    let found = ask_json(
        running.port,
        "MOSIPDISC /device",
        &json!({ "type": "Finger" }),
    )
    .await;
    assert_eq!(
        found[0]["callbackId"],
        format!("http://127.0.0.1:{}", running.port)
    );
    assert_eq!(
        found[0]["error"],
        json!({ "errorCode": "0", "errorInfo": "Success" })
    );
    let id = found[0]["digitalId"].as_str().unwrap();
    let id: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(id).unwrap()).unwrap();
    assert_eq!(
        (&id["type"], &id["deviceSubType"]),
        (&json!("Finger"), &json!("Single"))
    );

    let info = ask_json(running.port, "MOSIPDINFO /info", &json!({})).await;
    let inner = payload(&info[0]["deviceInfo"]);
    assert_eq!(inner["deviceStatus"], "Ready");
    assert_eq!(payload(&inner["digitalId"])["serialNo"], id["serialNo"]);

    let other = ask_json(
        running.port,
        "MOSIPDISC /device",
        &json!({ "type": "Iris" }),
    )
    .await;
    assert_eq!(other, json!([]));
}

#[tokio::test]
async fn a_capture_holds_a_record_with_a_wsq_picture_and_continues_the_hash_chain() {
    let running = running(Fault::None).await;
    let answer = ask_json(
        running.port,
        "RCAPTURE /capture",
        &capture_request("Right IndexFinger"),
    )
    .await;
    let data = payload(&answer["biometrics"][0]["data"]);
    assert_eq!(data["bioSubType"], "Right IndexFinger");
    assert_eq!(
        data["transactionId"],
        "11112222-3333-4444-8555-666677778888"
    );
    let record = URL_SAFE_NO_PAD
        .decode(data["bioValue"].as_str().unwrap())
        .unwrap();
    assert_eq!(&record[..8], b"FIR\x00020\x00");
    assert_eq!(
        u32::from_be_bytes(record[8..12].try_into().unwrap()) as usize,
        record.len()
    );
    assert_eq!(record[40], 2, "finger position");
    let picture = wsq_codec::decode(&record[62..]).unwrap();
    assert_eq!(
        (picture.width, picture.height, picture.ppi),
        (WIDTH, HEIGHT, Some(500))
    );
    assert_eq!(answer["biometrics"][0]["hash"], chained_hash("", &record));
}

#[tokio::test]
async fn the_header_carries_two_certificates_of_the_made_authority() {
    let running = running(Fault::None).await;
    let info = ask_json(running.port, "MOSIPDINFO /info", &json!({})).await;
    let header = info[0]["deviceInfo"]
        .as_str()
        .unwrap()
        .split('.')
        .next()
        .unwrap();
    let header: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(header).unwrap()).unwrap();
    assert_eq!(header["alg"], "RS256");
    let chain: Vec<Vec<u8>> = header["x5c"]
        .as_array()
        .unwrap()
        .iter()
        .map(|text| STANDARD.decode(text.as_str().unwrap()).unwrap())
        .collect();
    assert_eq!(chain[0], std::fs::read(keys().join("device.der")).unwrap());
    assert_eq!(
        chain[1],
        std::fs::read(keys().join("provider.der")).unwrap()
    );
}

/// The same judgement by somebody else's code.
#[tokio::test]
async fn openssl_finds_chain_and_signature_right_and_a_bent_signature_wrong() {
    let running = running(Fault::None).await;
    let folder = std::env::temp_dir().join(format!("stand-in-openssl-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = |name: &str| folder.join(name).display().to_string();
    let made = |name: &str| keys().join(name).display().to_string();
    let pem = |name: &str| {
        let (from, to) = (made(&format!("{name}.der")), file(&format!("{name}.pem")));
        assert!(openssl(&[
            "x509", "-inform", "DER", "-in", &from, "-out", &to
        ]));
        to
    };
    let (anchor, provider, device) = (pem("anchor"), pem("provider"), pem("device"));
    let chain = [
        "verify",
        "-CAfile",
        &anchor,
        "-untrusted",
        &provider,
        &device,
    ];
    assert!(openssl(&chain), "chain");
    let given = made("anchor.pem");
    assert!(
        openssl(&[
            "verify",
            "-CAfile",
            &given,
            "-untrusted",
            &provider,
            &device
        ]),
        "PEM"
    );
    let public = file("device-public.pem");
    assert!(openssl(&[
        "x509", "-in", &device, "-pubkey", "-noout", "-out", &public
    ]));

    let info = ask_json(running.port, "MOSIPDINFO /info", &json!({})).await;
    let (signed, signature) = info[0]["deviceInfo"]
        .as_str()
        .unwrap()
        .rsplit_once('.')
        .unwrap();
    let mut signature = URL_SAFE_NO_PAD.decode(signature).unwrap();
    std::fs::write(file("signed"), signed).unwrap();
    std::fs::write(file("signature"), &signature).unwrap();
    let verify = || {
        let (signature, signed) = (file("signature"), file("signed"));
        openssl(&[
            "dgst",
            "-sha256",
            "-verify",
            &public,
            "-signature",
            &signature,
            &signed,
        ])
    };
    assert!(verify(), "signature");
    signature[7] ^= 1;
    std::fs::write(file("signature"), &signature).unwrap();
    assert!(!verify(), "bent signature");
    std::fs::remove_dir_all(&folder).unwrap();
}

fn openssl(args: &[&str]) -> bool {
    std::process::Command::new("openssl")
        .args(args)
        .output()
        .unwrap()
        .status
        .success()
}

#[tokio::test]
async fn the_control_port_breaks_and_mends() {
    let running = running(Fault::None).await;
    let control = running.control_port.unwrap();
    assert_eq!(
        ask(control, "PUT /fault", "unplugged").await.1,
        b"unplugged"
    );
    let info = ask_json(running.port, "MOSIPDINFO /info", &json!({})).await;
    assert_eq!(info[0]["error"]["errorCode"], "110");
    assert_eq!(payload(&info[0]["deviceInfo"])["deviceStatus"], "Not Ready");
    assert!(
        ask(control, "PUT /fault", "nonsense")
            .await
            .0
            .starts_with("HTTP/1.1 400")
    );
    assert_eq!(ask(control, "GET /fault", "").await.1, b"unplugged");
    assert_eq!(ask(control, "DELETE /fault", "").await.1, b"none");
}

#[tokio::test]
async fn nobody_puts_a_finger_on_the_glass() {
    let running = running(Fault::NoFinger).await;
    let mut request = capture_request("Left Thumb");
    request["timeout"] = json!("60");
    let answer = ask_json(running.port, "RCAPTURE /capture", &request).await;
    assert_eq!(answer["biometrics"][0]["error"]["errorCode"], "101");
    assert_eq!(answer["biometrics"][0]["data"], Value::Null);
}

#[tokio::test]
async fn requests_out_of_form_are_refused_with_a_code() {
    let running = running(Fault::None).await;
    let two = {
        let mut request = capture_request("Left Thumb");
        request["bio"][0]["bioSubType"] = json!(["Left Thumb", "Right Thumb"]);
        request
    };
    for (request, code) in [
        (json!({}), "500"),
        (two, "109"),
        (capture_request("Left Toe"), "500"),
    ] {
        let answer = ask_json(running.port, "RCAPTURE /capture", &request).await;
        assert_eq!(answer["biometrics"][0]["error"]["errorCode"], code);
    }
    assert!(
        ask(running.port, "CAPTURE /capture", "{}")
            .await
            .0
            .starts_with("HTTP/1.1 405")
    );
    assert!(
        ask(running.port, "GET /", "")
            .await
            .0
            .starts_with("HTTP/1.1 404")
    );
}

#[tokio::test]
async fn the_live_picture_is_a_multipart_of_jpegs() {
    let running = running(Fault::None).await;
    let (head, body) = ask(running.port, "STREAM /stream", r#"{"timeout":"1500"}"#).await;
    assert!(
        head.contains("multipart/x-mixed-replace; boundary=--BoundaryString"),
        "{head}"
    );
    let frames = body
        .windows(3)
        .filter(|three| *three == [0xff, 0xd8, 0xff])
        .count();
    assert!(frames >= 1, "{frames} frames");
}

#[tokio::test]
async fn a_half_answer_promises_more_than_it_sends() {
    let running = running(Fault::HalfAnswer).await;
    let (head, body) = ask(running.port, "MOSIPDISC /device", "{}").await;
    let promised = head
        .lines()
        .find_map(|line| {
            line.to_lowercase()
                .strip_prefix("content-length: ")
                .map(str::to_owned)
        })
        .unwrap();
    assert!(body.len() < promised.parse::<usize>().unwrap());
}

#[test]
fn the_default_person_has_one_poor_first_touch() {
    let (right, left) = (
        finger_code("Right IndexFinger"),
        finger_code("Left IndexFinger"),
    );
    assert!(touch::score(Options::SEED, right.unwrap(), 1) >= 40);
    assert!(touch::score(Options::SEED, left.unwrap(), 1) < 30);
    assert!(touch::score(Options::SEED, left.unwrap(), 2) >= 40);
}

#[test]
fn a_print_is_repeatable_and_a_better_score_shows_clearer_ridges() {
    let ridges = Ridges::grow(Options::SEED, 7);
    let picture = |score| touch::picture(&ridges, score, Random::new(&[1]));
    assert_eq!(picture(80), picture(80));
    assert!(contrast(&picture(85)) > contrast(&picture(50)));
    assert!(contrast(&picture(50)) > 1.3 * contrast(&picture(15)));
    let wsq = compressed(&picture(85));
    assert!((8_000..=18_000).contains(&wsq.len()), "{}", wsq.len());
}

#[allow(clippy::cast_precision_loss)] // picture sizes are small
/// Mean absolute difference of pixels half a ridge period apart, both ways.
fn contrast(grey: &[u8]) -> f64 {
    let pairs = (5..HEIGHT).flat_map(|y| (5..WIDTH).map(move |x| y * WIDTH + x));
    let sum: f64 = pairs
        .map(|here| {
            let (left, above) = (grey[here - 5], grey[here - 5 * WIDTH]);
            f64::from(grey[here].abs_diff(left)) + f64::from(grey[here].abs_diff(above))
        })
        .sum();
    sum / (2.0 * WIDTH as f64 * HEIGHT as f64)
}

#[test]
fn the_command_line() {
    let parse = |line: &str| options::parse(line.split(' ').map(String::from));
    let Ok(options::Command::Serve(options)) = parse("--keys k --port 0 --fault half-answer")
    else {
        panic!("not understood")
    };
    assert_eq!((options.port, options.fault), (Some(0), Fault::HalfAnswer));
    assert!(matches!(
        parse("keys somewhere"),
        Ok(options::Command::Keys(_))
    ));
    for wrong in [
        "--port 1",
        "--keys k --fault odd",
        "--keys k --port",
        "--keys k --odd 1",
    ] {
        assert!(parse(wrong).is_err(), "{wrong}");
    }
}
