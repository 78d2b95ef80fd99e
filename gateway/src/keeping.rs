//! Doing what the commands about kept cases want.

use amtskoffer_gateway::audit::{Act, Event};
use amtskoffer_gateway::config::Config;
use amtskoffer_gateway::department::{self, Serving};
use amtskoffer_gateway::store::Store;
use amtskoffer_gateway::{enrolment, verify};
use jiff::Timestamp;

use crate::cli::KeepingCommand;
use crate::{Failure, say, until_told_to_end};

/// Does it; what is printed is for people and programs.
pub(crate) async fn run(command: KeepingCommand) -> Result<(), Failure> {
    match command {
        KeepingCommand::OpenServe { config } => {
            let serving = Serving::start(&Config::load(&config)?)?;
            say("{\"ready\":\"department\"}")?;
            until_told_to_end().await?;
            serving.stop().await;
            Ok(())
        }
        KeepingCommand::Open { config, case, out } => {
            let opened = department::open_case(&Config::load(&config)?, case).await?;
            department::export(&opened, &out)?;
            Ok(say(&format!("{} parts of {case}", opened.parts.len()))?)
        }
        KeepingCommand::Verify { config } => {
            let report = verify::verify(&Config::load(&config)?).await?;
            for finding in &report.findings {
                say(&finding.to_string())?;
            }
            if !report.findings.is_empty() {
                return Err(format!("{} findings", report.findings.len()).into());
            }
            let (receipts, entries) = (report.receipts, report.entries);
            Ok(say(&format!(
                "whole: {receipts} receipts, {entries} entries"
            ))?)
        }
        KeepingCommand::AuditExport { config } => export(&Config::load(&config)?).await,
        KeepingCommand::RevokeSuitcase { config, suitcase } => {
            enrolment::revoke(&Config::load(&config)?, &suitcase).await?;
            Ok(say(&format!("revoked {suitcase}"))?)
        }
    }
}

/// The audit log as lines of JSON, oldest entry first, with this export as its last entry.
async fn export(config: &Config) -> Result<(), Failure> {
    let store = Store::open(&config.database).await?;
    let event = Event {
        at: Timestamp::now(),
        act: Act::Exported,
        suitcase: "",
        clerk: "",
        file_number: "",
        subject: "",
    };
    store.audit(&event).await?;
    let mut after = 0;
    loop {
        let page = store.audit_after(after).await?;
        let Some(last) = page.last() else { break };
        after = last.number;
        for entry in &page {
            say(&serde_json::to_string(entry)?)?;
        }
    }
    store.close().await;
    Ok(())
}
