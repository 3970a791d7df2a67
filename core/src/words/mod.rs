//! Every sentence core says, in Chinese and English, keyed by a code with named arguments.
//!
//! Errors, verdicts and journals carry a code and its arguments, never a finished sentence: the reader's language is
//! chosen when it is shown. The tables are Fluent files (`zh/ROOM.ftl`, `en/ROOM.ftl`), one pair a room. A test holds
//! both languages to the same codes and arguments, and every code in the sources to the tables.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use unic_langid::LanguageIdentifier;

/// A language of the product; Chinese first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Lang {
    /// Chinese, simplified.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// The two-letter code, `zh` or `en`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Zh => "zh",
            Self::En => "en",
        }
    }
}

/// A sentence before it is said: its code and its arguments.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Sentence {
    code: &'static str,
    args: Vec<(&'static str, String)>,
}

impl Sentence {
    /// A sentence by its code in the tables.
    #[must_use]
    pub fn new(code: &'static str) -> Self {
        Self { code, args: Vec::new() }
    }

    /// The same sentence with one more argument. Numbers are given as they should read.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.push((name, value.to_string()));
        self
    }

    /// The code, stable across languages and versions: what tests and journals compare.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// All arguments, in the order they were given: what a file in no language writes.
    pub fn args(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.args.iter().map(|(name, value)| (*name, value.as_str()))
    }

    /// The value of one argument, if the sentence has it.
    #[must_use]
    pub fn arg(&self, name: &str) -> Option<&str> {
        self.args
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value.as_str())
    }
}

/// The sentences of one crate in both languages.
pub struct Catalog {
    zh: FluentBundle<FluentResource>,
    en: FluentBundle<FluentResource>,
}

impl std::fmt::Debug for Catalog {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Catalog")
    }
}

impl Catalog {
    /// A catalogue from Fluent texts. A text that does not parse keeps what does; tests refuse such a text.
    #[must_use]
    pub fn new(zh: &[&str], en: &[&str]) -> Self {
        Self {
            zh: bundle("zh-CN", zh),
            en: bundle("en", en),
        }
    }

    /// The sentence in a language. An unknown code shows itself with its arguments rather than nothing.
    #[must_use]
    pub fn say(&self, lang: Lang, sentence: &Sentence) -> String {
        let bundle = if lang == Lang::Zh { &self.zh } else { &self.en };
        let Some(pattern) = bundle.get_message(sentence.code).and_then(|message| message.value()) else {
            return format!("{} {:?}", sentence.code, sentence.args);
        };
        let mut args = FluentArgs::new();
        for (name, value) in &sentence.args {
            args.set(*name, value.clone());
        }
        bundle
            .format_pattern(pattern, Some(&args), &mut Vec::new())
            .into_owned()
    }

    /// A line as a journal keeps it, `code name=value ...`, in a language. Values may hold spaces: a name begins where
    /// small letters stand between a space and `=`.
    #[must_use]
    pub fn say_line(&self, lang: Lang, line: &str) -> String {
        let mut words = line.split(' ');
        let code = words.next().unwrap_or_default();
        let mut found: Vec<(&str, String)> = Vec::new();
        for word in words {
            let name = word.split_once('=').filter(|(name, _)| {
                !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
            });
            match (name, found.last_mut()) {
                (Some((name, value)), _) => found.push((name, value.to_owned())),
                (None, Some((_, value))) => {
                    value.push(' ');
                    value.push_str(word);
                }
                (None, None) => {}
            }
        }
        let bundle = if lang == Lang::Zh { &self.zh } else { &self.en };
        let Some(pattern) = bundle.get_message(code).and_then(|message| message.value()) else {
            return line.to_owned();
        };
        let mut args = FluentArgs::new();
        for (name, value) in found {
            args.set(name, value);
        }
        bundle
            .format_pattern(pattern, Some(&args), &mut Vec::new())
            .into_owned()
    }

    /// The text of a code without arguments, if the language has it.
    #[must_use]
    pub fn text(&self, lang: Lang, code: &str) -> Option<String> {
        let bundle = if lang == Lang::Zh { &self.zh } else { &self.en };
        let pattern = bundle.get_message(code).and_then(|message| message.value())?;
        Some(bundle.format_pattern(pattern, None, &mut Vec::new()).into_owned())
    }

    /// Whether both languages know a code.
    #[must_use]
    pub fn knows(&self, code: &str) -> bool {
        self.zh.has_message(code) && self.en.has_message(code)
    }
}

fn bundle(tag: &str, texts: &[&str]) -> FluentBundle<FluentResource> {
    let lang: LanguageIdentifier = tag.parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![lang]);
    // Fluent wraps arguments in direction marks for mixed scripts; ours would end up in files and comparisons.
    bundle.set_use_isolating(false);
    for text in texts {
        let resource = FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(parsed, _)| parsed);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

/// The names of the rooms that have tables, and both texts of each.
macro_rules! tables {
    ($($room:literal),+ $(,)?) => {
        const ZH: &[&str] = &[$(include_str!(concat!("zh/", $room, ".ftl"))),+];
        const EN: &[&str] = &[$(include_str!(concat!("en/", $room, ".ftl"))),+];
    };
}

tables!(
    "field",
    "finding",
    "method",
    "lead",
    "view",
    "common",
    "pack",
    "package",
    "papers",
    "judge",
    "draw",
    "size",
    "onsite",
    "assign",
    "bundle",
    "estimate",
    "report",
    "documents",
    "change",
    "privacy",
    "rectify",
    "store",
    "sync",
    "transport",
    "vault",
    "evidence",
    "phone"
);

static CORE: LazyLock<Catalog> = LazyLock::new(|| Catalog::new(ZH, EN));

/// A sentence of core in a language.
#[must_use]
pub fn say(lang: Lang, sentence: &Sentence) -> String {
    CORE.say(lang, sentence)
}

/// A line of a journal in a language.
#[must_use]
pub fn say_line(lang: Lang, line: &str) -> String {
    CORE.say_line(lang, line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kept_line_is_said_again_with_spaces_in_its_values() {
        let sentence = Sentence::new("transport-address-bad").with("address", "a b =c");
        let args = sentence.args().map(|(name, value)| format!(" {name}={value}"));
        let line: String = std::iter::once(sentence.code().to_owned()).chain(args).collect();
        assert_eq!(CORE.say_line(Lang::En, &line), say(Lang::En, &sentence));
        assert_eq!(CORE.say_line(Lang::Zh, "no-such-code a=1"), "no-such-code a=1");
    }

    #[test]
    fn a_sentence_carries_its_arguments_without_direction_marks() {
        let sentence = Sentence::new("place-row").with("row", 7);
        assert_eq!(say(Lang::Zh, &sentence), "第 7 行");
        assert_eq!(say(Lang::En, &sentence), "row 7");
    }

    #[test]
    fn an_unknown_code_shows_itself() {
        assert!(say(Lang::Zh, &Sentence::new("no-such-code").with("a", 1)).contains("no-such-code"));
    }
}
