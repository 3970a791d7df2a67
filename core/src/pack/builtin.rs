//! The five built-in packs: one national, one city, one county, one demonstration-city and one provincial document.
//!
//! They are text in the sources and pass the same rules as anybody's pack. A row may only change when its document is
//! read again; what a row means is explained by its note.

use super::Pack;
use crate::{Error, ErrorKind, Sentence};

/// The ids of the built-in packs.
pub const BUILTIN_IDS: [&str; 5] = ["s0", "s1", "s2", "s3", "s4"];

/// Both files of a folder beside this one.
macro_rules! folder {
    ($id:literal) => {
        [
            include_str!(concat!("builtin/", $id, "/pack.toml")),
            include_str!(concat!("builtin/", $id, "/indicators.csv")),
        ]
    };
}

/// A built-in pack by its id, `s0` to `s4`.
///
/// # Errors
/// [`ErrorKind::NotFound`] for any other id.
pub fn builtin(id: &str) -> Result<Pack, Error> {
    let [toml, csv] = match id {
        "s0" => folder!("s0"),
        "s1" => folder!("s1"),
        "s2" => folder!("s2"),
        "s3" => folder!("s3"),
        "s4" => folder!("s4"),
        _ => {
            let what = Sentence::new("pack-unknown").with("id", super::cell::quote(id));
            let what = what.with("known", BUILTIN_IDS.join(", "));
            return Err(Error::new(ErrorKind::NotFound, what));
        }
    };
    Pack::from_folder_parts(toml.as_bytes(), csv.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::indicator::AnswerType;

    /// Rows of each answer type in s0 to s4, as the description of the five documents counts them.
    const COUNTS: [(&str, [usize; 5]); 13] = [
        ("yes_no", [14, 30, 15, 30, 18]),
        ("document", [12, 60, 7, 34, 13]),
        ("checklist", [0, 6, 5, 8, 5]),
        ("percent_threshold", [5, 8, 17, 19, 5]),
        ("percent_report", [11, 4, 4, 3, 0]),
        ("count_threshold", [0, 11, 1, 14, 3]),
        ("count_report", [17, 25, 17, 15, 19]),
        ("ratio", [0, 1, 1, 2, 0]),
        ("tier_table", [0, 0, 1, 0, 3]),
        ("trend", [0, 6, 3, 10, 2]),
        ("zero_event", [0, 0, 1, 11, 1]),
        ("deadline", [0, 5, 0, 2, 0]),
        ("free_text", [15, 7, 1, 3, 2]),
    ];
    /// Programme, printed area and number of items of the table of s0, in its order.
    const S0_TABLE: [(&str, &str, u32); 9] = [
        ("6·27", "禁毒部门", 3),
        ("6·27", "学校", 4),
        ("6·27", "社区", 4),
        ("6·27", "社会面", 3),
        ("8·31", "禁毒部门", 6),
        ("8·31", "乡镇(街道)", 5),
        ("8·31", "社区", 3),
        ("网格化", "禁毒部门", 4),
        ("网格化", "社区", 3),
    ];

    fn all() -> [Pack; 5] {
        BUILTIN_IDS.map(|id| builtin(id).unwrap_or_else(|error| panic!("{error}")))
    }

    #[test]
    fn the_five_packs_have_532_rows_counted_by_document_and_type() {
        let packs = all();
        assert_eq!(
            packs.iter().map(|pack| pack.indicators.len()).collect::<Vec<_>>(),
            [74, 163, 73, 151, 71]
        );
        for kind in AnswerType::all() {
            let count = |pack: &Pack| pack.indicators.iter().filter(|one| one.answer_type == kind).count();
            let expected = COUNTS.iter().find(|(code, _)| *code == kind.code()).unwrap().1;
            assert_eq!(packs.each_ref().map(count), expected, "{}", kind.code());
        }
    }

    #[test]
    fn ids_are_unique_across_the_five_packs_and_headers_agree_with_them() {
        let mut seen = std::collections::HashSet::new();
        for (id, pack) in BUILTIN_IDS.into_iter().zip(all()) {
            assert_eq!(
                (pack.header.id.as_str(), pack.header.doc.as_str()),
                (id, id.to_uppercase().as_str())
            );
            assert!(
                pack.indicators.into_iter().all(|one| seen.insert(one.id().to_owned())),
                "{id}"
            );
        }
    }

    #[test]
    fn s0_has_its_35_items_in_the_order_of_the_printed_table() {
        let pack = builtin("s0").unwrap();
        let wanted = S0_TABLE
            .iter()
            .flat_map(|(programme, area, count)| (1..=*count).map(move |k| (*programme, *area, k)));
        let wanted: Vec<_> = wanted.collect();
        let items: Vec<u32> = pack.indicators.iter().map(|one| one.item.unwrap()).collect();
        assert!(items.is_sorted(), "printed order");
        assert_eq!(items.iter().collect::<std::collections::BTreeSet<_>>().len(), 35);
        for one in &pack.indicators {
            let (programme, area, k) = wanted[one.item.unwrap() as usize - 1];
            assert_eq!(
                (one.cell("programme"), one.cell("printed_area")),
                (programme, area),
                "{}",
                one.id()
            );
            assert!(
                one.cell("clause").ends_with(&format!("/{area}/第{k}项")),
                "{}",
                one.id()
            );
        }
    }

    #[test]
    fn what_belongs_to_the_table_of_s0_stands_in_s0_alone() {
        for (id, pack) in BUILTIN_IDS.into_iter().zip(all()) {
            for one in &pack.indicators {
                assert_eq!(one.cell("methods_basis") == "set-stated", id == "s0", "{}", one.id());
                assert_eq!(one.item.is_some(), id == "s0", "{}", one.id());
                assert_eq!(!one.cell("printed_area").is_empty(), id == "s0", "{}", one.id());
            }
        }
    }

    #[test]
    fn every_indicator_shows_document_and_clause_as_its_basis() {
        let pack = builtin("s0").unwrap();
        let basis = pack.basis(pack.indicator("S0-5").unwrap());
        assert_eq!(
            basis,
            "《国家禁毒办交叉检查工作方案》（豫禁毒办传〔2017〕44号转发）三/6·27工程/学校/第2项"
        );
        for pack in all() {
            for one in &pack.indicators {
                let basis = pack.basis(one);
                assert!(
                    basis.contains(&pack.header.title) && basis.ends_with(one.cell("clause")),
                    "{basis}"
                );
            }
        }
    }

    #[test]
    fn an_id_that_is_not_built_in_is_refused_with_those_that_are() {
        let error = builtin("s9").unwrap_err();
        assert_eq!(
            (error.kind, error.problems[0].what.arg("known")),
            (ErrorKind::NotFound, Some("s0, s1, s2, s3, s4"))
        );
    }

    #[test]
    fn the_csv_written_is_the_csv_that_was_embedded() {
        for (id, [_, csv]) in [
            ("s0", folder!("s0")),
            ("s1", folder!("s1")),
            ("s2", folder!("s2")),
            ("s3", folder!("s3")),
            ("s4", folder!("s4")),
        ] {
            assert!(builtin(id).unwrap().to_csv() == csv.as_bytes(), "{id}");
        }
    }
}
