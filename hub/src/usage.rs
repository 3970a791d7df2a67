//! What is said when a command line cannot be understood: clap's error in the reader's language.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use crosscheck_core::Sentence;

use crate::context::Context;

/// Says what is wrong with the arguments, or shows the help or version that was asked for, and ends the process: status 2
/// for a mistake, 0 for help.
pub fn exit(error: clap::Error, context: &Context) -> ! {
    let Some(what) = sentence(&error) else {
        error.exit();
    };
    let usage = match error.get(ContextKind::Usage) {
        Some(ContextValue::StyledStr(usage)) => usage.to_string(),
        _ => String::new(),
    };
    context.note(&Sentence::new("error-heading"));
    context.note(&Sentence::new("usage-line").with("what", context.say(&what)));
    let usage = usage.trim_start_matches("Usage:").trim();
    if !usage.is_empty() {
        context.note(&Sentence::new("usage-form").with("usage", usage));
    }
    context.note(&Sentence::new("usage-more"));
    std::process::exit(2);
}

/// The sentence of a mistake; none for help, version and kinds too rare to have words of their own.
fn sentence(error: &clap::Error) -> Option<Sentence> {
    let text = |kind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    let argument = text(ContextKind::InvalidArg);
    Some(match error.kind() {
        ErrorKind::MissingRequiredArgument => Sentence::new("usage-missing").with("arguments", argument),
        ErrorKind::UnknownArgument => Sentence::new("usage-unknown").with("argument", argument),
        ErrorKind::InvalidSubcommand => {
            Sentence::new("usage-command").with("command", text(ContextKind::InvalidSubcommand))
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let (value, valid) = (text(ContextKind::InvalidValue), text(ContextKind::ValidValue));
            let what = if valid.is_empty() {
                Sentence::new("usage-value")
            } else {
                Sentence::new("usage-value-of").with("valid", valid)
            };
            what.with("argument", argument).with("value", value)
        }
        ErrorKind::ArgumentConflict => {
            let prior = text(ContextKind::PriorArg);
            Sentence::new("usage-conflict")
                .with("argument", argument)
                .with("prior", prior)
        }
        _ => return None,
    })
}
