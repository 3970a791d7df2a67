//! Certificates: the file that lets anybody repeat a draw.
//!
//! One JSON file: the frozen plan and its commitment, rows per stratum, seeds with who rolled them (units, never
//! names), every drawn, reserve and designated unit, releases and void rolls; last, the SHA-256 of the canonical JSON
//! of all the rest. Its layout is fixed too, so that no byte of it changes unseen.

use serde::{Deserialize, Serialize};

use super::freeze::Frozen;
use super::plan::ReleaseReason;
use super::population::StratumRows;
use crate::canonical::{self, sha256_hex};
use crate::table::MAX_BYTES;
use crate::{Error, ErrorKind, Place, Sentence};

/// A certificate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// SHA-256 of the frozen plan.
    pub commitment: String,
    /// The frozen plan.
    pub plan: Frozen,
    /// Rows of the frame by stratum.
    pub rows: Vec<StratumRows>,
    /// The seeds, in the order they were rolled.
    pub rolls: Vec<Roll>,
    /// Drawn, reserve and designated units of the strata that are rolled; designated ones of the others too.
    pub units: Vec<DrawnUnit>,
    /// Reserves released, in order.
    pub releases: Vec<Release>,
    /// Rolls declared void; they stay on record.
    pub void_rolls: Vec<VoidRoll>,
    /// SHA-256 of the canonical JSON of all the rest.
    pub sha256: String,
}

/// One roll: a seed and how it came about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roll {
    /// The stratum, where each has its own seed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stratum: Option<String>,
    /// The digits.
    pub seed: String,
    /// 32 random bytes in hex, where the seed is not announced at the roll.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nonce: Option<String>,
    /// What is published instead of the seed: SHA-256(seed + "|" + hex(nonce)).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub salted_hash: Option<String>,
    /// Who rolled which digits, in order; together they are the seed.
    pub rollers: Vec<Roller>,
    /// When, RFC 3339.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// Where.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
}

/// Who rolled a part of a seed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Roller {
    /// A unit, never a person.
    pub unit: String,
    /// The digits it rolled.
    pub digits: String,
}

/// The role of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 正选
    Main,
    /// 备选
    Reserve,
    /// 指定: visited, outside every estimate
    Designated,
}

impl Role {
    /// The word in files.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Main => "main",
            Self::Reserve => "reserve",
            Self::Designated => "designated",
        }
    }
}

/// One unit of a certificate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawnUnit {
    /// Its stratum.
    pub stratum: String,
    /// From 1 in each stratum, reserves counting on; designated units have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank: Option<usize>,
    /// Its role.
    pub role: Role,
    /// Its id.
    pub unit: String,
    /// Its name, where the plan names a column.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its whole ticket, `0.` and 64 to 78 digits; none before the stratum is rolled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ticket: Option<String>,
    /// Inclusion probability `a/b` in lowest terms, over all stages; main units alone have one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub probability: Option<String>,
    /// 1 / probability, 9 decimals.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<String>,
    /// For a stage: the probability within the parent's unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within: Option<String>,
}

/// A reserve that took the place of a unit that cannot be visited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    /// The unit that cannot be visited.
    pub unit: String,
    /// The reserve that takes its place.
    pub reserve: String,
    /// The coded reason, one the plan names.
    pub reason: ReleaseReason,
    /// What shows it.
    pub evidence: String,
    /// Who released: the leader, or two members.
    pub by: Vec<Releaser>,
    /// When, RFC 3339.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
}

/// Someone who may release a reserve, by function and unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Releaser {
    /// Leader or member.
    pub role: Releasing,
    /// The unit they come from.
    pub unit: String,
}

/// In which function someone releases a reserve.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Releasing {
    /// 组长
    Leader,
    /// 组员
    Member,
}

/// A roll declared void, with what had been released under it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoidRoll {
    /// The roll.
    pub roll: Roll,
    /// Why.
    pub reason: String,
    /// When it was declared void, RFC 3339.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// Reserves that had been released under it.
    pub releases: Vec<Release>,
}

impl Certificate {
    /// The certificate as its file, once sealed.
    ///
    /// # Errors
    /// [`ErrorKind::Refused`] for one too large to be read again.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Error> {
        let mut bytes = serde_json::to_vec_pretty(self).map_err(|error| canonical::json_error(&error))?;
        bytes.push(b'\n');
        if bytes.len() <= MAX_BYTES {
            return Ok(bytes);
        }
        let what = Sentence::new("draw-certificate-too-large")
            .with("size", bytes.len())
            .with("limit", MAX_BYTES);
        Err(Error::new(ErrorKind::Refused, what))
    }

    /// Reads a certificate that nobody changed since it was sealed.
    ///
    /// # Errors
    /// [`ErrorKind::BadInput`] when it is none, [`ErrorKind::CheckFailed`] when it was changed.
    pub fn read(file: &str, bytes: &[u8]) -> Result<Self, Error> {
        let certificate = Self::parse(file, bytes)?;
        match certificate.broken_seal(bytes)? {
            None => Ok(certificate),
            Some(what) => Err(Error::at(ErrorKind::CheckFailed, Place::file(file), what)),
        }
    }

    /// Reads a certificate without asking whether it was changed: what `verify` begins with.
    ///
    /// # Errors
    /// [`ErrorKind::BadInput`] when it is none.
    pub fn parse(file: &str, bytes: &[u8]) -> Result<Self, Error> {
        serde_json::from_slice(bytes).map_err(|error| in_file(file, canonical::json_error(&error)))
    }

    /// The same certificate with the hash of its present content.
    pub(super) fn sealed(mut self) -> Result<Self, Error> {
        self.sha256 = self.content_hash()?;
        Ok(self)
    }

    /// What shows that bytes are not the sealed certificate, if anything does.
    pub(super) fn broken_seal(&self, bytes: &[u8]) -> Result<Option<Sentence>, Error> {
        let hash = self.content_hash()?;
        if hash != self.sha256 {
            let what = Sentence::new("draw-verify-seal")
                .with("found", &self.sha256)
                .with("computed", hash);
            return Ok(Some(what));
        }
        let expected = self.to_bytes()?;
        let same = expected.iter().zip(bytes).take_while(|(a, b)| a == b).count();
        let line = bytes[..same].split(|byte| *byte == b'\n').count();
        Ok((expected != bytes).then(|| Sentence::new("draw-verify-layout").with("line", line)))
    }

    fn content_hash(&self) -> Result<String, Error> {
        let mut value = serde_json::to_value(self).map_err(|error| canonical::json_error(&error))?;
        if let Some(object) = value.as_object_mut() {
            object.remove("sha256");
        }
        Ok(sha256_hex(&canonical::to_bytes(&value)?))
    }
}

impl Certificate {
    /// The roll that reaches a stratum, if it has happened.
    #[must_use]
    pub fn roll_of(&self, label: &str) -> Option<&Roll> {
        self.rolls.iter().find(|roll| roll.reaches(label))
    }

    /// The units of a stratum in one role, in order.
    pub fn units_of<'a>(&'a self, label: &'a str, role: Role) -> impl Iterator<Item = &'a DrawnUnit> {
        self.units
            .iter()
            .filter(move |unit| unit.role == role && unit.stratum == label)
    }

    /// A unit by its id.
    #[must_use]
    pub fn unit(&self, id: &str) -> Option<&DrawnUnit> {
        self.units.iter().find(|unit| unit.unit == id)
    }

    /// The release that took a unit out, if there is one.
    #[must_use]
    pub fn replaced(&self, id: &str) -> Option<&Release> {
        self.releases.iter().find(|release| release.unit == id)
    }

    /// The release that made a reserve take a place, if there is one.
    #[must_use]
    pub fn released(&self, id: &str) -> Option<&Release> {
        self.releases.iter().find(|release| release.reserve == id)
    }

    /// What is published at the roll: the commitment, and for every seed its salted hash, or itself where announced.
    #[must_use]
    pub fn public_lines(&self) -> Vec<String> {
        let rolls = self.rolls.iter().map(|roll| {
            let shown = roll
                .salted_hash
                .as_ref()
                .map_or(roll.seed.clone(), |hash| format!("sha256:{hash}"));
            let stratum = roll
                .stratum
                .as_ref()
                .map(|label| format!(" {label}"))
                .unwrap_or_default();
            format!("seed {shown}{stratum}")
        });
        std::iter::once(format!("commitment sha256:{}", self.commitment))
            .chain(rolls)
            .collect()
    }
}

impl Roll {
    /// Whether this seed decides a stratum.
    #[must_use]
    pub fn reaches(&self, label: &str) -> bool {
        self.stratum.as_ref().is_none_or(|stratum| stratum == label)
    }
}

/// The same error, placed in a file.
pub(super) fn in_file(file: &str, mut error: Error) -> Error {
    for problem in &mut error.problems {
        problem.place.file = Some(file.to_owned());
    }
    error
}
