//! The answer as a page without scripts, pictures and styles: it is read on any telephone and aloud.

use crate::store::KnownPaper;

/// What is said of a paper.
pub(super) fn answer(authority: &str, paper: Option<&KnownPaper>) -> String {
    let authority = escaped(authority);
    match paper {
        Some(paper) => page(
            "Dieses Schreiben ist bekannt",
            &[
                format!(
                    "{authority} hat am {} ein Schreiben mit diesem Code ausgestellt: {}.",
                    german(&paper.issued_at),
                    escaped(&paper.kind)
                ),
                "Was in dem Schreiben steht, ist hier nicht gespeichert. Ein kopierter Code kann auf \
                 einem anderen Schreiben stehen: Achten Sie auf Dienstsiegel und Unterschrift und \
                 fragen Sie im Zweifel bei der Behörde nach."
                    .to_owned(),
            ],
        ),
        None => page(
            "Dieses Schreiben ist nicht bekannt",
            &[
                format!("{authority} hat kein Schreiben mit diesem Code ausgestellt."),
                "Prüfen Sie, ob der Code vollständig gelesen wurde, und fragen Sie sonst bei der \
                 Behörde nach."
                    .to_owned(),
            ],
        ),
    }
}

/// When too many ask at once.
pub(super) fn later() -> String {
    page(
        "Bitte versuchen Sie es gleich noch einmal",
        &["Im Augenblick werden sehr viele Schreiben geprüft.".to_owned()],
    )
}

/// When the answer cannot be found out.
pub(super) fn broken() -> String {
    page(
        "Die Prüfung ist gestört",
        &["Versuchen Sie es später noch einmal oder fragen Sie bei der Behörde nach.".to_owned()],
    )
}

fn page(title: &str, paragraphs: &[String]) -> String {
    let paragraphs: String = paragraphs
        .iter()
        .map(|paragraph| format!("<p>{paragraph}</p>\n"))
        .collect();
    format!(
        "<!doctype html>\n<html lang=\"de\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n</head>\n\
         <body>\n<main>\n<h1>{title}</h1>\n{paragraphs}</main>\n</body>\n</html>\n"
    )
}

/// `2026-11-22T…` as `22.11.2026`.
fn german(moment: &str) -> String {
    let day: Vec<&str> = moment
        .split('T')
        .next()
        .unwrap_or_default()
        .split('-')
        .collect();
    match day.as_slice() {
        [year, month, day] => format!("{day}.{month}.{year}"),
        _ => String::new(),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::{answer, broken, later};
    use crate::store::KnownPaper;

    #[test]
    fn known_and_unknown_papers_are_told_apart_in_words() {
        let paper = KnownPaper {
            kind: "Meldebescheinigung".into(),
            issued_at: "2026-11-22T09:05:00Z".into(),
        };
        let known = answer("Amt <Muster>", Some(&paper));
        assert!(known.contains("Amt &lt;Muster&gt; hat am 22.11.2026"));
        assert!(known.contains("Meldebescheinigung"));
        let unknown = answer("Amt", None);
        assert!(unknown.contains("ist nicht bekannt"));
        for page in [known, unknown, later(), broken()] {
            assert!(page.contains("<html lang=\"de\">") && !page.contains("<script"));
        }
    }
}
