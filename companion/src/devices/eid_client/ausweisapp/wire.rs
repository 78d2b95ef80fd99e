//! One websocket connection to the client (RFC 6455).

use futures_util::{SinkExt, StreamExt};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Error;
use tokio_tungstenite::tungstenite::error::ProtocolError;
use tokio_tungstenite::tungstenite::http::StatusCode;
use tokio_tungstenite::tungstenite::protocol::{Message as Frame, WebSocketConfig};
use tokio_tungstenite::{WebSocketStream, client_async_with_config};

use super::messages::Message;
use crate::devices::eid_client::ClientError;

/// No honest message is longer.
const MESSAGE_LIMIT: usize = 64 * 1024;
/// More messages than any talk has before the one that is waited for.
const IDLE_LIMIT: usize = 200;

/// A connection.
pub struct Talk {
    stream: WebSocketStream<TcpStream>,
    messages: usize,
}

impl Talk {
    /// Connects to the loopback.
    ///
    /// # Errors
    /// [`ClientError::NotRunning`], [`ClientError::Occupied`], [`ClientError::Garbled`].
    pub async fn open(port: u16) -> Result<Self, ClientError> {
        let tcp = TcpStream::connect(("127.0.0.1", port)).await;
        let tcp = tcp.map_err(|_| ClientError::NotRunning)?;
        // A lost option costs milliseconds, not the talk.
        let _ = tcp.set_nodelay(true);
        let config = WebSocketConfig::default()
            .max_message_size(Some(MESSAGE_LIMIT))
            .max_frame_size(Some(MESSAGE_LIMIT));
        let address = format!("ws://127.0.0.1:{port}/eID-Kernel");
        let (stream, _) = client_async_with_config(address, tcp, Some(config))
            .await
            .map_err(|error| opening(&error))?;
        Ok(Self {
            stream,
            messages: 0,
        })
    }

    /// Sends a command.
    ///
    /// # Errors
    /// [`ClientError::BrokeOff`].
    pub async fn say(&mut self, command: &str) -> Result<(), ClientError> {
        let frame = Frame::text(command);
        let sent = self.stream.send(frame).await;
        sent.map_err(|_| ClientError::BrokeOff)
    }

    /// The next message.
    ///
    /// # Errors
    /// [`ClientError::BrokeOff`], [`ClientError::Garbled`].
    pub async fn next(&mut self) -> Result<Message, ClientError> {
        loop {
            self.messages += 1;
            if self.messages > IDLE_LIMIT {
                return Err(ClientError::Garbled);
            }
            match self.stream.next().await {
                Some(Ok(Frame::Text(text))) => return Message::parse(text.as_bytes()),
                Some(Ok(Frame::Ping(_) | Frame::Pong(_))) => {}
                Some(Ok(Frame::Close(_))) | None => return Err(ClientError::BrokeOff),
                Some(Ok(_)) => return Err(ClientError::Garbled),
                Some(Err(error)) => return Err(broken(&error)),
            }
        }
    }

    /// Waits for the message of which `pick` makes something.
    ///
    /// # Errors
    /// As [`Talk::next`].
    pub async fn until<T>(
        &mut self,
        pick: impl Fn(Message) -> Option<T>,
    ) -> Result<T, ClientError> {
        loop {
            if let Some(picked) = pick(self.next().await?) {
                return Ok(picked);
            }
        }
    }

    /// Says goodbye, so that the client is free for the next one.
    pub async fn end(mut self) {
        // It has ended either way.
        let _ = self.stream.close(None).await;
    }
}

fn opening(error: &Error) -> ClientError {
    match error {
        // It turns a second user away with 429 in HTTP/1.0, of which only the version is told to us.
        Error::Protocol(ProtocolError::WrongHttpVersion) => ClientError::Occupied,
        Error::Http(answer) if answer.status() == StatusCode::TOO_MANY_REQUESTS => {
            ClientError::Occupied
        }
        Error::Io(_) => ClientError::BrokeOff,
        _ => ClientError::Garbled,
    }
}

fn broken(error: &Error) -> ClientError {
    match error {
        Error::Protocol(ProtocolError::ResetWithoutClosingHandshake) => ClientError::BrokeOff,
        Error::Capacity(_) | Error::Utf8(_) | Error::Protocol(_) => ClientError::Garbled,
        _ => ClientError::BrokeOff,
    }
}
