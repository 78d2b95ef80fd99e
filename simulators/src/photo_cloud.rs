//! The data centre's relay to a photo cloud with one provider and one picture, as `docs/photo-cloud.md`
//! describes it: the picture is encrypted with AES-128 in cipher feedback, the seal is ECDSA on P-256.
//! The code that a studio would give to the person is told when it starts.

use std::convert::Infallible;
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use aes::Aes128;
use aes::cipher::{Array, BlockCipherEncrypt, KeyInit};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use ring::rand::{SecureRandom, SystemRandom};
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};
use serde::Deserialize;
use thiserror::Error;
use tokio::net::TcpListener;

use crate::serving::{Tasks, listen, say_ready};

/// Address of the one provider.
pub const PROVIDER: &str = "https://fotos.example/v1";
/// Who made the picture.
pub const USER: &str = "cloud-1:::account-7:::user-3";

/// What is wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fault {
    /// Nothing.
    #[default]
    None,
    /// The picture is not there any more.
    Gone,
    /// The seal is another one's.
    BadSeal,
    /// The picture was changed after it was sealed.
    Changed,
    /// The answer is no answer.
    Garbled,
    /// The cloud cannot be reached.
    Away,
}

/// Why the stand-in cannot run.
#[derive(Debug, Error)]
pub enum StartError {
    /// The arguments are not understood.
    #[error("usage: stand-in photo-cloud --photo FILE [--port N]")]
    Usage,
    /// The picture cannot be read, or the port is taken.
    #[error("photo or port cannot be had: {0}")]
    Io(#[from] io::Error),
    /// No key can be made.
    #[error("no key can be made")]
    Key,
}

/// A running stand-in; it stops when this is dropped.
pub struct Running {
    /// Where it listens on the loopback.
    pub port: u16,
    /// What the Data Matrix of the code says.
    pub code: String,
    /// The provider's public key for seals, base64.
    pub seal_key: String,
    cloud: Arc<Cloud>,
    tasks: Tasks,
}

impl Running {
    /// From now on this is wrong.
    pub fn set_fault(&self, fault: Fault) {
        if let Ok(mut known) = self.cloud.fault.lock() {
            *known = fault;
        }
    }

    /// Stops; done when the port is free again.
    pub async fn stop(self) {
        self.tasks.stop().await;
    }
}

struct Cloud {
    encrypted: Vec<u8>,
    image: [u8; 16],
    pair: EcdsaKeyPair,
    random: SystemRandom,
    fault: Mutex<Fault>,
}

#[derive(Deserialize)]
struct Question {
    provider: String,
    image: String,
    organisation_key: String,
}

/// The subcommand.
///
/// # Errors
/// [`StartError`].
pub async fn run(mut args: impl Iterator<Item = String>) -> Result<(), StartError> {
    let (mut port, mut photo) = (0, None::<PathBuf>);
    while let Some(word) = args.next() {
        let value = args.next().ok_or(StartError::Usage)?;
        match word.as_str() {
            "--port" => port = value.parse().map_err(|_| StartError::Usage)?,
            "--photo" => photo = Some(value.into()),
            _ => return Err(StartError::Usage),
        }
    }
    let jpeg = std::fs::read(photo.ok_or(StartError::Usage)?)?;
    let running = start(port, &jpeg).await?;
    say_ready(&serde_json::json!({
        "ready": "photo-cloud",
        "port": running.port,
        "code": running.code,
        "seal_key": running.seal_key,
        "provider": PROVIDER,
    }))?;
    running.tasks.forever().await;
    Ok(())
}

/// Serves one picture on the loopback; port 0 takes a free one.
///
/// # Errors
/// [`StartError`].
pub async fn start(port: u16, jpeg: &[u8]) -> Result<Running, StartError> {
    let random = SystemRandom::new();
    let (mut image, mut iv, mut key) = ([0; 16], [0; 16], [0; 16]);
    for bytes in [&mut image, &mut iv, &mut key] {
        random.fill(bytes).map_err(|_| StartError::Key)?;
    }
    let algorithm = &ECDSA_P256_SHA256_ASN1_SIGNING;
    let pkcs8 = EcdsaKeyPair::generate_pkcs8(algorithm, &random).map_err(|_| StartError::Key)?;
    let pair = EcdsaKeyPair::from_pkcs8(algorithm, pkcs8.as_ref(), &random);
    let pair = pair.map_err(|_| StartError::Key)?;
    let seal_key = STANDARD.encode(pair.public_key().as_ref());
    let cloud = Arc::new(Cloud {
        encrypted: encrypted(jpeg, &key, iv).ok_or(StartError::Key)?,
        image,
        pair,
        random,
        fault: Mutex::default(),
    });
    let listener = listen(port).await?;
    Ok(Running {
        port: listener.local_addr()?.port(),
        code: STANDARD.encode(code(image, iv, key)),
        seal_key,
        cloud: Arc::clone(&cloud),
        tasks: Tasks::new(vec![tokio::spawn(serve(listener, cloud))]),
    })
}

/// The bytes of the code (TR-03170): magic, version, address, picture, algorithm, IV, padding, key.
fn code(image: [u8; 16], iv: [u8; 16], key: [u8; 16]) -> Vec<u8> {
    let counted = |bytes: &[u8]| {
        let mut part = vec![u8::try_from(bytes.len()).unwrap_or(0)];
        part.extend_from_slice(bytes);
        part
    };
    [
        vec![0xE2, 0x01],
        counted(PROVIDER.as_bytes()),
        image.to_vec(),
        counted(&c40("AES_128_CFB")),
        counted(&iv),
        counted(&c40("NOPADDING")),
        counted(&key),
    ]
    .concat()
}

/// Capitals, digits and `_` three to two bytes; shifts fill up.
fn c40(text: &str) -> Vec<u8> {
    let mut values: Vec<u32> = Vec::new();
    for sign in text.chars() {
        match sign {
            '_' => values.extend([1, 26]),
            '0'..='9' => values.push(u32::from(sign) - u32::from('0') + 4),
            _ => values.push(u32::from(sign) - u32::from('A') + 14),
        }
    }
    values.resize(values.len().next_multiple_of(3), 0);
    let pairs = values.chunks(3).map(|three| {
        let packed = three.iter().fold(0, |packed, value| packed * 40 + value) + 1;
        u16::try_from(packed).unwrap_or(0).to_be_bytes()
    });
    pairs.flatten().collect()
}

fn encrypted(jpeg: &[u8], key: &[u8], iv: [u8; 16]) -> Option<Vec<u8>> {
    let cipher = Aes128::new_from_slice(key).ok()?;
    let mut before = iv;
    let mut encrypted = Vec::with_capacity(jpeg.len());
    for block in jpeg.chunks(16) {
        let mut mask = Array::from(before);
        cipher.encrypt_block(&mut mask);
        let out: Vec<u8> = block
            .iter()
            .zip(mask)
            .map(|(byte, mask)| byte ^ mask)
            .collect();
        before[..out.len()].copy_from_slice(&out);
        encrypted.extend(out);
    }
    Some(encrypted)
}

async fn serve(listener: TcpListener, cloud: Arc<Cloud>) {
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            continue;
        };
        let cloud = Arc::clone(&cloud);
        tokio::spawn(async move {
            let answer = service_fn(move |request| {
                let cloud = Arc::clone(&cloud);
                async move { Ok::<_, Infallible>(answered(&cloud, request).await) }
            });
            // A client that goes away is nothing to report.
            let _ = http1::Builder::new()
                .serve_connection(TokioIo::new(stream), answer)
                .await;
        });
    }
}

async fn answered(cloud: &Cloud, request: Request<Incoming>) -> Response<Full<Bytes>> {
    let status = |status: StatusCode| {
        let mut response = Response::new(Full::default());
        *response.status_mut() = status;
        response
    };
    if request.method() != Method::POST || request.uri().path() != "/photo" {
        return status(StatusCode::NOT_IMPLEMENTED);
    }
    let Ok(body) = request.into_body().collect().await else {
        return status(StatusCode::BAD_REQUEST);
    };
    let Ok(question) = serde_json::from_slice::<Question>(&body.to_bytes()) else {
        return status(StatusCode::BAD_REQUEST);
    };
    if question.organisation_key.is_empty() || question.provider != PROVIDER {
        return status(StatusCode::FORBIDDEN);
    }
    let fault = cloud.fault.lock().map_or(Fault::Away, |fault| *fault);
    match fault {
        Fault::Away => return status(StatusCode::BAD_GATEWAY),
        Fault::Garbled => return Response::new(Full::from("{}")),
        Fault::Gone => return status(StatusCode::GONE),
        Fault::None | Fault::BadSeal | Fault::Changed => {}
    }
    if question.image.replace('-', "") != hex(&cloud.image) {
        return status(StatusCode::NOT_FOUND);
    }
    let mut image = cloud.encrypted.clone();
    let mut sealed = [image.as_slice(), USER.as_bytes()].concat();
    if fault == Fault::BadSeal {
        sealed.push(0);
    }
    let Ok(seal) = cloud.pair.sign(&cloud.random, &sealed) else {
        return status(StatusCode::INTERNAL_SERVER_ERROR);
    };
    if let (Fault::Changed, Some(byte)) = (fault, image.last_mut()) {
        *byte ^= 1;
    }
    let answer = serde_json::json!({
        "image": STANDARD.encode(&image),
        "user": USER,
        "seal": STANDARD.encode(seal),
    });
    Response::new(Full::from(answer.to_string()))
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    let mut text = String::new();
    for byte in bytes {
        let _ = write!(text, "{byte:02x}");
    }
    text
}
