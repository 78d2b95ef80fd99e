//! The report as a page of its own: no script, nothing loaded, words beside colours.

use crate::report::{Report, Row};

const STYLE: &str = "\
:root{color-scheme:light dark}\
body{font:1rem/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}\
.scroll{overflow-x:auto}\
table{border-collapse:collapse;width:100%}\
caption{text-align:left;font-weight:bold;padding:.5rem 0}\
th,td{text-align:left;vertical-align:top;padding:.5rem;border-bottom:1px solid}\
td:nth-child(1){white-space:nowrap;font-weight:bold}";

pub(crate) fn page(report: &Report) -> String {
    let title = format!("Conformance of {} ({})", report.kind, report.protocol);
    let title = escaped(&title);
    let sum = report.sum;
    let verdict = if report.conforms() {
        "conforms"
    } else {
        "does not conform"
    };
    let rows: String = report.points.iter().map(row).collect();
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n<p>{device} \
         <strong>{verdict}</strong>: {passed} passed, {failed} failed, {not_applicable} not \
         applicable.</p>\n<p>Kit {kit}, {at}</p>\n<div class=\"scroll\" tabindex=\"0\" \
         role=\"region\" aria-label=\"Points\">\n<table>\n<caption>Points</caption>\n\
         <thead><tr><th scope=\"col\">Outcome</th><th scope=\"col\">Point</th>\
         <th scope=\"col\">Expected</th><th scope=\"col\">Source</th><th scope=\"col\">Reason</th>\
         <th scope=\"col\">Milliseconds</th></tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n\
         </div>\n</main>\n</body>\n</html>\n",
        device = escaped(named(&report.device)),
        passed = sum.passed,
        failed = sum.failed,
        not_applicable = sum.not_applicable,
        kit = escaped(report.kit),
        at = escaped(&report.at),
    )
}

fn row(row: &Row) -> String {
    let word = match row.outcome {
        "pass" => "✓ passed",
        "fail" => "✗ failed",
        _ => "– not applicable",
    };
    format!(
        "<tr><td>{word}</td><th scope=\"row\"><code>{}</code></th><td>{}</td><td>{}</td>\
         <td>{}</td><td>{}</td></tr>\n",
        escaped(row.id),
        escaped(row.what),
        escaped(row.source),
        escaped(&row.reason),
        row.milliseconds,
    )
}

fn named(device: &str) -> &str {
    if device.is_empty() {
        "The device"
    } else {
        device
    }
}

/// Names and reasons come from devices: none of it is markup.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            letter if letter.is_control() && letter != '\n' => safe.push('\u{fffd}'),
            letter => safe.push(letter),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn nothing_of_a_device_becomes_markup() {
        let nasty = "<img src=x onerror='alert(1)'>&\"\u{0}";
        let safe = escaped(nasty);
        assert_eq!(
            safe,
            "&lt;img src=x onerror=&#39;alert(1)&#39;&gt;&amp;&quot;\u{fffd}"
        );
    }
}
