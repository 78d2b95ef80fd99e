//! Sends bytes through the built-in tunnel and says how it went: what the tests and the benchmark run
//! inside their network namespaces.
//!
//! `tunnel_probe KEY_FILE PEER_PUBLIC ENDPOINT OUR_ADDRESS TO BYTES`: connects to `TO`, which must take
//! all bytes and answer one, and prints `{"seconds": …, "paced": …}`.

use std::error::Error;
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use amtskoffer_companion::tunnel::{MTU, Tunnel};
use amtskoffer_companion::tunnel::namespace::Namespace;
use amtskoffer_companion::tunnel::wireguard::{Keys, Peer, WireGuard};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [key, peer_public, endpoint, address, to, bytes] = arguments.as_slice() else {
        return Err("six arguments are needed: see the file's head".into());
    };
    let peer = Peer {
        endpoint: endpoint.parse()?,
        keys: Keys::read(Path::new(key), peer_public, None)?,
    };
    let namespace = Namespace::make(address.parse()?, MTU)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let bytes: usize = bytes.parse()?;
    let (seconds, paced) = runtime.block_on(async {
        let tunnel = WireGuard::begin(namespace, peer)?;
        let begun = Instant::now();
        let mut stream = connected(&tunnel, to.parse()?).await?;
        let buffer = vec![0x5a; 64 * 1024];
        let mut left = bytes;
        while left > 0 {
            let chunk = left.min(buffer.len());
            stream.write_all(&buffer[..chunk]).await?;
            left -= chunk;
        }
        stream.shutdown().await?;
        stream.read_u8().await?;
        Ok::<_, Box<dyn Error>>((begun.elapsed().as_secs_f64(), tunnel.is_paced()))
    })?;
    writeln!(
        std::io::stdout(),
        "{{\"seconds\": {seconds}, \"paced\": {paced}}}"
    )?;
    Ok(())
}

/// Tries until the tunnel is there, at most twenty seconds.
async fn connected(
    tunnel: &WireGuard,
    to: std::net::SocketAddr,
) -> Result<TcpStream, Box<dyn Error>> {
    let begun = Instant::now();
    loop {
        match tunnel.connect(to).await {
            Ok(stream) => return Ok(stream),
            Err(error) if begun.elapsed() > Duration::from_secs(20) => return Err(error.into()),
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
}
