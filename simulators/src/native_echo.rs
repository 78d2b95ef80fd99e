//! A bare native-messaging host: the yardstick that the companion's round trip is measured against.
//! It has no socket, no session and no JSON; what it does is the least that any host must do.
//!
//! A message of at most [`ECHO_LIMIT`] bytes comes back as it is. A longer one is swallowed and
//! acknowledged, as a chunk of a transfer is. `{"give":N}` is answered by N chunks of 64 KiB.

use std::io::{self, Read, Write};

const ECHO_LIMIT: usize = 4096;
const MESSAGE_LIMIT: usize = 64 * 1024 * 1024;
const CHUNK_BYTES: usize = 64 * 1024;

/// Serves stdin and stdout until the browser closes them.
///
/// # Errors
/// Whatever stdin or stdout give, and `InvalidData` for a message over 64 MiB.
pub fn run() -> io::Result<()> {
    serve(&mut io::stdin().lock(), &mut io::stdout().lock())
}

fn serve(input: &mut impl Read, output: &mut impl Write) -> io::Result<()> {
    let mut header = [0; 4];
    loop {
        match input.read_exact(&mut header) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(()),
            other => other?,
        }
        let length = u32::from_le_bytes(header) as usize;
        if length > MESSAGE_LIMIT {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let mut message = vec![0; length];
        input.read_exact(&mut message)?;
        answer(&message, output)?;
        output.flush()?;
    }
}

fn answer(message: &[u8], output: &mut impl Write) -> io::Result<()> {
    if let Some(count) = chunks_wanted(message) {
        let data = "A".repeat(CHUNK_BYTES.div_ceil(3) * 4);
        return (0..count).try_for_each(|index| {
            send(
                output,
                format!(r#"{{"index":{index},"data":"{data}"}}"#).as_bytes(),
            )
        });
    }
    if message.len() <= ECHO_LIMIT {
        return send(output, message);
    }
    send(output, br#"{"ack":true}"#)
}

fn chunks_wanted(message: &[u8]) -> Option<u8> {
    let text = std::str::from_utf8(message).ok()?;
    text.strip_prefix(r#"{"give":"#)?
        .strip_suffix('}')?
        .parse()
        .ok()
}

fn send(output: &mut impl Write, message: &[u8]) -> io::Result<()> {
    let length = u32::try_from(message.len()).map_err(|_| io::ErrorKind::InvalidData)?;
    output.write_all(&length.to_le_bytes())?;
    output.write_all(message)
}

#[cfg(test)]
mod tests {
    use super::serve;

    fn framed(message: &[u8]) -> Vec<u8> {
        let length = u32::try_from(message.len()).expect("short");
        [&length.to_le_bytes(), message].concat()
    }

    fn answers(input: &[u8]) -> Vec<u8> {
        let mut output = Vec::new();
        serve(&mut &input[..], &mut output).expect("whole messages");
        output
    }

    #[test]
    fn small_messages_come_back_and_large_ones_are_acknowledged() {
        assert_eq!(answers(&framed(b"{\"a\":1}")), framed(b"{\"a\":1}"));
        assert_eq!(answers(&framed(&[b' '; 5000])), framed(b"{\"ack\":true}"));
    }

    #[test]
    fn chunks_are_given_on_request() {
        assert!(answers(&framed(b"{\"give\":3}")).len() > 3 * 64 * 1024);
    }
}
