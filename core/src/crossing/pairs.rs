//! Pairs as small records: UniFFI carries no tuples.

use super::fault::one_way;
use super::speech::spoken;
use crate::Sentence;
use crate::ids::MemberId;
use crate::lead::Trip;
use crate::merge::Release;
use crate::notebook::{Line, Seen};
use crate::words::say_line;

/// Pairs with the record each becomes; `both` is read as well as written.
macro_rules! pairs {
    ($($alias:ident = $pair:ty, $(#[$doc:meta])* $record:ident { $($(#[$field_doc:meta])* $field:ident: $of:ty),+ };)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, uniffi::Record)]
        pub struct $record {
            $($(#[$field_doc])* pub $field: $of,)+
        }

        type $alias = $pair;
        uniffi::custom_type!($alias, $record, {
            remote,
            lower: |pair| {
                let ($($field,)+) = pair;
                $record { $($field,)+ }
            },
            try_lift: |record| {
                let $record { $($field,)+ } = record;
                Ok(($($field,)+))
            },
        });
    )+};
}

pairs! {
    IndicatorPair = (u64, String),
    /// An indicator of a numbered pack.
    IndicatorRef {
        /// Number of the pack.
        pack: u64,
        /// Its id.
        id: String
    };
    WordsPair = (MemberId, String),
    /// What somebody wrote.
    MemberWords {
        /// Who.
        member: MemberId,
        /// What.
        words: String
    };
    TallyPair = (MemberId, Vec<u64>),
    /// What somebody counted.
    MemberTally {
        /// Who.
        member: MemberId,
        /// How many chose each option.
        counts: Vec<u64>
    };
    OptionPair = (String, u64),
    /// An option and how many chose it.
    OptionCount {
        /// Its words.
        option: String,
        /// How many.
        count: u64
    };
    FactPair = (String, String),
    /// A fact about a place.
    Fact {
        /// What.
        name: String,
        /// Which.
        value: String
    };
    TripPair = (Trip, Seen),
    /// A trip of the plan.
    PlannedTrip {
        /// The trip.
        trip: Trip,
        /// For the verb.
        seen: Seen
    };
    DrawnPair = (u64, u64),
    /// How many were drawn of how many.
    DrawnOf {
        /// N.
        population: u64,
        /// n.
        sample: u64
    };
    SizePair = (u32, u32),
    /// The sides of a picture.
    PictureSize {
        /// In pixels.
        width: u32,
        /// In pixels.
        height: u32
    };
    PlacePair = (i64, i64),
    /// A place a file claims, WGS-84, in 1e-7 degrees.
    ClaimedPlace {
        /// North.
        latitude: i64,
        /// East.
        longitude: i64
    };
    ReleasePair = (Release, Option<String>),
    /// What became of the release of a reserve.
    ReleaseShown {
        /// How it stands.
        release: Release,
        /// For which drawn unit.
        unit: Option<String>
    };
}

/// A line of the journal.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct JournalLine {
    /// When, by this machine's clock: ms since 1970.
    pub at: i64,
    /// What, in words.
    pub words: String,
}

uniffi::custom_type!(Line, JournalLine, {
    lower: |line| JournalLine {
        at: line.wall,
        words: say_line(spoken(), &line.code),
    },
    try_lift: |_line| one_way(),
});

/// Entries that wait, with how many wait for the same reason.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct WaitingRow {
    /// Why.
    pub reason: Sentence,
    /// How many.
    pub count: usize,
}

type WaitingPair = (Sentence, usize);
uniffi::custom_type!(WaitingPair, WaitingRow, {
    remote,
    lower: |pair| WaitingRow { reason: pair.0, count: pair.1 },
    try_lift: |_record| one_way(),
});
