use super::soap::{NAMESPACE, answer};
use super::{FAULTS, Fault, Options, Terminal, options};
use crate::control::Controlled;
use hyper::Method;
use std::time::Duration;

fn terminal() -> Terminal {
    Terminal::new(Fault::None, Duration::ZERO, Duration::ZERO)
}

fn message(call: &str) -> Vec<u8> {
    format!(
        "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns:e=\"{NAMESPACE}\">\
         <s:Body>{call}</s:Body></s:Envelope>"
    )
    .into_bytes()
}

async fn asked(terminal: &Terminal, call: &str) -> String {
    answer(&message(call), terminal)
        .await
        .unwrap_or_else(|fault| fault)
}

const AUTHENTICATE: &str = "<e:authenticate><passwordtype>CAN</passwordtype>\
    <terminaltype>AT</terminaltype></e:authenticate>";
const SELECT: &str = "<e:selectApplication><application>eID</application></e:selectApplication>";
const WRITE: &str = "<e:writeDataGroup><dgIndex>17</dgIndex><dgContent>cQA=</dgContent>\
    </e:writeDataGroup>";

#[tokio::test]
async fn nothing_is_written_before_box_and_chip_have_proved_each_other() {
    let terminal = terminal();
    assert!(
        asked(&terminal, WRITE)
            .await
            .contains("<writeSuccess>false")
    );
    assert!(
        asked(&terminal, AUTHENTICATE)
            .await
            .contains("<authSuccess>true")
    );
    assert!(
        asked(&terminal, WRITE)
            .await
            .contains("<writeSuccess>false")
    );
    assert!(
        asked(&terminal, SELECT)
            .await
            .contains("<selectAppSuccess>true")
    );
    assert!(asked(&terminal, WRITE).await.contains("<writeSuccess>true"));
    let card = terminal.command(&Method::GET, "/card", b"").unwrap();
    assert!(card.contains("\"address\":\"7100\""), "{card}");
}

#[tokio::test]
async fn a_message_with_a_password_is_no_message() {
    let call = AUTHENTICATE.replace(
        "</e:authenticate>",
        "<password>123456</password></e:authenticate>",
    );
    assert!(asked(&terminal(), &call).await.contains("soap:Fault"));
}

#[tokio::test]
async fn token_and_card_are_in_the_status() {
    let terminal = terminal();
    assert_eq!(terminal.status(), 22);
    for (path, word, status) in [
        ("/token", &b"in"[..], 112),
        ("/token", b"out", 22),
        ("/card", b"off", 20),
        ("/card", b"passport", 21),
        ("/card", b"on", 22),
    ] {
        assert!(terminal.command(&Method::PUT, path, word).is_some());
        assert_eq!(terminal.status(), status);
    }
    assert!(terminal.command(&Method::PUT, "/card", b"bent").is_none());
}

#[test]
fn faults_and_options_go_by_name() {
    for (name, fault) in FAULTS {
        assert_eq!((Fault::named(name), fault.name()), (Some(fault), name));
    }
    let parse = |words: &[&str]| options::parse(words.iter().map(|word| (*word).to_owned()));
    let Options { port, fault, .. } = parse(&["--port", "7", "--fault", "flood"]).unwrap();
    assert_eq!((port, fault), (7, Fault::Flood));
    for words in [&["--port"][..], &["--fault", "x"], &["--nothing", "1"]] {
        assert!(parse(words).is_err());
    }
}
