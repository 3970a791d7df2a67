//! Values as a reader sees them, and the one gate cells of protected persons pass on their way out.
//!
//! A rate or a count of protected persons whose numerator, remainder or denominator is 1 to 4 is not shown, whatever the
//! document: the verdict stands, `<5` stands for the number (design 9.2).

use num_traits::ToPrimitive;

use crate::exact::{Fraction, decimal_text, percent_text};
use crate::judge::{Document, Level, Rate, Value, form};
use crate::pack::Indicator;
use crate::pack::indicator::CountsPersons;
use crate::words::say;
use crate::{Lang, Sentence};

/// What stands for a number that is not shown.
pub(super) const HIDDEN: &str = "<5";

/// Whether the cells of an indicator with these counts may not be shown outside the team.
fn is_hidden(indicator: &Indicator, part: Option<&Fraction>, whole: &Fraction) -> bool {
    if indicator.counts_persons != CountsPersons::Protected {
        return false;
    }
    let small = |number: &Fraction| number.to_integer().to_i64().is_none_or(|number| (1..=4).contains(&number));
    small(whole) || part.is_some_and(|part| small(part) || small(&(whole - part)))
}

/// A number with as few decimals as it needs, at most two.
fn number(value: &Fraction) -> String {
    let text = decimal_text(value, 2);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A rate as counts with the share behind: `49/60（81.7 %）`.
pub(super) fn rate(indicator: &Indicator, rate: &Rate, lang: Lang) -> String {
    if is_hidden(indicator, Some(&rate.numerator), &rate.denominator) {
        return HIDDEN.to_owned();
    }
    let counts = format!("{}/{}", number(&rate.numerator), number(&rate.denominator));
    let percent = matches!(indicator.cell("unit"), "%" | "百分点") && rate.denominator != crate::exact::whole(0);
    if !percent {
        return counts;
    }
    let share = percent_text(&(&rate.numerator / &rate.denominator), 1);
    say(lang, &Sentence::new("documents-counts-share").with("counts", counts).with("share", share))
}

fn count(indicator: &Indicator, value: &Fraction) -> String {
    if is_hidden(indicator, None, value) {
        return HIDDEN.to_owned();
    }
    format!("{}{}", number(value), indicator.cell("unit"))
}

fn level(indicator: &Indicator, value: &Level, lang: Lang) -> String {
    match value {
        Level::Count(value) => count(indicator, value),
        Level::Rate(value) => rate(indicator, value, lang),
    }
}

fn measures(indicator: &Indicator, measures: &std::collections::BTreeMap<String, u64>) -> String {
    let part = |(code, value): (&String, &u64)| format!("{code} {}", count(indicator, &crate::exact::whole(*value)));
    measures.iter().map(part).collect::<Vec<_>>().join("；")
}

/// A value in words.
pub(super) fn value(indicator: &Indicator, value: &Value, lang: Lang) -> String {
    let words = form::words(indicator.answer_type);
    let word = |first: bool| words.get(usize::from(!first)).copied().unwrap_or_default().to_owned();
    match value {
        Value::NotApplicable { .. } => form::NOT_APPLICABLE.to_owned(),
        Value::YesNo(yes) => word(*yes),
        Value::Document(Document::Absent) | Value::NotDone => word(false),
        Value::Document(Document::Seen { number, .. }) => match number {
            Some(number) => format!("{}（{number}）", word(true)),
            None => word(true),
        },
        Value::Checklist(there) => {
            let missing = indicator.options.iter().enumerate().filter(|(at, _)| !there.contains(at));
            let missing: Vec<&str> = missing.map(|(_, option)| &**option).collect();
            let complete = word(missing.is_empty());
            if missing.is_empty() { complete } else { format!("{complete}：{}", missing.join("、")) }
        }
        Value::Rate(found) => rate(indicator, found, lang),
        Value::Count(found) => count(indicator, found),
        Value::Measures(found) => measures(indicator, found),
        Value::Trend { now, base } => {
            let now = level(indicator, now, lang);
            let base = base.as_ref().map_or_else(|| "—".to_owned(), |base| level(indicator, base, lang));
            say(lang, &Sentence::new("documents-trend").with("now", now).with("base", base))
        }
        Value::Done(Some(day)) => format!("{}（{day}）", word(true)),
        Value::Done(None) => word(true),
        Value::Text(text) => text.clone(),
        Value::Sampled(sample) => {
            let (found, looked) = (crate::exact::whole(sample.hits()), crate::exact::whole(sample.sample()));
            if is_hidden(indicator, Some(&found), &looked) {
                return HIDDEN.to_owned();
            }
            let what = Sentence::new("documents-sampled").with("population", sample.population());
            say(lang, &what.with("sample", sample.sample()).with("hits", sample.hits()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::builtin;

    #[test]
    fn a_small_count_of_protected_persons_is_not_shown_and_one_of_places_is() {
        let packs = crate::pack::BUILTIN_IDS.map(|id| builtin(id).unwrap());
        let all = || packs.iter().flat_map(|pack| &pack.indicators).filter(|one| one.cell("unit") == "%");
        let protected = all().find(|one| one.counts_persons == CountsPersons::Protected).unwrap();
        let plain = all().find(|one| one.counts_persons == CountsPersons::None).unwrap();
        for (part, whole, hidden) in [(3, 60, true), (57, 60, true), (2, 2, true), (0, 60, false), (30, 60, false), (0, 3, true)] {
            let shown = rate(protected, &Rate::of(part, whole), Lang::Zh);
            assert_eq!(shown == HIDDEN, hidden, "{part}/{whole}: {shown}");
            assert_ne!(rate(plain, &Rate::of(part, whole), Lang::Zh), HIDDEN);
        }
        assert_eq!(rate(plain, &Rate::of(49, 60), Lang::Zh), "49/60（81.7 %）");
    }
}
