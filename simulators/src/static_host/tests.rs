//! The static host over a real socket, spoken to byte by byte.

use super::*;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

struct Town {
    folder: PathBuf,
    port: u16,
}

impl Town {
    async fn start(name: &str) -> Self {
        let folder =
            std::env::temp_dir().join(format!("static-host-{name}-{}", std::process::id()));
        let site = folder.join("site");
        std::fs::create_dir_all(&site).unwrap();
        std::fs::write(folder.join("secret.txt"), "secret").unwrap();
        std::fs::write(folder.join("a.crx"), "crx").unwrap();
        std::fs::write(site.join("index.html"), "entry").unwrap();
        std::fs::write(site.join("app-0a1b2c3d_bg.wasm"), "plain").unwrap();
        std::fs::write(site.join("app-0a1b2c3d_bg.wasm.br"), "brotli").unwrap();
        std::fs::write(site.join("app-0a1b2c3d_bg.wasm.gz"), "gzip").unwrap();
        std::os::unix::fs::symlink(folder.join("secret.txt"), site.join("link.txt")).unwrap();
        let options = Options {
            root: site,
            port: 0,
            extra: [("/a.crx".to_owned(), folder.join("a.crx"))].into(),
            report: Some(folder.join("report")),
        };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        tokio::spawn(accept(listener, Arc::new(options)));
        Self { folder, port }
    }

    async fn ask(&self, head: &str, body: &str) -> String {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port))
            .await
            .unwrap();
        let length = body.len();
        let request = format!(
            "{head} HTTP/1.1\r\nhost: localhost\r\naccept-encoding: ENC\r\nconnection: close\r\n\
             content-length: {length}\r\n\r\n{body}"
        );
        let coding = if head.contains("packed") {
            "gzip, br"
        } else {
            "identity"
        };
        let request = request.replace("ENC", coding).replace("?packed", "");
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut reply = String::new();
        stream.read_to_string(&mut reply).await.unwrap();
        reply
    }
}

impl Drop for Town {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

#[tokio::test]
async fn every_answer_carries_every_prescribed_header() {
    let town = Town::start("headers").await;
    assert_eq!(
        prescribed_headers().count(),
        PRESCRIBED_HEADERS.lines().count()
    );
    for head in ["GET /", "GET /none.js", "POST /"] {
        let reply = town.ask(head, "").await;
        for (name, value) in prescribed_headers() {
            let line = format!("{name}: {}", value.to_str().unwrap());
            assert!(reply.contains(&line), "{head} lacks {line}");
        }
    }
}

#[tokio::test]
async fn files_come_with_type_cache_rule_and_best_coding() {
    let town = Town::start("files").await;
    let plain = town.ask("GET /app-0a1b2c3d_bg.wasm", "").await;
    assert!(plain.contains("content-type: application/wasm\r\n"));
    assert!(plain.contains("immutable"));
    assert!(plain.ends_with("\r\n\r\nplain"));

    let packed = town.ask("GET /app-0a1b2c3d_bg.wasm?packed", "").await;
    assert!(packed.contains("content-encoding: br\r\n"));
    assert!(packed.contains("content-type: application/wasm\r\n"));
    assert!(packed.ends_with("\r\n\r\nbrotli"));

    let route = town.ask("GET /personensuche", "").await;
    assert!(route.contains("cache-control: no-cache\r\n"));
    assert!(route.ends_with("\r\n\r\nentry"));

    let head = town.ask("HEAD /", "").await;
    assert!(head.contains("content-length: 5\r\n"));
    assert!(head.ends_with("\r\n\r\n"));
    assert!(town.ask("GET /a.crx", "").await.ends_with("\r\n\r\ncrx"));
}

#[tokio::test]
async fn nothing_outside_the_site_is_served() {
    let town = Town::start("outside").await;
    for path in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/link.txt",
    ] {
        let reply = town.ask(&format!("GET {path}"), "").await;
        assert!(reply.starts_with("HTTP/1.1 404"), "{path}: {reply}");
        assert!(!reply.contains("secret"), "{path}");
    }
}

#[tokio::test]
async fn only_reading_is_allowed_and_reports_where_asked_for() {
    let town = Town::start("methods").await;
    for head in [
        "POST /",
        "PUT /index.html",
        "DELETE /index.html",
        "OPTIONS /",
    ] {
        let reply = town.ask(head, "").await;
        assert!(reply.starts_with("HTTP/1.1 405"), "{head}: {reply}");
    }
    assert!(
        town.ask("POST /report", "{\"ok\":\n1}")
            .await
            .starts_with("HTTP/1.1 204")
    );
    assert_eq!(
        std::fs::read_to_string(town.folder.join("report")).unwrap(),
        "{\"ok\":1}\n"
    );
    let long = town
        .ask("POST /report", &"x".repeat(REPORT_LIMIT + 1))
        .await;
    assert!(long.starts_with("HTTP/1.1 413"), "{long}");
}

#[tokio::test]
async fn without_a_report_file_there_is_no_report() {
    let options = Arc::new(Options {
        root: std::env::temp_dir(),
        ..Options::default()
    });
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(accept(listener, options));
    let town = Town {
        folder: std::env::temp_dir().join("static-host-none"),
        port,
    };
    assert!(
        town.ask("POST /report", "x")
            .await
            .starts_with("HTTP/1.1 405")
    );
}
