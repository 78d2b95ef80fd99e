//! `cargo xtask eval FILE.json`: the rules of the catalogue, asked from outside.

mod application;
mod basket;
mod entry;
mod fault;
mod help;
mod mrz;
mod reply;
#[cfg(test)]
mod tests;

use crate::catalogue;
use crate::error::Error;
use crate::layout::Layout;
use amtskoffer_domain::catalogue::Catalogue;
use fault::Fault;
use reply::Reply;
use serde_json::Value;
use std::collections::BTreeSet;
use std::io::Read;
use std::path::Path;

/// Most bytes that a file of questions may have.
const MAX_BYTES: u64 = 32 * 1024 * 1024;

/// Answers the questions of a file (`-` for stdin) with one JSON array on stdout; `--help` lists services
/// and options.
///
/// # Errors
/// When the command line or the catalogue is not as it should be, or the file cannot be read. A file that
/// is no array of questions is answered with one error, and the command fails.
pub fn run(layout: &Layout, args: &[String]) -> Result<bool, Error> {
    let [only] = args else {
        return Err(Error::Usage(
            "eval takes one file, - for stdin, or --help".to_owned(),
        ));
    };
    let catalogue = catalogue::load(layout)?;
    if only == "--help" || only == "-h" {
        println!("{}", help::text(&catalogue));
        return Ok(true);
    }
    let (replies, understood) = match questions(&read(Path::new(only))?) {
        Ok(questions) => (answer(&catalogue, &questions), true),
        Err(fault) => (vec![Reply::fault(Value::Null, fault)], false),
    };
    let text = serde_json::to_string_pretty(&replies);
    println!("{}", text.map_err(|error| Error::Usage(error.to_string()))?);
    Ok(understood)
}

/// One reply for each question, in the same order.
fn answer(catalogue: &Catalogue, questions: &[Value]) -> Vec<Reply> {
    let mut seen = BTreeSet::new();
    let replies = questions.iter().map(|question| {
        let reply = entry::reply(catalogue, question);
        let id = reply.id.to_string();
        if reply.id.is_string() && !seen.insert(id) {
            let fault = Fault::new(
                "id_twice",
                "another question before this one has the same id",
            );
            return Reply::fault(reply.id, fault);
        }
        reply
    });
    replies.collect()
}

fn read(path: &Path) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    let limit = MAX_BYTES + 1;
    if path == Path::new("-") {
        std::io::stdin().take(limit).read_to_end(&mut bytes)
    } else {
        let file = std::fs::File::open(path).map_err(Error::file(path))?;
        file.take(limit).read_to_end(&mut bytes)
    }
    .map_err(Error::file(path))?;
    Ok(bytes)
}

/// The questions in a file's bytes.
fn questions(bytes: &[u8]) -> Result<Vec<Value>, Fault> {
    if u64::try_from(bytes.len()).is_ok_and(|length| length > MAX_BYTES) {
        return Err(Fault::new(
            "file_too_large",
            format!("the file has more than {MAX_BYTES} bytes"),
        ));
    }
    match serde_json::from_slice(bytes) {
        Ok(Value::Array(questions)) => Ok(questions),
        Ok(_) => Err(Fault::new(
            "not_an_array",
            "the file is to be an array of questions",
        )),
        Err(error) => Err(Fault::new(
            "not_json",
            format!("the file is no JSON: {error}"),
        )),
    }
}
