//! What an authorisation takes over the terminal's own time: the stand-in takes a fixed time for the
//! person with the card; all above it is registration, the look at the last receipt before, messages,
//! acknowledgements and receipts. Prints one row of JSON.

use std::sync::Arc;
use std::time::{Duration, Instant};

use amtskoffer_companion::devices::payment::zvt::{Address, Charset, Password, ZvtTerminal};
use amtskoffer_companion::devices::payment::{PaymentTerminal, run};
use amtskoffer_domain::payment::{Order, Outcome};
use amtskoffer_simulators::payment_zvt::{self, Options};
use serde_json::json;
use tokio::sync::mpsc;

/// Authorisations that are measured.
const RUNS: usize = 31;

/// How long the person with the card takes.
const DELAY: Duration = Duration::from_millis(400);

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let options = Options {
        delay: DELAY,
        ..Options::for_test()
    };
    let running = payment_zvt::start(&options).await?;
    let address = Address::Tcp {
        host: "127.0.0.1".to_owned(),
        port: running.port,
    };
    let password = Password::parse("000000").ok_or("six digits")?;
    let terminal: Arc<dyn PaymentTerminal> =
        Arc::new(ZvtTerminal::new(address, password, Charset::Cp437));
    let mut times = Vec::new();
    for _ in 0..RUNS {
        let (_clerk, mut words) = mpsc::channel(1);
        let begun = Instant::now();
        let order = Order::Charge { cents: 5_200 };
        let outcome = run(&terminal, order, &mut words, &mut |_| ()).await;
        times.push(begun.elapsed());
        assert!(matches!(outcome, Outcome::Made(Some(_))), "{outcome:?}");
    }
    assert_eq!(running.terminal.lines().len(), RUNS, "charged once each");
    times.sort();
    let milliseconds = |time: Duration| time.as_secs_f64() * 1_000.0;
    let row = json!({
        "name": "card payment p50, whole",
        "unit": "ms",
        "ours": milliseconds(times[RUNS / 2]),
        "peer": milliseconds(DELAY),
        "peer_name": "the terminal's own delay",
        "goal": "≤ 1.1×",
    });
    println!("{row}");
    Ok(())
}
