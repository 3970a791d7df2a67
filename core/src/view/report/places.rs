//! What units are called: names from the campaign's frames, provinces from the first two digits of a code (GB/T 2260).
//!
//! A unit no frame names is shown by its code, never by a guess.

use std::collections::BTreeMap;

use crate::Error;
use crate::draw::Plan;
use crate::field::visit_entity;
use crate::ids::StreamName;
use crate::notebook::Notebook;
use crate::table;
use crate::view::shown::own_text;
use crate::view::visit::VisitSite;

/// The longest frame that is read.
const MOST: u64 = 64 << 20;
/// The columns of a frame that say what lies above a unit.
const CITY: &str = "city";
const PROVINCE: &str = "province";
/// What stands for a city where there is none, in the list of counties.
const NO_CITY: [&str; 3] = ["市辖区", "县", "直辖县级行政区划"];

/// The 34 units of the first level with their codes, in the order of the codes.
pub const PROVINCES: [(&str, &str); 34] = [
    ("11", "北京市"),
    ("12", "天津市"),
    ("13", "河北省"),
    ("14", "山西省"),
    ("15", "内蒙古自治区"),
    ("21", "辽宁省"),
    ("22", "吉林省"),
    ("23", "黑龙江省"),
    ("31", "上海市"),
    ("32", "江苏省"),
    ("33", "浙江省"),
    ("34", "安徽省"),
    ("35", "福建省"),
    ("36", "江西省"),
    ("37", "山东省"),
    ("41", "河南省"),
    ("42", "湖北省"),
    ("43", "湖南省"),
    ("44", "广东省"),
    ("45", "广西壮族自治区"),
    ("46", "海南省"),
    ("50", "重庆市"),
    ("51", "四川省"),
    ("52", "贵州省"),
    ("53", "云南省"),
    ("54", "西藏自治区"),
    ("61", "陕西省"),
    ("62", "甘肃省"),
    ("63", "青海省"),
    ("64", "宁夏回族自治区"),
    ("65", "新疆维吾尔自治区"),
    ("71", "台湾省"),
    ("81", "香港特别行政区"),
    ("82", "澳门特别行政区"),
];

/// A unit of a frame.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Named {
    /// Its name.
    pub name: String,
    /// The name of its city, where the frame has one.
    pub city: String,
}

/// What units are called, by their ids.
#[derive(Debug, Clone, Default)]
pub struct Places(BTreeMap<String, Named>);

impl Places {
    /// Names of units by id.
    #[must_use]
    pub fn new(named: impl IntoIterator<Item = (String, Named)>) -> Self {
        Self(named.into_iter().collect())
    }

    /// The names in the frames of a campaign's plans, as far as they are here.
    ///
    /// # Errors
    /// When a file cannot be read; one that is no frame names nothing.
    pub fn of_campaign(notebook: &Notebook) -> Result<Self, Error> {
        let mut places = Self::default();
        let files = |kind: &str| -> Result<Vec<(String, Vec<u8>)>, Error> {
            let fields = notebook.state().fields_of_kind(&StreamName::Campaign, kind);
            let mut files = Vec::new();
            for field in fields.filter(|field| &*field.key.field == "file") {
                let blob = field.values().first().and_then(|value| value.blobs().first().copied());
                let bytes = blob
                    .map(|blob| notebook.vault().bytes(&blob.hash, MOST))
                    .transpose()?
                    .flatten();
                files.extend(bytes.map(|bytes| (field.key.entity.key.to_string(), bytes)));
            }
            Ok(files)
        };
        let frames = files("frame")?;
        for (name, bytes) in files("plan")? {
            let Ok(plan) = Plan::read(&name, &bytes) else { continue };
            let file = plan.frame.rsplit('/').next().unwrap_or_default();
            let frame = frames.iter().find(|(known, _)| known == file);
            if let Some(Ok(frame)) = frame.map(|(name, bytes)| table::read(name, bytes, None)) {
                places.take(&frame, &plan);
            }
        }
        Ok(places)
    }

    fn take(&mut self, frame: &table::Table, plan: &Plan) {
        let name = plan.name.as_deref().and_then(|name| frame.position(name));
        let (Some(id), Some(name)) = (frame.position(&plan.id), name) else {
            return;
        };
        let (city, province) = (frame.position(CITY), frame.position(PROVINCE));
        for row in &frame.rows {
            let cell = |at: Option<usize>| at.and_then(|at| row.cells.get(at)).map_or("", |cell| cell.text.trim());
            let is_city = |city: &&str| !city.is_empty() && !NO_CITY.iter().any(|none| city.ends_with(none));
            let above = Some(cell(city)).filter(is_city).unwrap_or_else(|| cell(province));
            let named = Named {
                name: cell(Some(name)).to_owned(),
                city: above.to_owned(),
            };
            self.0.insert(cell(Some(id)).to_owned(), named);
        }
    }

    /// What a unit is called: city and name; its id where no frame has it.
    #[must_use]
    pub fn name(&self, unit: &str) -> String {
        match self.0.get(unit) {
            Some(named) => format!("{}{}", named.city, named.name),
            None => unit.to_owned(),
        }
    }

    /// Code of the province of a unit; empty for an id that begins with none.
    #[must_use]
    pub fn province_code(unit: &str) -> &'static str {
        let known = |code: &&(&'static str, &'static str)| unit.len() >= 6 && unit.starts_with(code.0);
        PROVINCES.iter().find(known).map_or("", |(code, _)| code)
    }

    /// Name of a province of a code; empty for none.
    #[must_use]
    pub fn province(code: &str) -> &'static str {
        PROVINCES
            .iter()
            .find(|(known, _)| *known == code)
            .map_or("", |(_, name)| name)
    }

    /// Code of a province by its name or its code.
    #[must_use]
    pub fn province_of(text: &str) -> Option<&'static str> {
        let text = text.trim();
        let known = |(code, name): &&(&'static str, &'static str)| {
            *code == text || *name == text || (text.chars().count() >= 2 && name.starts_with(text))
        };
        PROVINCES.iter().find(known).map(|(code, _)| *code)
    }
}

/// What the place of a visit is called: its unit's name, or, of a place in no frame, its own behind that of the unit above.
///
/// # Errors
/// When the store cannot be read.
pub fn visit_name(notebook: &Notebook, visit: &StreamName) -> Result<String, Error> {
    let unit = VisitSite::read(notebook, visit).unit;
    let own = own_text(notebook, visit, &visit_entity(), "name")?.unwrap_or_default();
    Ok(format!("{}{own}", Places::of_campaign(notebook)?.name(&unit)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_no_frame_names_is_shown_by_its_code() {
        let named = Named {
            name: "碑林区".into(),
            city: "西安市".into(),
        };
        let places = Places::new([("610103".to_owned(), named)]);
        assert_eq!(
            (places.name("610103"), places.name("610104")),
            ("西安市碑林区".into(), "610104".into())
        );
        assert_eq!(Places::province(Places::province_code("610104")), "陕西省");
        assert_eq!((Places::province_code("99"), Places::province_code("990000")), ("", ""));
        assert_eq!(
            (
                Places::province_of("陕西"),
                Places::province_of("61"),
                Places::province_of("陕")
            ),
            (Some("61"), Some("61"), None)
        );
    }
}
