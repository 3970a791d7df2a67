//! Zones: which provinces one group inspects, read from a table `zone,province`.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::columns::{self, Column};
use crate::table::Table;
use crate::{Error, ErrorKind, Sentence};

const ZONE: Column = Column("zone", "片区");
const PROVINCE: Column = Column("province", "省份");
/// A group can do no fewer and hardly more provinces in one round.
const USUAL: std::ops::RangeInclusive<usize> = 2..=4;

/// One zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Zone {
    /// Its name, which is also its id in the draw.
    pub id: String,
    /// Its provinces, sorted.
    pub provinces: Vec<String>,
}

/// All zones, sorted by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zones {
    pub(super) zones: Vec<Zone>,
}

impl Zones {
    /// The zones, sorted by name.
    #[must_use]
    pub fn zones(&self) -> &[Zone] {
        &self.zones
    }

    /// Reads the table; the order of its rows changes nothing.
    ///
    /// # Errors
    /// [`ErrorKind::BadInput`] with every empty or unusable cell and every province that stands twice.
    pub fn read(table: &Table) -> Result<Self, Error> {
        let [zone, province] = columns::require_all(table, [&ZONE, &PROVINCE])?;
        let mut zones: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        let mut seen: HashMap<&str, usize> = HashMap::new();
        let mut problems = Vec::new();
        for row in &table.rows {
            problems.extend(
                [zone, province]
                    .iter()
                    .filter_map(|column| columns::check_name(table, row, *column)),
            );
            let (name, place) = (&row.cells[zone].text, &row.cells[province].text);
            if let Some(first) = seen.get(place.as_str()).filter(|_| !place.is_empty()) {
                let what = Sentence::new("assign-province-twice").with("province", place);
                problems.push(columns::at(table, row, province, what.with("first", first)));
            }
            seen.entry(place).or_insert(row.number);
            zones.entry(name).or_default().push(place.clone());
        }
        Error::unless_empty(ErrorKind::BadInput, problems)?;
        let sorted = |(id, mut provinces): (&str, Vec<String>)| {
            provinces.sort_unstable();
            Zone {
                id: id.to_owned(),
                provinces,
            }
        };
        Ok(Self {
            zones: zones.into_iter().map(sorted).collect(),
        })
    }

    /// How many provinces all zones have together.
    #[must_use]
    pub fn provinces(&self) -> usize {
        self.zones.iter().map(|zone| zone.provinces.len()).sum()
    }

    /// Zones of an unusual number of provinces: allowed, and said.
    pub(super) fn remarks(&self) -> Vec<Sentence> {
        let unusual = self.zones.iter().filter(|zone| !USUAL.contains(&zone.provinces.len()));
        let remark = |zone: &Zone| {
            Sentence::new("assign-zone-unusual")
                .with("zone", &zone.id)
                .with("count", zone.provinces.len())
        };
        unusual.map(remark).collect()
    }

    pub(super) fn knows(&self, province: &str) -> bool {
        self.zones
            .iter()
            .any(|zone| zone.provinces.iter().any(|known| known == province))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table;

    fn read(text: &str) -> Result<Zones, Error> {
        Zones::read(&table::read("zones.csv", text.as_bytes(), None).unwrap())
    }

    #[test]
    fn zones_are_sorted_whatever_the_order_of_rows_and_language_of_headers() {
        let first = read("zone,province\n乙,c\n甲,b\n甲,a\n").unwrap();
        assert_eq!(first, read("省份,片区\na,甲\nb,甲\nc,乙\n").unwrap());
        assert_eq!(first.provinces(), 3);
        assert_eq!(first.remarks().len(), 1);
    }

    #[test]
    fn a_province_in_two_zones_and_empty_cells_are_all_named() {
        let error = read("zone,province\n甲,a\n乙,a\n,b\n丙,\n").unwrap_err();
        let rows: Vec<_> = error.problems.iter().map(|problem| problem.place.row).collect();
        assert_eq!(rows, [Some(3), Some(4), Some(5)]);
        assert_eq!(error.problems[0].what.arg("first"), Some("2"));
    }

    #[test]
    fn every_missing_column_is_named() {
        assert_eq!(read("a,b\n1,2\n").unwrap_err().problems.len(), 2);
    }
}
