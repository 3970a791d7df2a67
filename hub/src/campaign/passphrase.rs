//! The passphrase of a sealed file: from a file, or typed where nobody sees it.

use std::io::IsTerminal;
use std::path::Path;

use crosscheck_core::{Error, ErrorKind, Sentence};

use crate::context::{Context, read};

/// A passphrase shorter than this keeps nobody out.
const SHORTEST: usize = 10;

fn typed(context: &Context, prompt: &'static str) -> Result<String, Error> {
    if !std::io::stdin().is_terminal() {
        return Err(Error::new(
            ErrorKind::BadInput,
            Sentence::new("campaign-passphrase-how"),
        ));
    }
    rpassword::prompt_password(context.word(prompt)).map_err(|cause| {
        let what = Sentence::new("file-missing").with("reason", cause);
        Error::new(ErrorKind::BadInput, what)
    })
}

/// The passphrase of a file that exists.
pub fn given(file: Option<&Path>, context: &Context) -> Result<String, Error> {
    match file {
        Some(file) => {
            let bytes = read(file)?;
            let text = String::from_utf8_lossy(&bytes);
            Ok(text.lines().next().unwrap_or_default().to_owned())
        }
        None => typed(context, "campaign-passphrase"),
    }
}

/// The passphrase of a new file, typed twice.
pub fn chosen(file: Option<&Path>, context: &Context) -> Result<String, Error> {
    let passphrase = given(file, context)?;
    if file.is_none() && typed(context, "campaign-passphrase-again")? != passphrase {
        return Err(Error::new(
            ErrorKind::BadInput,
            Sentence::new("campaign-passphrase-differs"),
        ));
    }
    if passphrase.chars().count() < SHORTEST {
        let what = Sentence::new("campaign-passphrase-short").with("least", SHORTEST);
        return Err(Error::new(ErrorKind::BadInput, what));
    }
    Ok(passphrase)
}
