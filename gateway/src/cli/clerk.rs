//! The commands about clerks.

use std::path::PathBuf;

use amtskoffer_contract::clerks::Role;
use amtskoffer_gateway::clerks::NAME_BYTES;
use uuid::Uuid;

use super::{Options, UsageError, wrong};

/// What an administrator does about clerks.
#[derive(Debug, PartialEq, Eq)]
pub struct ClerkCommand {
    /// Configuration file.
    pub config: PathBuf,
    /// What.
    pub act: ClerkAct,
}

/// What exactly.
#[derive(Debug, PartialEq, Eq)]
pub enum ClerkAct {
    /// Makes one known.
    Add {
        /// Family and first name.
        name: String,
        /// What she may do.
        role: Role,
    },
    /// A further link for a clerk whose key was lost, or for her second key.
    Link {
        /// Who.
        id: Uuid,
    },
    /// Who may work.
    List,
    /// Shuts one out.
    Revoke {
        /// Who.
        id: Uuid,
    },
}

pub(super) fn read(options: &mut Options) -> Result<ClerkCommand, UsageError> {
    let config = options.config()?;
    let act = match options.place()?.as_str() {
        "add" => ClerkAct::Add {
            name: name(options)?,
            role: role(options)?,
        },
        "link" => ClerkAct::Link { id: id(options)? },
        "list" => ClerkAct::List,
        "revoke" => ClerkAct::Revoke { id: id(options)? },
        _ => return Err(wrong("clerk has the commands add, link, list and revoke")),
    };
    Ok(ClerkCommand { config, act })
}

fn name(options: &mut Options) -> Result<String, UsageError> {
    let name = options
        .one("--name")?
        .ok_or_else(|| wrong("--name is missing"))?;
    let name = name.trim();
    let is_good =
        !name.is_empty() && name.len() <= NAME_BYTES && !name.chars().any(char::is_control);
    if !is_good {
        return Err(wrong("--name is no name"));
    }
    Ok(name.to_owned())
}

fn role(options: &mut Options) -> Result<Role, UsageError> {
    let Some(wanted) = options.one("--role")? else {
        return Ok(Role::Clerk);
    };
    let known = Role::ALL.into_iter().find(|role| role.key() == wanted);
    known.ok_or_else(|| wrong("--role is clerk, coordinator or administrator"))
}

fn id(options: &mut Options) -> Result<Uuid, UsageError> {
    let id = options.place()?.parse();
    id.map_err(|_| wrong("ID is not the id of a clerk: look at the list"))
}
