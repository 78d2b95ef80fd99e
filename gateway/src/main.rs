//! Command line of the gateway.

mod cli;
mod keeping;

use std::io::Write;
use std::process::ExitCode;

use amtskoffer_gateway::config::Config;
use amtskoffer_gateway::server::Gateway;
use amtskoffer_gateway::store::Store;
use amtskoffer_gateway::{clerks, demo_register, enrolment, pki, support};
use cli::{ClerkAct, ClerkCommand, Command};
use tracing_subscriber::EnvFilter;

type Failure = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    let filter = EnvFilter::try_from_env("GATEWAY_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
    let done = Command::parse(std::env::args().skip(1))
        .map_err(Into::into)
        .and_then(run);
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            let _ = writeln!(std::io::stderr(), "gateway: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<(), Failure> {
    match command {
        Command::Pki { dir, hosts } => Ok(pki::init(&dir, &hosts)?),
        other => tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()?
            .block_on(run_async(other)),
    }
}

async fn run_async(command: Command) -> Result<(), Failure> {
    match command {
        Command::Serve { config } => serve(&Config::load(&config)?).await,
        Command::Enrol {
            config,
            certificate,
            name,
        } => {
            let config = Config::load(&config)?;
            let fingerprint = enrolment::enrol(&config, &certificate, &name).await?;
            Ok(say(&format!("enrolled {fingerprint} as {name}"))?)
        }
        Command::Withdraw {
            config,
            certificate,
        } => {
            let config = Config::load(&config)?;
            let fingerprint = enrolment::withdraw(&config, &certificate).await?;
            Ok(say(&format!("withdrawn {fingerprint}"))?)
        }
        Command::DemoRegister {
            config,
            residents,
            seed,
        } => {
            let store = Store::open(&Config::load(&config)?.database).await?;
            let filled = demo_register::fill(&store, residents, seed).await;
            store.close().await;
            Ok(say(&format!("{} residents", filled?))?)
        }
        Command::Clerk(command) => clerk(command).await,
        Command::Keeping(command) => keeping::run(command).await,
        Command::SupportList { config } => {
            let store = Store::open(&Config::load(&config)?.database).await?;
            let entries = store.support_bundles().await;
            store.close().await;
            Ok(say(&support::listed(&entries?))?)
        }
        Command::SupportShow { config, number } => {
            let store = Store::open(&Config::load(&config)?.database).await?;
            let entry = store.support_bundle(number).await;
            store.close().await;
            let missing = || format!("there is no support bundle {number}: look at the list");
            Ok(say(&support::shown(&entry?.ok_or_else(missing)?))?)
        }
        Command::Pki { .. } => Ok(()),
    }
}

/// Does what the administrator wants of clerks. A link is shown once and kept nowhere.
async fn clerk(command: ClerkCommand) -> Result<(), Failure> {
    let config = Config::load(&command.config)?;
    let store = Store::open(&config.database).await?;
    let unknown = || "there is no such clerk: look at the list";
    let lines = match command.act {
        ClerkAct::Add { name, role } => {
            let (clerk, link) = clerks::add(&store, &name, role).await?;
            let link = clerks::address(&config.clerks, &link);
            vec![serde_json::json!({ "clerk": clerk, "link": link })]
        }
        ClerkAct::Link { id } => {
            let known = store.clerks().await?;
            let clerk = known.into_iter().find(|clerk| clerk.id == id);
            let clerk = clerk.ok_or_else(unknown)?;
            let link = clerks::new_link(&store, id).await?;
            let link = clerks::address(&config.clerks, &link);
            vec![serde_json::json!({ "clerk": clerk, "link": link })]
        }
        ClerkAct::List => {
            let known = store.clerks().await?;
            let line = |clerk| serde_json::json!({ "clerk": clerk });
            known.into_iter().map(line).collect()
        }
        ClerkAct::Revoke { id } => {
            if !clerks::revoke(&store, id).await? {
                return Err(unknown().into());
            }
            vec![serde_json::json!({ "revoked": id })]
        }
    };
    store.close().await;
    for line in lines {
        say(&line.to_string())?;
    }
    Ok(())
}

/// Serves until the process is asked to end.
async fn serve(config: &Config) -> Result<(), Failure> {
    let gateway = Gateway::start(config).await?;
    say(&format!(
        "{{\"ready\":\"gateway\",\"port\":{}}}",
        gateway.address().port()
    ))?;
    until_told_to_end().await?;
    gateway.stop().await;
    Ok(())
}

async fn until_told_to_end() -> std::io::Result<()> {
    let mut terminated = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    tokio::select! {
        _ = terminated.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
    Ok(())
}

fn say(line: &str) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")?;
    out.flush()
}
