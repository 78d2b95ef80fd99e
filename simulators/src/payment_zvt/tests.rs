use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::{Fault, Options, Running, start};

/// A till that knows nothing but how to acknowledge.
struct Till(TcpStream);

impl Till {
    async fn at(running: &Running) -> Self {
        Self(
            TcpStream::connect(("127.0.0.1", running.port))
                .await
                .unwrap(),
        )
    }

    async fn send(&mut self, bytes: &[u8]) {
        self.0.write_all(bytes).await.unwrap();
    }

    /// The next message, acknowledged; nothing when the terminal has gone.
    async fn hear(&mut self) -> Option<Vec<u8>> {
        let mut head = [0; 3];
        self.0.read_exact(&mut head).await.ok()?;
        let length = match head[2] {
            0xff => usize::from(self.0.read_u16_le().await.ok()?),
            short => usize::from(short),
        };
        let mut data = vec![0; length];
        self.0.read_exact(&mut data).await.ok()?;
        if head[0] != 0x80 && head[0] != 0x84 {
            self.send(&[0x80, 0, 0]).await;
        }
        Some([&head[..2], &data].concat())
    }

    /// All messages until the terminal is finished or gone; their control bytes.
    async fn all(&mut self) -> Vec<[u8; 2]> {
        let mut heard = Vec::new();
        while let Some(message) = self.hear().await {
            heard.push([message[0], message[1]]);
            if [0x84, 0x06].contains(&message[0]) && [0x0f, 0x1e, 0x9c, 0x83].contains(&message[1])
            {
                break;
            }
        }
        heard
    }
}

const PAY: [u8; 13] = [0x06, 0x01, 10, 0x04, 0, 0, 0, 0, 0x52, 0, 0x49, 0x09, 0x78];
const REPEAT: [u8; 6] = [0x06, 0x20, 3, 0, 0, 0];

async fn running(fault: Fault) -> Running {
    let options = Options {
        fault,
        ..Options::for_test()
    };
    start(&options).await.unwrap()
}

#[tokio::test]
async fn a_payment_goes_through_its_steps() {
    let running = running(Fault::None).await;
    let mut till = Till::at(&running).await;
    till.send(&PAY).await;
    let heard = till.all().await;
    assert_eq!(heard[0], [0x80, 0x00]);
    assert_eq!(heard[1..5], [[0x04, 0xff]; 4]);
    assert_eq!(heard[5], [0x04, 0x0f]);
    assert!(
        heard[6..].contains(&[0x06, 0xd1]),
        "lines: no blocks asked for"
    );
    assert_eq!(heard.last(), Some(&[0x06, 0x0f]));
    let lines = running.terminal.lines();
    assert_eq!((lines.len(), lines[0].cents), (1, 5_200));
}

#[tokio::test]
async fn faults_charge_or_do_not_as_they_say() {
    for (fault, charged) in [
        (Fault::LostAnswer, 1),
        (Fault::LostEnd, 1),
        (Fault::LostOrder, 0),
        (Fault::HalfAnswer, 0),
        (Fault::Refuse, 0),
        (Fault::Busy, 0),
    ] {
        let running = running(fault).await;
        let mut till = Till::at(&running).await;
        till.send(&PAY).await;
        till.all().await;
        assert_eq!(running.terminal.lines().len(), charged, "{fault:?}");
    }
}

#[tokio::test]
async fn a_late_charge_is_busy_until_it_is_made() {
    let running = running(Fault::LateCharge).await;
    let mut till = Till::at(&running).await;
    till.send(&PAY).await;
    till.all().await;
    assert!(running.terminal.lines().is_empty());
    let mut till = Till::at(&running).await;
    till.send(&REPEAT).await;
    assert_eq!(till.all().await, [[0x84, 0x9c]]);
    while running.terminal.is_busy() {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(running.terminal.lines().len(), 1);
}

#[tokio::test]
async fn the_till_can_stop_a_payment() {
    let options = Options {
        delay: Duration::from_mins(1),
        ..Options::for_test()
    };
    let running = start(&options).await.unwrap();
    let mut till = Till::at(&running).await;
    till.send(&PAY).await;
    till.hear().await;
    till.hear().await;
    till.send(&[0x06, 0xb0, 0]).await;
    assert_eq!(till.all().await.last(), Some(&[0x06, 0x1e]));
    assert!(running.terminal.lines().is_empty());
}

#[tokio::test]
async fn pulling_the_plug_cuts_every_connection() {
    let running = running(Fault::None).await;
    let mut till = Till::at(&running).await;
    till.send(&REPEAT).await;
    assert!(till.hear().await.is_some());
    running.terminal.break_it(Fault::Unplugged);
    while till.hear().await.is_some() {}
    let mut till = Till::at(&running).await;
    assert!(till.hear().await.is_none());
}
