//! The page of a package: what a person reads first. It proves nothing, and says so.

use std::fmt::Write;

use super::manifest::{MissingRow, Why};
use super::write::file_name;
use crate::change::BlobRef;
use crate::field::Signed;
use crate::ids::StreamName;
use crate::merge::Withdrawn;
use crate::notebook::Notebook;
use crate::report::escape;
use crate::words::{self, Lang};
use crate::{Error, Sentence};

struct Page {
    html: String,
    lang: Lang,
}

impl Page {
    fn say(&self, sentence: &Sentence) -> String {
        escape(&words::say(self.lang, sentence))
    }

    fn put(&mut self, tag: &str, sentence: &Sentence) {
        let said = self.say(sentence);
        // Writing into a text cannot fail.
        let _ = writeln!(self.html, "<{tag}>{said}</{tag}>");
    }
}

/// The page.
pub(super) fn page(
    notebook: &Notebook,
    visit: &StreamName,
    signed: &[Signed],
    files: &[BlobRef],
    missing: &[MissingRow],
    lang: Lang,
) -> Result<String, Error> {
    let mut page = Page {
        html: String::new(),
        lang,
    };
    let code = if lang == Lang::Zh { "zh-CN" } else { "en" };
    let title = page.say(&Sentence::new("package-page-title"));
    let style = "body{font:16px/1.6 sans-serif;max-width:52em;margin:2em auto;padding:0 1em}\
        table{border-collapse:collapse;width:100%}td,th{border:1px solid #999;padding:.3em .5em;text-align:left;\
        vertical-align:top;overflow-wrap:anywhere}img{max-width:20em;max-height:15em}code{font-size:1.1em}";
    page.html = format!(
        "<!doctype html>\n<html lang=\"{code}\"><head><meta charset=\"utf-8\">\
        <meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title><style>{style}</style></head><body>\n"
    );
    page.put("h1", &Sentence::new("package-page-title"));
    let unit = crate::view::visit_name(notebook, visit)?;
    page.put(
        "p",
        &Sentence::new("package-page-visit")
            .with("unit", unit)
            .with("visit", visit),
    );
    page.put("p", &Sentence::new("package-page-proof"));
    page.put("p", &Sentence::new("package-page-raw"));
    for signed in signed {
        let members: Vec<&str> = signed.members.iter().map(crate::ids::MemberId::as_str).collect();
        let said = Sentence::new("package-page-signed").with("code", signed.frontier.code().printed());
        let said = said.with("members", members.join("、")).with("outside", signed.outside);
        page.put("p", &said);
        for said in &signed.countersigned {
            let code = if said.office {
                "package-page-countersigned-office"
            } else {
                "package-page-countersigned"
            };
            let at = crate::view::local_time(notebook, said.at);
            page.put("p", &Sentence::new(code).with("hub", &said.hub).with("at", at));
        }
    }
    if signed.is_empty() {
        page.put("p", &Sentence::new("package-page-unsigned"));
    }
    methods(&mut page, notebook, visit)?;
    photos(&mut page, notebook, visit, files)?;
    for why in [Why::Withheld, Why::Redacted, Why::NotHeld] {
        let count = missing.iter().filter(|row| row.why == why).count();
        if count > 0 {
            page.put("p", &why.say(count));
        }
    }
    page.html.push_str("</body></html>\n");
    Ok(page.html)
}

impl Why {
    /// So many files are not in a package, and why, in words.
    #[must_use]
    pub fn say(self, count: usize) -> Sentence {
        let code = match self {
            Self::Withheld => "package-withheld",
            Self::Redacted => "package-redacted",
            Self::NotHeld => "package-not-held",
        };
        Sentence::new(code).with("count", count)
    }
}

/// How often each method was used, and what was found.
fn methods(page: &mut Page, notebook: &Notebook, visit: &StreamName) -> Result<(), Error> {
    let used = crate::view::methods(notebook, visit)?;
    let said = Sentence::new("package-page-methods")
        .with("talks", used.burden.talks)
        .with("interviews", used.burden.interviews)
        .with("ledgers", used.burden.ledgers)
        .with("draws", used.draws.len())
        .with("documents", used.burden.documents)
        .with("notes", used.site_notes.len());
    page.put("h2", &Sentence::new("package-page-methods-title"));
    page.put("p", &said);
    let findings = used.findings.iter().filter(|row| row.withdrawn != Withdrawn::Yes);
    let facts: Vec<String> = findings.map(|row| escape(&row.fact.join(" ⇄ "))).collect();
    if !facts.is_empty() {
        page.put("h2", &Sentence::new("package-page-findings"));
        page.html.push_str("<ul>");
        for fact in &facts {
            // Writing into a text cannot fail.
            let _ = write!(page.html, "<li>{fact}</li>");
        }
        page.html.push_str("</ul>\n");
    }
    Ok(())
}

/// Every photo with what was typed about it; the small ones are shown, the large ones named.
fn photos(page: &mut Page, notebook: &Notebook, visit: &StreamName, files: &[BlobRef]) -> Result<(), Error> {
    let photos = crate::field::things(notebook, visit, "photo");
    if photos.is_empty() {
        return Ok(());
    }
    page.put("h2", &Sentence::new("package-page-photos"));
    page.html.push_str("<table>\n");
    for photo in photos {
        let mut names = Vec::new();
        let mut shown = None;
        for field in notebook.state().fields_of(visit, &photo) {
            for (at, blob) in field
                .values()
                .iter()
                .flat_map(|value| value.blobs().into_iter().enumerate())
            {
                if !files.contains(&blob) {
                    continue;
                }
                // Of a masked photo the second is its preview.
                if &*field.key.field == "preview" || (&*field.key.field == "masked" && at == 1) {
                    shown = Some(blob);
                }
                names.push(blob);
            }
        }
        names.sort();
        names.dedup();
        let picture = match shown {
            Some(blob) => format!("<img src=\"{}\" alt=\"\">", file_name(notebook, &blob)?),
            None => String::new(),
        };
        let captions = crate::field::words_of(notebook, visit, &photo, "caption")?;
        let captions: Vec<String> = captions.iter().map(|(_, words)| escape(words)).collect();
        let mut links = Vec::new();
        for blob in &names {
            let (path, hash) = (file_name(notebook, blob)?, blob.hash.to_string());
            links.push(format!(
                "<a href=\"{path}\"><code>{}</code></a> {} B",
                &hash[..12],
                blob.length
            ));
        }
        let row = (picture, captions.join("<br>"), links.join("<br>"));
        // Writing into a text cannot fail.
        let _ = writeln!(
            page.html,
            "<tr><td>{}</td><td>{}</td><td>{}</td></tr>",
            row.0, row.1, row.2
        );
    }
    page.html.push_str("</table>\n");
    Ok(())
}
