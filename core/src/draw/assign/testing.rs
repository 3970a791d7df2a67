//! Plans for the tests of this room.

use proptest::prelude::*;

use super::{Group, Member, Plan, Role, Zone};

/// Groups by the homes of their members, zones by their provinces; ids in the order given.
pub(super) fn plan(homes: &[Vec<&str>], zones: &[Vec<&str>], no_mutual: bool) -> Plan {
    let member = |group: usize, index: usize, home: &str| Member {
        id: format!("m{group:02}-{index}"),
        role: if index == 0 { Role::Leader } else { Role::Member },
        unit: format!("{home}禁毒办"),
        home: Some(home.to_owned()),
        recusals: Vec::new(),
    };
    let groups = homes.iter().enumerate().map(|(group, homes)| Group {
        id: format!("{group:02}"),
        members: homes
            .iter()
            .enumerate()
            .map(|(index, home)| member(group, index, home))
            .collect(),
    });
    let zones = zones.iter().enumerate().map(|(zone, provinces)| Zone {
        id: format!("{zone:02}"),
        provinces: provinces.iter().map(|province| (*province).to_owned()).collect(),
    });
    Plan {
        dialect: super::freeze::DIALECT.to_owned(),
        title: "t".to_owned(),
        ceremony: "c".to_owned(),
        no_mutual,
        groups: groups.collect(),
        zones: zones.collect(),
    }
}

/// Any plan of up to `most` groups: one province a zone, one or two members a group, each with up to two recusals.
pub(super) fn any_plan(most: usize) -> impl Strategy<Value = Plan> {
    const NAMES: [&str; 6] = ["a", "b", "c", "d", "e", "f"];
    let member = (0..6_usize, proptest::collection::vec(0..6_usize, 0..3));
    let group = proptest::collection::vec(member, 1..3);
    (1..=most, any::<bool>()).prop_flat_map(move |(size, no_mutual)| {
        proptest::collection::vec(group.clone(), size).prop_map(move |groups| {
            let homes: Vec<Vec<&str>> = groups
                .iter()
                .map(|group| group.iter().map(|(home, _)| NAMES[*home]).collect())
                .collect();
            let zones: Vec<Vec<&str>> = NAMES[..size].iter().map(|name| vec![*name]).collect();
            let mut plan = plan(&homes, &zones, no_mutual);
            for (group, drawn) in plan.groups.iter_mut().zip(&groups) {
                for (member, (_, recusals)) in group.members.iter_mut().zip(drawn) {
                    member.recusals = recusals.iter().map(|place| NAMES[*place].to_owned()).collect();
                    member.recusals.sort_unstable();
                    member.recusals.dedup();
                }
            }
            plan
        })
    })
}
