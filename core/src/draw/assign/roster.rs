//! The roster: who is in which group, from where, and where they may not go.
//!
//! A table `group,member,role,unit,home,recusals`, one member a row; a column `name` may stand in it for the organiser's own
//! use and is never taken over. Any other column is refused, so that no phone number or identity number travels along.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::columns::{self, Column};
use super::{MAX_GROUPS, MAX_MEMBERS};
use crate::table::{Row, Table};
use crate::{Error, ErrorKind, Problem, Sentence};

const GROUP: Column = Column("group", "组别");
const MEMBER: Column = Column("member", "编号");
const ROLE: Column = Column("role", "身份");
const UNIT: Column = Column("unit", "单位");
const HOME: Column = Column("home", "所在省份");
const RECUSALS: Column = Column("recusals", "回避");
const NAME: Column = Column("name", "姓名");

/// What a member is in the group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 组长.
    Leader,
    /// 组员.
    Member,
    /// 部门代表: of a ministry or another member unit.
    Ministry,
    /// 专家.
    Expert,
    /// 媒体.
    Media,
}

impl Role {
    /// Every role, in the order people are listed.
    pub const ALL: [Self; 5] = [Self::Leader, Self::Member, Self::Ministry, Self::Expert, Self::Media];

    /// The role of a code.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }

    /// The code in files.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Leader => "leader",
            Self::Member => "member",
            Self::Ministry => "ministry",
            Self::Expert => "expert",
            Self::Media => "media",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        match text {
            "leader" | "组长" => Some(Self::Leader),
            "member" | "组员" => Some(Self::Member),
            "ministry" | "部门代表" => Some(Self::Ministry),
            "expert" | "专家" => Some(Self::Expert),
            "media" | "媒体" => Some(Self::Media),
            _ => None,
        }
    }
}

/// One member, without a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// Id within the campaign.
    pub id: String,
    /// What they are in the group.
    pub role: Role,
    /// The unit that sends them.
    pub unit: String,
    /// The province they are of; none for members of ministries and the like.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub home: Option<String>,
    /// Provinces they may not inspect, sorted.
    pub recusals: Vec<String>,
}

/// One group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Its name, which is also its id in the draw.
    pub id: String,
    /// Its members, sorted by id.
    pub members: Vec<Member>,
}

/// All groups, sorted by name, members by id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roster {
    pub(super) groups: Vec<Group>,
}

impl Roster {
    /// The groups, sorted by name.
    #[must_use]
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// Reads the table; the order of its rows changes nothing. Recusals are separated by `;` or `、`.
    ///
    /// # Errors
    /// [`ErrorKind::BadInput`] with every column that does not belong, every unusable cell, every member who stands
    /// twice, and every group without exactly one leader.
    pub fn read(table: &Table) -> Result<Self, Error> {
        let [group, member, role, unit] = columns::require_all(table, [&GROUP, &MEMBER, &ROLE, &UNIT])?;
        let mut problems = foreign_columns(table);
        let mut groups: BTreeMap<&str, Vec<Member>> = BTreeMap::new();
        let mut seen: HashMap<&str, usize> = HashMap::new();
        for row in &table.rows {
            let named = [group, member, unit];
            problems.extend(
                named
                    .iter()
                    .filter_map(|column| columns::check_name(table, row, *column)),
            );
            let id = &row.cells[member].text;
            if let Some(first) = seen.get(id.as_str()).filter(|_| !id.is_empty()) {
                let what = Sentence::new("assign-member-twice").with("member", id);
                problems.push(columns::at(table, row, member, what.with("first", first)));
            }
            seen.entry(id).or_insert(row.number);
            let Some(known) = Role::parse(&row.cells[role].text) else {
                let what = Sentence::new("assign-role-unknown").with("role", &row.cells[role].text);
                problems.push(columns::at(table, row, role, what));
                continue;
            };
            groups.entry(&row.cells[group].text).or_default().push(Member {
                id: id.clone(),
                role: known,
                unit: row.cells[unit].text.clone(),
                home: cell(table, row, &HOME)
                    .filter(|home| !home.is_empty())
                    .map(str::to_owned),
                recusals: recusals(cell(table, row, &RECUSALS).unwrap_or_default()),
            });
        }
        let groups: Vec<Group> = groups.into_iter().map(sorted).collect();
        problems.extend(group_problems(table, &groups));
        Error::unless_empty(ErrorKind::BadInput, problems)?;
        Ok(Self { groups })
    }
}

fn cell<'a>(table: &Table, row: &'a Row, column: &Column) -> Option<&'a str> {
    column.find(table).map(|column| row.cells[column].text.as_str())
}

fn recusals(text: &str) -> Vec<String> {
    let parts = text.split([';', '；', '、', ',', '，']).map(str::trim);
    let mut provinces: Vec<String> = parts.filter(|part| !part.is_empty()).map(str::to_owned).collect();
    provinces.sort_unstable();
    provinces.dedup();
    provinces
}

fn sorted((id, mut members): (&str, Vec<Member>)) -> Group {
    members.sort_by(|a, b| a.id.cmp(&b.id));
    Group {
        id: id.to_owned(),
        members,
    }
}

fn foreign_columns(table: &Table) -> Vec<Problem> {
    let known = [GROUP, MEMBER, ROLE, UNIT, HOME, RECUSALS, NAME];
    let belongs = |name: &String| known.iter().any(|column| name == column.0 || name == column.1);
    let foreign = table.columns.iter().filter(|name| !belongs(name));
    foreign
        .map(|name| {
            let what = Sentence::new("assign-column-foreign").with("column", name);
            Problem::new(table.place.clone().row(1).column(name), what)
        })
        .collect()
}

fn group_problems(table: &Table, groups: &[Group]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut say = |what: Sentence| problems.push(Problem::new(table.place.clone(), what));
    let members: usize = groups.iter().map(|group| group.members.len()).sum();
    if groups.len() > MAX_GROUPS || members > MAX_MEMBERS {
        let what = Sentence::new("assign-too-many").with("groups", groups.len());
        let what = what.with("members", members).with("max_groups", MAX_GROUPS);
        say(what.with("max_members", MAX_MEMBERS));
    }
    for group in groups {
        let leaders = group
            .members
            .iter()
            .filter(|member| member.role == Role::Leader)
            .count();
        if leaders != 1 {
            let what = Sentence::new("assign-one-leader").with("group", &group.id);
            say(what.with("leaders", leaders));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table;

    fn read(text: &str) -> Result<Roster, Error> {
        Roster::read(&table::read("roster.csv", text.as_bytes(), None).unwrap())
    }

    #[test]
    fn a_name_is_read_past_and_never_kept() {
        let roster =
            read("group,member,role,unit,home,recusals,name\n1,m1,leader,甲省禁毒办,甲省,丙省;乙省,某人\n").unwrap();
        let member = &roster.groups[0].members[0];
        assert_eq!(member.recusals, ["丙省", "乙省"]);
        assert!(!serde_json::to_string(member).unwrap().contains("某人"));
    }

    #[test]
    fn a_column_for_a_phone_number_is_refused() {
        let error = read("组别,编号,身份,单位,手机\n1,m1,组长,甲省禁毒办,0\n").unwrap_err();
        assert_eq!(error.problems[0].what.code(), "assign-column-foreign");
        assert_eq!(error.problems[0].place.column.as_deref(), Some("手机"));
    }

    #[test]
    fn unknown_roles_doubled_members_and_groups_without_a_leader_are_all_named() {
        let error =
            read("group,member,role,unit\n1,m1,leader,x\n1,m1,expert,y\n2,m2,boss,z\n2,m3,member,z\n").unwrap_err();
        let codes: Vec<&str> = error.problems.iter().map(|problem| problem.what.code()).collect();
        assert_eq!(
            codes,
            ["assign-member-twice", "assign-role-unknown", "assign-one-leader"]
        );
    }
}
