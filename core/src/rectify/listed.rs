//! 三级重点地区: what a listed place carries. Each step keeps the number of the document it rests on.
//!
//! The list comes from above with its document; nothing here puts a place on it, moves it or takes it off.

use chrono::{Datelike, NaiveDate};
use sha2::{Digest, Sha256};

use crate::canonical::hex;
use crate::change::cbor::{Message, Reader, Writer};
use crate::change::{MAX_OP, Value};
use crate::rectify::day;
use crate::table::Table;
use crate::words::{Lang, say};
use crate::{Error, ErrorKind, Problem, Sentence};

/// The longest document number, in bytes.
const MOST: usize = 200;

fn written(code: &str, day: NaiveDate, document: &str) -> Value {
    let mut out = Writer::new();
    out.array(3).text(code).text(&day.to_string()).text(document);
    Value::written(&out.finish())
}

fn read<T>(value: &Value, of: impl Fn(&str) -> Option<T>) -> Result<(T, NaiveDate, String), Error> {
    let mut reader = Reader::new(Message::Value, value.as_bytes(), MAX_OP)?;
    reader.tuple(3)?;
    let code = of(reader.text(32)?).ok_or_else(|| reader.fault("code"))?;
    let day = reader.text(10)?.parse().map_err(|_| reader.fault("day"))?;
    Ok((code, day, reader.text(MOST)?.to_owned()))
}

/// How many 督导 a year a listed place is owed.
pub const YEARLY: usize = 2;

/// How a place is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// 重点关注.
    Watch,
    /// 通报警示.
    Warned,
    /// 挂牌整治.
    Listed,
    /// 摘帽巩固: off the list, looked after still.
    FollowUp,
}

impl Tier {
    /// All four.
    pub const ALL: [Self; 4] = [Self::Watch, Self::Warned, Self::Listed, Self::FollowUp];

    /// Its code in the log.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Watch => "watch",
            Self::Warned => "warned",
            Self::Listed => "listed",
            Self::FollowUp => "follow_up",
        }
    }

    /// The tier of a code.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tier| tier.code() == code)
    }

    /// The tier of a word in either language, or of a code.
    fn read(text: &str) -> Option<Self> {
        let word = |tier: &Self| [Lang::Zh, Lang::En].iter().any(|lang| say(*lang, &tier.word()) == text);
        Self::of(text).or_else(|| Self::ALL.into_iter().find(word))
    }

    /// The word people read.
    #[must_use]
    pub fn word(self) -> Sentence {
        Sentence::new(match self {
            Self::Watch => "rectify-tier-watch",
            Self::Warned => "rectify-tier-warned",
            Self::Listed => "rectify-tier-listed",
            Self::FollowUp => "rectify-tier-follow-up",
        })
    }
}

/// That a place is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// How.
    pub tier: Tier,
    /// From when.
    pub since: NaiveDate,
    /// 文号 of what says so.
    pub document: String,
}

impl Listing {
    /// [tier, day, document].
    #[must_use]
    pub fn to_value(&self) -> Value {
        written(self.tier.code(), self.since, &self.document)
    }

    /// Reads such a value.
    ///
    /// # Errors
    /// When it is none.
    pub fn read(value: &Value) -> Result<Self, Error> {
        let (tier, since, document) = read(value, Tier::of)?;
        Ok(Self { tier, since, document })
    }

    /// Reads a list with columns `unit`, `tier` (its word or its code), `since` and `document`.
    ///
    /// # Errors
    /// [`ErrorKind::BadInput`] with every cell that cannot be read and every unit that stands twice.
    pub fn read_all(table: &Table) -> Result<Vec<(String, Self)>, Error> {
        let columns = ["unit", "tier", "since", "document"];
        let mut at = [0; 4];
        for (place, column) in at.iter_mut().zip(columns) {
            *place = table.require(column)?;
        }
        let (mut found, mut problems): (Vec<(String, Self)>, Vec<Problem>) = (Vec::new(), Vec::new());
        for row in &table.rows {
            let cell = |column: usize| row.cells[at[column]].text.as_str();
            let mut wrong = |column: usize, what: Sentence| {
                problems.push(Problem::new(table.place_of(row, columns[column]), what));
            };
            let (tier, since) = (Tier::read(cell(1)), day(cell(2)));
            if cell(0).is_empty() || found.iter().any(|(unit, _)| unit == cell(0)) {
                wrong(0, Sentence::new("rectify-unit-bad").with("unit", cell(0)));
            }
            if tier.is_none() {
                wrong(1, Sentence::new("rectify-tier-bad").with("text", cell(1)));
            }
            if since.is_none() {
                wrong(2, Sentence::new("rectify-day-bad").with("text", cell(2)));
            }
            if cell(3).is_empty() {
                wrong(3, Sentence::new("rectify-document-missing"));
            }
            if let (Some(tier), Some(since)) = (tier, since) {
                let document = cell(3).to_owned();
                found.push((cell(0).to_owned(), Self { tier, since, document }));
            }
        }
        Error::unless_empty(ErrorKind::BadInput, problems)?;
        Ok(found)
    }
}

/// What was done about a listed place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MeasureKind {
    /// 督导.
    Supervision,
    /// 约谈.
    Interview,
    /// 督办.
    Order,
}

impl MeasureKind {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Supervision, Self::Interview, Self::Order];

    /// Its code in the log.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Supervision => "supervision",
            Self::Interview => "interview",
            Self::Order => "order",
        }
    }

    /// The kind of a code.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The word people read.
    #[must_use]
    pub fn word(self) -> Sentence {
        Sentence::new(match self {
            Self::Supervision => "rectify-supervision",
            Self::Interview => "rectify-interview",
            Self::Order => "rectify-order",
        })
    }
}

/// One of those, as it was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// What.
    pub kind: MeasureKind,
    /// When.
    pub on: NaiveDate,
    /// 文号.
    pub document: String,
}

impl Measure {
    /// [kind, day, document].
    #[must_use]
    pub fn to_value(&self) -> Value {
        written(self.kind.code(), self.on, &self.document)
    }

    /// Reads such a value.
    ///
    /// # Errors
    /// When it is none.
    pub fn read(value: &Value) -> Result<Self, Error> {
        let (kind, on, document) = read(value, MeasureKind::of)?;
        Ok(Self { kind, on, document })
    }

    /// Its field: the same measure recorded twice is one.
    #[must_use]
    pub fn field(&self) -> String {
        let digest = Sha256::digest(self.to_value().as_bytes());
        format!("measure.{}", hex(&digest[..8]))
    }
}

/// How often a place was supervised in a year.
#[must_use]
pub fn supervised(measures: &[Measure], year: i32) -> usize {
    let counted = |measure: &&Measure| measure.kind == MeasureKind::Supervision && measure.on.year() == year;
    measures.iter().filter(counted).count()
}

/// Whether a place had fewer than [`YEARLY`] supervisions in a year in which it was listed: that this shows is all that
/// follows from it.
#[must_use]
pub fn too_few(listing: &Listing, measures: &[Measure], year: i32) -> bool {
    listing.since.year() <= year && supervised(measures, year) < YEARLY
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_list_is_read_with_words_or_codes_and_every_bad_cell_is_told() {
        let read = |text: &str| Listing::read_all(&crate::table::read("名单.csv", text.as_bytes(), None).unwrap());
        let good = read("unit,tier,since,document\n520102,挂牌整治,2016年3月1日,省禁毒委〔2016〕3号\n520103,watch,2016-03-01,同上\n").unwrap();
        assert_eq!((good[0].1.tier, good[1].1.tier), (Tier::Listed, Tier::Watch));
        let error =
            read("unit,tier,since,document\n520102,重点,去年,\n520102,watch,2016-03-01,甲\n,watch,2016-03-01,甲\n")
                .unwrap_err();
        let told: Vec<_> = error
            .problems
            .iter()
            .map(|one| (one.place.row.unwrap(), one.what.code()))
            .collect();
        let expected = [
            (2, "rectify-tier-bad"),
            (2, "rectify-day-bad"),
            (2, "rectify-document-missing"),
            (4, "rectify-unit-bad"),
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn fewer_than_two_supervisions_a_year_show_and_nothing_else_counts_as_one() {
        let listing = Listing {
            tier: Tier::Listed,
            since: on("2016-03-01"),
            document: "省禁毒委〔2016〕3号".into(),
        };
        let measure = |kind, day| Measure {
            kind,
            on: on(day),
            document: "督〔2016〕1号".into(),
        };
        let mut measures = vec![
            measure(MeasureKind::Supervision, "2016-06-01"),
            measure(MeasureKind::Interview, "2016-07-01"),
            measure(MeasureKind::Order, "2016-08-01"),
            measure(MeasureKind::Supervision, "2017-01-05"),
        ];
        assert!(too_few(&listing, &measures, 2016) && too_few(&listing, &measures, 2017));
        measures.push(measure(MeasureKind::Supervision, "2016-12-31"));
        assert!(!too_few(&listing, &measures, 2016) && too_few(&listing, &measures, 2017));
        assert!(!too_few(&listing, &measures, 2015), "not listed yet");
        assert_eq!(Listing::read(&listing.to_value()).unwrap(), listing);
        assert_eq!(Measure::read(&measures[1].to_value()).unwrap(), measures[1]);
        assert!(Measure::read(&listing.to_value()).is_err() && Listing::read(&Value::null()).is_err());
        assert_ne!(measures[0].field(), measures[3].field());
    }
}
