//! The program itself, from its command line to a power cut.

use std::path::PathBuf;
use std::process::{Output, Stdio};

use amtskoffer_contract::register::{SearchAnswer, SearchCriteria, SearchRequest};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, BufReader};
use tokio::process::{Child, Command};

use crate::client::Client;
use crate::fixture::{Folder, JANSEN, PETERSEN, SUITCASE, approve, published, purpose, session};
use crate::sealed::{Case, Keys};

const CONFIG: &str = r#"
listen = "127.0.0.1:0"
database = "gateway.db"
blobs = "blobs"
catalogue = "CATALOGUE"
[tls]
certificate = "pki/server.pem"
key = "pki/server.key"
client_ca = "pki/ca.pem"
[receipts]
key = "pki/receipt.key"
[authority]
name = "Amt Sonnwiek – Der Amtsvorsteher"
unit = "Bürgerbüro"
street = "Am Markt 1"
place = "43101 Sonnwiek"
phone = "0999 100"
[clerks]
rp_id = "localhost"
origin = "http://localhost:8080"
"#;

pub struct Installation(pub Folder);

impl Installation {
    /// A folder with keys, residents and an enrolled suitcase, all made by the program.
    pub async fn new() -> Self {
        let this = Self(Folder::new());
        let config = CONFIG.replace("CATALOGUE", published().to_str().expect("a path"));
        std::fs::write(this.0.path("gateway.toml"), config).expect("written");
        for arguments in [
            &["pki", "init", "--dir", "pki"][..],
            &[
                "demo-register",
                "--config",
                "gateway.toml",
                "--residents",
                "50",
            ],
            &["enrol", "--config", "gateway.toml", "pki/suitcase.pem"],
        ] {
            assert!(this.run(arguments).await.status.success(), "{arguments:?}");
        }
        this
    }

    pub async fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().await.expect("it starts")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gateway"));
        command
            .args(arguments)
            .current_dir(&self.0.0)
            .kill_on_drop(true);
        command
    }

    pub async fn serve(&self) -> Serving {
        let command = self.command(&["serve", "--config", "gateway.toml"]);
        self.spawn(command).await
    }

    /// The department's own process.
    pub async fn serve_as_department(&self) -> Child {
        let mut command = self.command(&["open", "serve", "--config", "gateway.toml"]);
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .expect("it starts");
        let mut lines = BufReader::new(child.stdout.take().expect("piped")).lines();
        let ready = lines.next_line().await.expect("readable");
        assert_eq!(ready.as_deref(), Some("{\"ready\":\"department\"}"));
        child
    }

    /// Serves with one folder on a disk of its own of so many KiB, which nobody else sees; what lies in
    /// the folder is taken along.
    pub async fn serve_on_a_small_disk(&self, folder: &str, kib: u32) -> Serving {
        std::fs::create_dir_all(self.0.path(folder)).expect("made");
        let script = format!(
            "cp -a {folder} seed && mount -t tmpfs -o size={kib}k tmpfs {folder} && \
             cp -a seed/. {folder} && exec \"$1\" serve --config gateway.toml"
        );
        let mut command = Command::new("unshare");
        command
            .args(["--mount", "--map-root-user", "sh", "-c", &script, "sh"])
            .arg(env!("CARGO_BIN_EXE_gateway"))
            .current_dir(&self.0.0)
            .kill_on_drop(true);
        self.spawn(command).await
    }

    async fn spawn(&self, mut command: Command) -> Serving {
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        let mut lines = BufReader::new(child.stdout.take().expect("piped")).lines();
        let ready = lines.next_line().await.expect("readable").expect("a line");
        let ready: serde_json::Value = serde_json::from_str(&ready).expect("json");
        assert_eq!(ready["ready"], "gateway");
        let port = ready["port"]
            .as_u64()
            .and_then(|port| u16::try_from(port).ok());
        Serving {
            child,
            port: port.expect("a port"),
        }
    }

    /// The suitcase with the clerk Jansen signed in.
    pub async fn clerk(&self, serving: &Serving) -> Client {
        let session = session(&self.0.path("gateway.db"), JANSEN, SUITCASE).await;
        self.client(serving).await.with_session(session)
    }

    /// A case that the clerk Petersen has approved.
    pub async fn approved_case(&self, record: &str) -> Case {
        let case = Case::good(&Keys::load(&self.0.path("pki"), "suitcase"), record);
        approve(&self.0.path("gateway.db"), &case, PETERSEN).await;
        case
    }

    pub async fn client(&self, serving: &Serving) -> Client {
        let pki = |name: &str| -> PathBuf { self.0.path(&format!("pki/{name}")) };
        let identity = (pki("suitcase.pem"), pki("suitcase.key"));
        Client::connect(serving.port, &pki("ca.pem"), Some(&identity))
            .await
            .expect("connected")
    }
}

pub struct Serving {
    child: Child,
    port: u16,
}

impl Serving {
    async fn terminate(mut self) -> (std::process::ExitStatus, String) {
        let id = self.child.id().expect("it runs").to_string();
        Command::new("kill")
            .args(["-TERM", &id])
            .status()
            .await
            .expect("told");
        let mut said = String::new();
        let mut stderr = self.child.stderr.take().expect("piped");
        stderr.read_to_string(&mut said).await.expect("text");
        (self.child.wait().await.expect("ended"), said)
    }
}

#[tokio::test]
async fn a_power_cut_in_the_middle_loses_one_piece_at_most() {
    let installation = Installation::new().await;
    let mut serving = installation.serve().await;
    let mut client = installation.clerk(&serving).await;
    let record = amtskoffer_gateway::demo_register::residents_of(1, 1)
        .next()
        .expect("one")
        .record;
    let case = installation.approved_case(&record).await;
    let (part, bytes) = &case.parts[0];
    let created = client.create(case.manifest.case, part).await;
    let location = created.header("location").expect("a location").to_owned();
    assert_eq!(
        client.patch(&location, 0, &bytes[..30_000]).await.offset(),
        30_000
    );
    serving.child.kill().await.expect("killed");

    let serving = installation.serve().await;
    let mut client = installation.clerk(&serving).await;
    assert_eq!(client.head(&location).await.offset(), 30_000);
    assert_eq!(
        client
            .patch(&location, 30_000, &bytes[30_000..])
            .await
            .status,
        204
    );
    let mut rest = case.clone();
    rest.parts.remove(0);
    client.upload(&rest).await;
    let receipt = client.hand_in(&case).await;

    let mut serving = serving;
    serving.child.kill().await.expect("killed");
    let serving = installation.serve().await;
    let mut client = installation.clerk(&serving).await;
    assert_eq!(
        client.hand_in(&case).await,
        receipt,
        "an acknowledged case survives"
    );
}

#[tokio::test]
async fn it_ends_when_asked_and_has_told_nobody_about_persons() {
    let installation = Installation::new().await;
    let serving = installation.serve().await;
    let mut client = installation.clerk(&serving).await;
    let criteria = SearchCriteria {
        family_name: "Mustermann".to_owned(),
        first_names: "Erika".to_owned(),
        ..SearchCriteria::default()
    };
    let request = SearchRequest {
        purpose: purpose(),
        criteria,
    };
    let found: SearchAnswer = client.post("/register/search", &request).await.json();
    assert_eq!(found.hits.len(), 1);
    let record = found.hits[0].record.clone();
    let case = installation.approved_case(&record).await;
    client.upload(&case).await;
    client.hand_in(&case).await;
    drop(client);

    let (status, said) = serving.terminate().await;
    assert!(status.success());
    assert!(said.contains("handed in"), "{said}");
    for personal in ["Mustermann", "Erika", "1964", &record, "33/2026", "Jansen"] {
        assert!(!said.contains(personal), "{personal} is in the log");
    }
}

#[tokio::test]
async fn a_wrong_call_says_how_it_goes() {
    let installation = Installation(Folder::new());
    let output = installation.run(&["fly"]).await;
    assert!(!output.status.success());
    assert!(output.stdout.is_empty());
    assert!(String::from_utf8_lossy(&output.stderr).contains("usage: gateway serve"));
    let output = installation.run(&["serve", "--config", "none.toml"]).await;
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("none.toml cannot be read"));
}

#[tokio::test]
async fn the_it_asks_for_support_bundles_on_the_command_line() {
    let installation = Installation::new().await;
    let config = ["--config", "gateway.toml"];
    let list = installation
        .run(&[&["support", "list"][..], &config].concat())
        .await;
    assert!(list.status.success());
    assert_eq!(list.stdout, b"no support bundles\n");
    let show = installation
        .run(&[&["support", "show", "1"][..], &config].concat())
        .await;
    assert!(!show.status.success());
    let said = String::from_utf8_lossy(&show.stderr).into_owned();
    assert!(said.contains("there is no support bundle 1"), "{said}");
}
