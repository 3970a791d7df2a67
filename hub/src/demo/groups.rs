//! Ten groups and ten zones: leaders by a named rule, and the roll that sends each group away from home.

use crosscheck_core::draw::Frozen;
use crosscheck_core::draw::assign::{
    Against, Choice, ExcludeWhen, Freezing, Groups, Leaders, Plan, RankedPlace, Ranking, Roster, Rule, Zones, verify,
};
use crosscheck_core::{Error, Sentence, canonical, table};

use super::folder::Folder;
use super::{counties, generated, line, step};
use crate::context::Context;

/// Groups of the 2017 campaign.
const GROUPS: usize = 10;

/// Chooses leaders, freezes roster and zones, rolls, and verifies the result.
pub fn assign(folder: &Folder, frozen: &Frozen, seed: &str, context: &Context) -> Result<(), Error> {
    step(context, "demo-step-groups");
    let provinces = counties::provinces(frozen)?;
    let chosen = leaders(folder, &provinces)?;
    let names = |places: &[RankedPlace]| places.iter().map(|place| place.province.clone()).collect::<Vec<_>>();
    let (first, tiers) = (
        names(&chosen.leaders),
        chosen.tiers.iter().map(|tier| names(tier)).collect::<Vec<_>>(),
    );
    line(
        context,
        &Sentence::new("demo-leaders").with("leaders", first.join("、")),
    );
    let roster = read(
        folder,
        "roster.csv",
        &generated::roster(&first, &tiers),
        "demo-about-roster",
    )?;
    let zones = read(folder, "zones.csv", &generated::zones(&provinces), "demo-about-zones")?;
    let (roster, zones) = (Roster::read(&roster)?, Zones::read(&zones)?);
    let freezing = Freezing {
        title: context.word("demo-groups-title"),
        ceremony: None,
        no_mutual: false,
    };
    let plan = freezing.freeze(&roster, &zones)?.plan;
    let plan = folder.put(
        "groups-plan.json",
        &canonical::to_bytes(&plan)?,
        "demo-about-groups-plan",
    )?;
    let plan = Plan::read("groups-plan.json", &plan)?;
    let commitment = plan.commitment()?;
    let groups = Groups::roll(plan, seed)?;
    let bytes = folder.put("groups.json", groups.to_text()?.as_bytes(), "demo-about-groups")?;
    let against = Against {
        commitment: Some(&commitment),
        tables: Some((&roster, &zones)),
    };
    let groups = verify("groups.json", &bytes, against)?;
    line(
        context,
        &Sentence::new("demo-groups-commitment").with("commitment", commitment),
    );
    for assignment in &groups.assignments {
        let going = Sentence::new("demo-group")
            .with("group", &assignment.group)
            .with("zone", &assignment.zone);
        line(context, &going.with("provinces", assignment.provinces.join("、")));
    }
    line(context, &Sentence::new("demo-groups-verified").with("k", groups.k));
    Ok(())
}

fn leaders(folder: &Folder, provinces: &[String]) -> Result<Leaders, Error> {
    let ranking = read(
        folder,
        "ranking.csv",
        &generated::ranking(provinces),
        "demo-about-ranking",
    )?;
    let choice = |ties: Vec<String>| Choice {
        top: GROUPS,
        rule: Rule::SumOfRanks,
        exclude: Vec::new(),
        exclude_when: ExcludeWhen::Before,
        ties,
        tiers: true,
    };
    // A tie is a person's decision; the demonstration's person takes the provinces as they stand in the list.
    choice(provinces.to_vec()).choose(&Ranking::read(&ranking, &[])?)
}

fn read(folder: &Folder, name: &str, bytes: &[u8], about: &'static str) -> Result<table::Table, Error> {
    table::read(name, &folder.put(name, bytes, about)?, None)
}
