//! Cells of a campaign as they may leave the team: answers about protected persons, each with what may show of it.
//!
//! A report, a matrix, a table of differences and an export are all made of the same cells, so all of them are decided at
//! once, for one pack and every site of a county, and the same way for everybody who prints a part. Verdicts always
//! show. The rule itself is `privacy::small`'s; here stand the figures of each answer and which indicators tell of each
//! other: those that share a wording of numerator or denominator, and the parts of one requirement (S0-28, S0-28a).

use std::collections::BTreeMap;

use super::answer::Value;
use super::figure::{SLOTS, figures, has_numbers, is_kept};
use crate::pack::{Indicator, Pack};
use crate::privacy::small::{Audience, Figure, Row, Shown, Table, conceal};

/// What stands at one site for one indicator.
#[derive(Debug, Clone, Copy)]
pub struct Cell<'a> {
    /// The site, by a name that no other has; the newest round alone where it was inspected again.
    pub site: &'a str,
    /// Its areas from the province down to the county: `privacy::small::areas` of its unit.
    pub areas: &'a [String],
    /// Kind of site.
    pub kind: &'a str,
    /// The place of the indicator in the pack.
    pub indicator: usize,
    /// The one answer that stands.
    pub found: Option<&'a Value>,
    /// What the place says of itself.
    pub reported: Option<&'a Value>,
}

/// What may be seen of a cell beside its verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellShown {
    /// All of it.
    Open,
    /// Of its numbers only these; neither the values nor the reasons of the verdict, which repeat them.
    Kept {
        /// The answer: this period and the base period, or what else it has; none where it has no such number.
        found: [Option<Shown>; SLOTS],
        /// What the place says of itself.
        reported: [Option<Shown>; SLOTS],
    },
}

impl CellShown {
    /// Whether numbers, reasons and difference may be printed as they are.
    #[must_use]
    pub fn is_open(&self) -> bool {
        *self == Self::Open
    }
}

/// The cells of a pack as an audience may see them.
#[derive(Debug, Clone)]
pub struct Cells {
    shown: Vec<CellShown>,
    /// By indicator the table it stands in, and where its figures begin there.
    places: BTreeMap<usize, (usize, usize)>,
    tables: Vec<Table>,
}

impl Cells {
    /// A cell, by its place among those that were given.
    #[must_use]
    pub fn cell(&self, place: usize) -> Option<&CellShown> {
        self.shown.get(place)
    }

    /// The sum over the sites of an area of what was found for an indicator that is kept; none where it is not kept or
    /// nothing stands. Sums of other indicators are nobody's business here.
    #[must_use]
    pub fn total(&self, indicator: usize, areas: &[String]) -> [Option<Shown>; SLOTS] {
        let Some((table, from)) = self.places.get(&indicator) else {
            return [None; SLOTS];
        };
        let total = self.tables.get(*table).map_or(&[][..], |table| table.total(areas));
        std::array::from_fn(|slot| total.get(from + slot).copied().flatten())
    }
}

/// Decides what may be seen of every cell of a pack. The cells must be all those the campaign has of a county.
#[must_use]
pub fn shown_cells(pack: &Pack, cells: &[Cell<'_>], audience: &Audience) -> Cells {
    let kept = |cell: &Cell| {
        let indicator = pack.indicators.get(cell.indicator)?;
        is_kept(indicator, cell.kind).then_some(indicator)
    };
    let (mut places, mut tables) = (BTreeMap::new(), Vec::new());
    let mut shown = vec![CellShown::Open; cells.len()];
    for family in families(&pack.indicators) {
        for (at, indicator) in family.iter().enumerate() {
            places.insert(*indicator, (tables.len(), at * 2 * SLOTS));
        }
        let mut rows: BTreeMap<&str, Row> = BTreeMap::new();
        let mut of_row: Vec<(usize, &str, usize)> = Vec::new();
        for (place, cell) in cells.iter().enumerate() {
            let at = family.iter().position(|indicator| *indicator == cell.indicator);
            let (Some(at), Some(indicator)) = (at, kept(cell)) else {
                continue;
            };
            let row = rows.entry(cell.site).or_insert_with(|| Row {
                unit: cell.site.to_owned(),
                areas: cell.areas.to_vec(),
                figures: vec![None; family.len() * 2 * SLOTS],
            });
            let from = at * 2 * SLOTS;
            row.figures.splice(from..from + 2 * SLOTS, of_cell(indicator, cell));
            of_row.push((place, cell.site, from));
        }
        let order: Vec<&str> = rows.keys().copied().collect();
        let rows: Vec<Row> = rows.values().cloned().collect();
        let table = conceal(&rows, audience);
        for (place, site, from) in of_row {
            let row = order.binary_search(&site).map_or(&[][..], |at| table.row(at));
            let has_numbers = [cells[place].found, cells[place].reported]
                .into_iter()
                .flatten()
                .any(has_numbers);
            let slot = |at: usize| row.get(from + at).copied().flatten();
            if has_numbers && *audience != Audience::Team {
                shown[place] = CellShown::Kept {
                    found: std::array::from_fn(slot),
                    reported: std::array::from_fn(|at| slot(SLOTS + at)),
                };
            }
        }
        tables.push(table);
    }
    Cells { shown, places, tables }
}

fn of_cell(indicator: &Indicator, cell: &Cell) -> [Option<Figure>; 2 * SLOTS] {
    let figures = |value: Option<&Value>| value.map_or([None; SLOTS], |value| figures(indicator, value));
    let (found, reported) = (figures(cell.found), figures(cell.reported));
    [found[0], found[1], reported[0], reported[1]]
}

/// The protected indicators of a pack, those together that tell of each other.
fn families(indicators: &[Indicator]) -> Vec<Vec<usize>> {
    let mut families: Vec<Vec<usize>> = Vec::new();
    for (place, indicator) in indicators.iter().enumerate() {
        if !super::form::is_protected(indicator) {
            continue;
        }
        let is_related = |family: &Vec<usize>| {
            family
                .iter()
                .any(|other| tell_of_each_other(&indicators[*other], indicator))
        };
        let (related, apart): (Vec<_>, Vec<_>) = families.into_iter().partition(is_related);
        families = apart;
        let mut family: Vec<usize> = related.into_iter().flatten().chain([place]).collect();
        family.sort_unstable();
        families.push(family);
    }
    families
}

fn tell_of_each_other(one: &Indicator, other: &Indicator) -> bool {
    fn terms(indicator: &Indicator) -> [&str; 2] {
        ["numerator_zh", "denominator_zh"].map(|column| indicator.cell(column))
    }
    fn stem(indicator: &Indicator) -> &str {
        indicator
            .id()
            .trim_end_matches(|letter: char| letter.is_ascii_lowercase())
    }
    let shares = terms(one)
        .iter()
        .any(|term| !term.is_empty() && terms(other).contains(term));
    shares || stem(one) == stem(other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::whole;
    use crate::judge::Rate;
    use crate::pack::builtin;
    use crate::privacy::small::areas;

    fn place(pack: &Pack, id: &str) -> usize {
        pack.indicators
            .iter()
            .position(|indicator| indicator.id() == id)
            .unwrap()
    }

    fn said(shown: &CellShown) -> String {
        let CellShown::Kept { found, reported } = shown else {
            return "open".into();
        };
        let say = |shown: &Option<Shown>| shown.map(|shown| crate::words::say(crate::Lang::Zh, &shown.say()));
        let said: Vec<String> = found.iter().chain(reported).filter_map(say).collect();
        said.join(" ")
    }

    /// One indicator at four townships of a county.
    fn shown(id: &str, kind: &str, values: &[Value], reported: Option<&Value>, audience: &Audience) -> Vec<String> {
        let pack = builtin("s0").unwrap();
        let sites: Vec<(String, Vec<String>)> = (1..)
            .map(|at| format!("61010200{at}"))
            .map(|unit| (unit.clone(), areas(&unit)))
            .take(values.len())
            .collect();
        let cells: Vec<Cell> = sites
            .iter()
            .zip(values)
            .map(|((site, areas), value)| Cell {
                site,
                areas,
                kind,
                indicator: place(&pack, id),
                found: Some(value),
                reported,
            })
            .collect();
        let cells = shown_cells(&pack, &cells, audience);
        (0..values.len()).map(|at| said(cells.cell(at).unwrap())).collect()
    }

    #[test]
    fn a_small_remainder_at_a_township_hides_its_cell_and_one_other() {
        let rates = [(58, 60), (70, 90), (40, 50)].map(|(part, all)| Value::Rate(Rate::of(part, all)));
        assert_eq!(
            shown("S0-24a", "乡镇(街道)", &rates, None, &Audience::Outside),
            ["<5", "不单列", "40/50"]
        );
        assert_eq!(
            shown("S0-24a", "乡镇(街道)", &rates, None, &Audience::Team),
            ["open"; 3]
        );
        assert_eq!(
            shown(
                "S0-24a",
                "乡镇(街道)",
                &rates,
                None,
                &Audience::Unit("610102002".into())
            ),
            ["<5", "70/90", "40/50"]
        );
    }

    #[test]
    fn what_a_place_says_of_itself_is_hidden_with_what_was_found() {
        let (found, reported) = (Value::Rate(Rate::of(58, 60)), Value::Rate(Rate::of(60, 60)));
        assert_eq!(
            shown("S0-24a", "乡镇(街道)", &[found], Some(&reported), &Audience::Outside),
            ["<5 不单列"]
        );
    }

    #[test]
    fn staff_and_the_county_are_never_suppressed_and_words_have_no_numbers() {
        let count = [Value::Count(whole(2))];
        assert_eq!(shown("S0-28b", "社区(村居)", &count, None, &Audience::Outside), ["<5"]);
        assert_eq!(
            shown("S0-9a", "社区(村居)", &[Value::YesNo(true)], None, &Audience::Outside),
            ["open"]
        );
        let pack = builtin("s1").unwrap();
        let asked = |id: &str| &pack.indicators[place(&pack, id)];
        assert!(is_kept(asked("S1-3.1b"), "乡镇(街道)") && !is_kept(asked("S1-3.1b"), "禁毒办"));
        assert!(!is_kept(asked("S1-0c"), "禁毒办"), "a county's answer");
        let staff = pack
            .indicators
            .iter()
            .find(|one| one.counts_persons == crate::pack::indicator::CountsPersons::Staff);
        assert!(!is_kept(staff.unwrap(), "乡镇(街道)"));
    }

    #[test]
    fn parts_of_one_requirement_are_hidden_together() {
        let pack = builtin("s0").unwrap();
        let (site, areas) = ("610102001", areas("610102001"));
        let values = [60, 57, 3].map(|number| Value::Count(whole(number)));
        let ids = ["S0-28", "S0-28a", "S0-28b"];
        let cells: Vec<Cell> = ids
            .iter()
            .zip(&values)
            .map(|(id, value)| Cell {
                site,
                areas: &areas,
                kind: "社区(村居)",
                indicator: place(&pack, id),
                found: Some(value),
                reported: None,
            })
            .collect();
        let cells = shown_cells(&pack, &cells, &Audience::Outside);
        let said: Vec<String> = (0..3).map(|at| said(cells.cell(at).unwrap())).collect();
        assert_eq!(said, ["不单列", "不单列", "<5"], "60 less 57 is 3");
        assert_eq!(cells.total(place(&pack, "S0-28"), &areas), [Some(Shown::Hidden), None]);
    }
}
