//! Help in the reader's language, and an example under every command.
//!
//! The words stand in `words/LANG/COMMAND.ftl` under the command's path: `help-draw-roll` is what a command does,
//! `help-draw-roll--seed` one of its arguments (an argument many commands share may stand once as `help--seed`), and
//! `example-draw-roll` stands under the command. A test fails when an example or a word is missing.

use clap::Command;
use crosscheck_core::{Lang, Sentence};

use crate::context::{Context, knows};

/// The command with its words in a language.
pub fn localize(command: Command, lang: Lang) -> Command {
    walk(command, "", &Context::new(lang))
}

/// Codes that would have to be in the tables for this command tree: what the test of completeness asks.
#[must_use]
pub fn missing_words(command: &Command) -> Vec<String> {
    let mut missing = Vec::new();
    collect_missing(command, "", &mut missing);
    missing
}

fn walk(command: Command, path: &str, context: &Context) -> Command {
    let example = context.lookup(&format!("example{path}"));
    let heading = context.say(&Sentence::new("help-example-heading"));
    let mut command = match example {
        Some(text) => command.after_help(format!("{heading}\n{}", indent(&text))),
        None => command,
    };
    command = in_words(flags(command, context), path, context);
    command.mut_subcommands(|inner| {
        let path = format!("{path}-{}", inner.get_name());
        walk(inner, &path, context)
    })
}

/// The flags every command has, in the reader's language; clap's own speak English only.
fn flags(command: Command, context: &Context) -> Command {
    let root = command.get_version().is_some();
    let flag = |name: &'static str, short: char, action| clap::Arg::new(name).short(short).long(name).action(action);
    let help = flag("help", 'h', clap::ArgAction::HelpShort).help(context.word("help--help"));
    let version = flag("version", 'V', clap::ArgAction::Version).help(context.word("help--version"));
    let command = command
        .disable_help_subcommand(true)
        .disable_help_flag(true)
        .disable_version_flag(true);
    let command = command.arg(help);
    if root { command.arg(version) } else { command }
}

fn in_words(mut command: Command, path: &str, context: &Context) -> Command {
    if let Some(about) = context.lookup(&format!("help{path}")) {
        command = command.about(about);
    }
    let headings = (context.word("help-arguments"), context.word("help-options"));
    // clap has no setter for the word "Usage:"; the template carries ours.
    let usage = context.word("help-usage");
    command = command
        .subcommand_help_heading(context.word("help-commands"))
        .help_template(format!(
            "{{about-with-newline}}\n{usage}{{usage}}\n\n{{all-args}}{{after-help}}\n"
        ));
    command.mut_args(|argument| {
        let text = argument_word(path, argument.get_id().as_str(), context);
        let heading = if argument.is_positional() {
            headings.0.clone()
        } else {
            headings.1.clone()
        };
        // The words of an argument name its values where a reader needs them.
        let takes_value = argument.get_action().takes_values();
        let argument = argument.help_heading(heading).hide_possible_values(takes_value);
        match text {
            Some(text) => argument.help(text),
            None => argument,
        }
    })
}

fn argument_word(path: &str, id: &str, context: &Context) -> Option<String> {
    let id = id.replace('_', "-");
    context
        .lookup(&format!("help{path}--{id}"))
        .or_else(|| context.lookup(&format!("help--{id}")))
}

fn indent(text: &str) -> String {
    text.lines()
        .map(|line| format!("  {line}"))
        .collect::<Vec<_>>()
        .join("\n")
}

fn collect_missing(command: &Command, path: &str, missing: &mut Vec<String>) {
    let mut need = |code: String| {
        if !knows(&code) {
            missing.push(code);
        }
    };
    if !path.is_empty() {
        need(format!("help{path}"));
    }
    if command.get_subcommands().next().is_none() {
        need(format!("example{path}"));
    }
    for argument in command
        .get_arguments()
        .filter(|argument| !matches!(argument.get_id().as_str(), "help" | "version"))
    {
        let id = argument.get_id().as_str().replace('_', "-");
        if !knows(&format!("help--{id}")) {
            need(format!("help{path}--{id}"));
        }
    }
    for inner in command.get_subcommands() {
        collect_missing(inner, &format!("{path}-{}", inner.get_name()), missing);
    }
}
