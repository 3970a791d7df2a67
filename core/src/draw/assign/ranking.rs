//! A ranking: provinces with what last year's appraisal gave them, one column a ranking.

use std::collections::HashMap;

use super::columns::{self, Column};
use crate::exact::{Fraction, parse_decimal};
use crate::table::Table;
use crate::{Error, ErrorKind, Sentence};

const PROVINCE: Column = Column("province", "省份");

/// A table of ranks or scores. Which of the two the numbers are, the rule that reads them says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranking {
    /// Headers of the columns of numbers.
    pub(super) columns: Vec<String>,
    /// Province and its numbers, in the order of the file.
    pub(super) rows: Vec<(String, Vec<Fraction>)>,
}

impl Ranking {
    /// Reads a table with a column `province` (省份) and columns of numbers: those named, or all others when none is.
    ///
    /// # Errors
    /// [`ErrorKind::BadInput`] with every missing column, empty or doubled province and cell that is no decimal number.
    pub fn read(table: &Table, named: &[String]) -> Result<Self, Error> {
        let [province] = columns::require_all(table, [&PROVINCE])?;
        let columns = numbers(table, named, province)?;
        let mut problems = Vec::new();
        let mut seen: HashMap<&str, usize> = HashMap::new();
        let mut rows = Vec::new();
        for row in &table.rows {
            problems.extend(columns::check_name(table, row, province));
            let name = &row.cells[province].text;
            if let Some(first) = seen.insert(name, row.number).filter(|_| !name.is_empty()) {
                let what = Sentence::new("assign-province-twice").with("province", name);
                problems.push(columns::at(table, row, province, what.with("first", first)));
            }
            let mut values = Vec::new();
            for column in &columns {
                let cell = &row.cells[*column].text;
                if let Some(value) = parse_decimal(cell) {
                    values.push(value);
                } else {
                    let what = Sentence::new("assign-not-a-number").with("value", cell);
                    problems.push(columns::at(table, row, *column, what));
                }
            }
            rows.push((name.clone(), values));
        }
        Error::unless_empty(ErrorKind::BadInput, problems)?;
        Ok(Self {
            columns: columns
                .into_iter()
                .map(|column| table.columns[column].clone())
                .collect(),
            rows,
        })
    }

    pub(super) fn knows(&self, province: &str) -> bool {
        self.rows.iter().any(|(known, _)| known == province)
    }

    /// The ranking without some provinces, ranks counted again among those that remain (equal ranks stay equal).
    pub(super) fn reranked_without(&self, excluded: &[String]) -> Self {
        let rest = self.without(excluded);
        let rank = |column: usize, value: &Fraction| {
            let before = rest.rows.iter().filter(|(_, values)| values[column] < *value).count();
            crate::exact::whole(before + 1)
        };
        let rerank = |values: &[Fraction]| (0..).zip(values).map(|(column, value)| rank(column, value)).collect();
        let rows = rest
            .rows
            .iter()
            .map(|(province, values)| (province.clone(), rerank(values)));
        Self {
            rows: rows.collect(),
            columns: rest.columns.clone(),
        }
    }

    /// The ranking without some provinces, numbers as printed.
    pub(super) fn without(&self, excluded: &[String]) -> Self {
        let kept = self.rows.iter().filter(|(province, _)| !excluded.contains(province));
        Self {
            columns: self.columns.clone(),
            rows: kept.cloned().collect(),
        }
    }
}

fn numbers(table: &Table, named: &[String], province: usize) -> Result<Vec<usize>, Error> {
    if named.is_empty() {
        let others: Vec<usize> = (0..table.columns.len()).filter(|column| *column != province).collect();
        if others.is_empty() {
            let what = Sentence::new("assign-no-numbers");
            return Err(Error::at(ErrorKind::BadInput, table.place.clone(), what));
        }
        return Ok(others);
    }
    named.iter().map(|name| table.require(name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::whole;
    use crate::table;

    fn read(text: &str, named: &[&str]) -> Result<Ranking, Error> {
        let named: Vec<String> = named.iter().map(|name| (*name).to_owned()).collect();
        Ranking::read(&table::read("ranking.csv", text.as_bytes(), None).unwrap(), &named)
    }

    #[test]
    fn ranks_are_counted_again_among_those_that_remain() {
        let ranking = read("省份,预防教育\na,1\nb,2\nc,2\nd,4\n", &[]).unwrap();
        let again = ranking.reranked_without(&["a".to_owned()]);
        let ranks: Vec<&Fraction> = again.rows.iter().map(|(_, values)| &values[0]).collect();
        assert_eq!(ranks, [&whole(1), &whole(1), &whole(3)]);
    }

    #[test]
    fn only_named_columns_are_read_and_bad_cells_are_all_named() {
        assert_eq!(read("province,x,note\na,1,good\n", &["x"]).unwrap().columns, ["x"]);
        let error = read("province,x,y\na,1,-\na,,2\n", &[]).unwrap_err();
        assert_eq!(error.problems.len(), 3);
    }
}
