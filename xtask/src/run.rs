//! Running a program to its end.

use crate::error::Error;
use crate::layout::Layout;
use std::path::Path;
use std::process::{Command, Stdio};

/// A program with the work tree's search path, started in the root of the work tree.
pub fn program(layout: &Layout, name: impl AsRef<Path>) -> Command {
    let mut command = Command::new(name.as_ref());
    command
        .current_dir(&layout.root)
        .env("PATH", layout.search_path());
    command
}

/// Runs with the terminal's own output.
///
/// # Errors
/// When the program is missing or fails.
pub fn loud(command: &mut Command) -> Result<(), Error> {
    let status = command
        .status()
        .map_err(|source| not_started(command, source))?;
    if status.success() {
        return Ok(());
    }
    Err(Error::Failed {
        line: line(command),
        status: status.to_string(),
        stderr: String::new(),
    })
}

/// Runs without any output and gives back what came on stdout.
///
/// # Errors
/// When the program is missing or fails; its stderr is part of the error.
pub fn quiet(command: &mut Command) -> Result<Vec<u8>, Error> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|source| not_started(command, source))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let stderr = String::from_utf8_lossy(&output.stderr);
    Err(Error::Failed {
        line: line(command),
        status: output.status.to_string(),
        stderr: format!(":\n{}", stderr.trim()),
    })
}

/// Runs with the terminal's own error output and gives back what came on stdout.
///
/// # Errors
/// When the program is missing or fails.
pub fn heard(command: &mut Command) -> Result<Vec<u8>, Error> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|source| not_started(command, source))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    Err(Error::Failed {
        line: line(command),
        status: output.status.to_string(),
        stderr: String::new(),
    })
}

/// Like [`quiet`], as trimmed text.
///
/// # Errors
/// When the program is missing or fails.
pub fn text(command: &mut Command) -> Result<String, Error> {
    Ok(String::from_utf8_lossy(&quiet(command)?).trim().to_owned())
}

/// True if a program of this name is on the search path.
pub fn is_on_path(layout: &Layout, name: &str) -> bool {
    std::env::split_paths(&layout.search_path()).any(|folder| folder.join(name).is_file())
}

fn not_started(command: &Command, source: std::io::Error) -> Error {
    Error::Start {
        program: command.get_program().to_string_lossy().into_owned(),
        source,
    }
}

fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_names_the_line_the_status_and_the_reason() {
        let error =
            quiet(Command::new("sh").args(["-c", "echo no paper >&2; exit 3"])).unwrap_err();
        let words = error.to_string();
        assert!(
            words.contains("sh -c") && words.contains("exit status: 3"),
            "{words}"
        );
        assert!(words.ends_with("no paper"), "{words}");
    }

    #[test]
    fn a_missing_program_is_no_failure_of_the_program() {
        let error = loud(&mut Command::new("no-such-program-here")).unwrap_err();
        assert!(matches!(error, Error::Start { .. }), "{error}");
    }

    #[test]
    fn text_is_trimmed() {
        assert_eq!(text(Command::new("echo").arg(" x ")).unwrap(), "x");
    }
}
