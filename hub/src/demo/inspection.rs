//! A visit on two phones without a signal: both answer, the hub brings them together, the log shows where they differ,
//! the leader decides; then both use the five methods (`methods`), sign, and the visit is proved (`proof`).
//!
//! The hub is a real one over TLS on this machine; the phones are stores in a temporary folder, each keyed, that joined
//! by invitation. The campaign's folder stays behind, so that `visit list`, `status` and `log verify` can be tried on it.

use std::path::PathBuf;

use crosscheck_core::draw::Certificate;
use crosscheck_core::draw::certificate::Role as DrawnRole;
use crosscheck_core::field::{self, Chosen, Opening, Place, Question, Said};
use crosscheck_core::ids::StreamName;
use crosscheck_core::judge::{Answer, Value, sheet};
use crosscheck_core::lead;
use crosscheck_core::notebook::{Class, Notebook, Seen};
use crosscheck_core::pack::Pack;
use crosscheck_core::view::Filter;
use crosscheck_core::{Error, ErrorKind, Sentence, pack};

use super::folder::Folder;
use super::phone::{PEOPLE, Phone, held, settle};
use super::{line, methods, proof, step};
use crate::campaign::folder::Campaign;
use crate::campaign::{file, init, visit};
use crate::context::Context;
use crate::serve::{self, Server};

/// Name of the campaign's folder in the demonstration's.
const DIR: &str = "活动";
/// Marks a folder the demonstration may replace.
const MARK: &str = "generated.txt";
/// The passphrase of its recovery file, which protects nothing.
const PASSPHRASE: &str = "demonstration only";
/// The number of the campaign's one checklist.
pub const PACK: u64 = 1;

/// Makes the campaign, fills one visit on two phones and brings them together; gives the campaign's folder and the county.
pub fn inspect(folder: &Folder, certificate: &Certificate, context: &Context) -> Result<(PathBuf, String), Error> {
    step(context, "demo-step-inspection");
    let packs = campaign(folder, context)?.packs;
    let server = office(folder, context)?;
    let phones = tempfile::tempdir().map_err(|cause| {
        Error::new(
            ErrorKind::Storage,
            Sentence::new("file-not-written").with("reason", cause),
        )
    })?;
    let mut leader = Phone::join(phones.path(), &server, PEOPLE[0], context)?;
    let mut member = Phone::join(phones.path(), &server, PEOPLE[1], context)?;
    leader.go_out();
    member.go_out();
    line(context, &Sentence::new("demo-out"));

    let county = certificate.units.iter().find(|unit| unit.role == DrawnRole::Main);
    let county = county.ok_or_else(|| Error::new(ErrorKind::NotFound, Sentence::new("demo-nothing-drawn")))?;
    let pack = pack::builtin("s0")?;
    let page = filled(folder, &pack)?;
    let opening = Opening {
        place: Place::Listed(county.unit.clone()),
        kind: page.sheet.clone(),
        chosen: Chosen::Main,
        packs: vec![PACK],
        round: 1,
    };
    let visit = field::open_visit(&mut member.book(), &opening)?;
    let answered = answer(&mut member.book(), &visit, &pack, &page, Some)?;
    line(
        context,
        &Sentence::new("demo-member-answers")
            .with("kind", &page.sheet)
            .with("count", answered),
    );
    // The leader opened the same site without a signal; they meet in one visit.
    field::open_visit(&mut leader.book(), &opening)?;
    let answered = answer(&mut leader.book(), &visit, &pack, &page, otherwise)?;
    line(context, &Sentence::new("demo-leader-answers").with("count", answered));

    settle(&mut [&mut member, &mut leader])?;
    line(context, &Sentence::new("demo-back"));
    visit::print(&leader.book(), &packs, &visit, Filter::Differing, context)?;
    let decided = decide(&mut leader.book(), &visit, context)?;
    line(context, &Sentence::new("demo-decided").with("count", decided));
    settle(&mut [&mut leader, &mut member])?;
    leader.go_out();
    member.go_out();
    methods::use_all(&leader, &member, (&visit, &county.unit), phones.path(), context)?;
    leader.book().fetch_up_to(Class::Original);
    settle(&mut [&mut member, &mut leader])?;
    methods::tell(&leader.book(), &visit, context)?;
    methods::choose(&mut leader.book(), &visit)?;
    sign(&mut leader, &mut member, &visit, context)?;
    compare(&server, &mut leader, &mut member, context)?;
    proof::prove(folder, &mut leader.book(), &packs, &visit, context)?;
    leader.go_out();
    member.go_out();
    server.stop();
    Ok((folder.path().join(DIR), county.unit.clone()))
}

/// Both sign the same.
fn sign(leader: &mut Phone, member: &mut Phone, visit: &StreamName, context: &Context) -> Result<(), Error> {
    let code = field::sign_off(&mut member.book(), visit)?;
    settle(&mut [member, leader])?;
    let same = field::sign_off(&mut leader.book(), visit)? == code;
    let signed = Sentence::new(if same { "demo-signed" } else { "demo-signed-apart" });
    line(context, &signed.with("code", code.printed()));
    settle(&mut [leader, member])?;
    if leader.book().is_all_on_server()? && member.book().is_all_on_server()? {
        line(context, &Sentence::new("demo-all-there"));
    }
    Ok(())
}

/// All three fold the same, once both phones have what the hub said last.
fn compare(server: &Server, leader: &mut Phone, member: &mut Phone, context: &Context) -> Result<(), Error> {
    server.hub().follow()?;
    settle(&mut [leader, member])?;
    server.hub().follow()?;
    for (who, digest) in [
        ("demo-phone-leader", leader.book().digest()),
        ("demo-phone-member", member.book().digest()),
        ("demo-office", held(&server.hub().book).digest()),
    ] {
        let dump = Sentence::new("demo-dump").with("who", context.word(who));
        line(context, &dump.with("hash", digest));
    }
    Ok(())
}

/// The campaign's hub, at any port of this machine.
fn office(folder: &Folder, context: &Context) -> Result<Server, Error> {
    let dir = folder.path().join(DIR);
    let (hub, _) = serve::open(&dir, None)?;
    let tls = serve::own_tls(&hub.identity)?;
    let server = Server::start(hub, (std::net::Ipv4Addr::LOCALHOST, 0).into(), Some(tls))?;
    let address = format!("https://{}", server.address());
    server
        .hub()
        .storage
        .set_meta(serve::command::ADDRESS, address.as_bytes())?;
    line(context, &Sentence::new("demo-hub").with("address", address));
    Ok(server)
}

/// The campaign's folder, made anew.
fn campaign(folder: &Folder, context: &Context) -> Result<Campaign, Error> {
    let toml = format!(
        "# 由演示生成 / generated by the demonstration\ntitle = \"{}\"\nfrom = \"2017-06-05\"\nto = \"2017-06-30\"\n\
         packs = [\"s0\"]\nroster = \"roster.csv\"\nzones = \"zones.csv\"\ngroups = \"groups.json\"\nplans = [\"s0-plan.toml\"]\n",
        context.word("demo-campaign-title")
    );
    folder.put("CAMPAIGN.toml", toml.as_bytes(), "demo-about-campaign")?;
    let dir = folder.path().join(DIR);
    if dir.exists() {
        if !dir.join(MARK).exists() {
            let what = Sentence::new("campaign-dir-there");
            return Err(crate::campaign::folder::fault(&dir, ErrorKind::Refused, what));
        }
        std::fs::remove_dir_all(&dir).map_err(|cause| crate::campaign::folder::disk(&dir, &cause))?;
    }
    let described = file::describe(&folder.path().join("CAMPAIGN.toml"))?;
    let made = init::make(&dir, &described, PASSPHRASE, context)?;
    folder.put(&format!("{DIR}/{MARK}"), PASSPHRASE.as_bytes(), "demo-about-mark")?;
    let said = Sentence::new("demo-campaign").with("groups", described.groups.len());
    line(context, &said.with("campaign", &made.campaign[..16]));
    Campaign::open(&dir)
}

/// The sheet with most answers on it.
fn filled(folder: &Folder, pack: &Pack) -> Result<sheet::Page, Error> {
    let name = "检查表-已填.xlsx";
    let bytes = crate::context::read(&folder.path().join(name))?;
    let filled = sheet::read(name, &bytes, &pack.indicators)?;
    let most = filled
        .pages
        .into_iter()
        .max_by_key(|page| page.answers.iter().filter(|(_, answer)| answer.is_some()).count());
    most.ok_or_else(|| Error::new(ErrorKind::NotFound, Sentence::new("campaign-self-check-empty")))
}

/// Answers what is on the page; `found` says what this person found where the page says something.
fn answer(
    notebook: &mut Notebook,
    visit: &StreamName,
    pack: &Pack,
    page: &sheet::Page,
    found: impl Fn(Value) -> Option<Value>,
) -> Result<usize, Error> {
    let mut count = 0;
    for (index, answer) in &page.answers {
        let (Some(indicator), Some(answer)) = (pack.indicators.get(*index), answer) else {
            continue;
        };
        let Some(value) = found(answer.value().clone()) else {
            continue;
        };
        let question = Question {
            visit,
            pack: PACK,
            indicator,
        };
        let said = Answer::counted(value);
        field::answer(notebook, &question, &Said::from(said), &Seen::default())?;
        count += 1;
    }
    Ok(count)
}

/// What the leader found otherwise: what the member found to be so is not, and one thing less was there. Words he leaves
/// to the member.
fn otherwise(value: Value) -> Option<Value> {
    match value {
        Value::YesNo(true) => Some(Value::YesNo(false)),
        Value::Checklist(mut there) => {
            there.pop_last();
            Some(Value::Checklist(there))
        }
        Value::Text(_) => None,
        value => Some(value),
    }
}

/// The leader decides every differing answer for the one that stands first, with a reason.
fn decide(leader: &mut Notebook, visit: &StreamName, context: &Context) -> Result<usize, Error> {
    let differing: Vec<_> = leader
        .state()
        .fields_of_kind(visit, "answer")
        .filter(|field| field.is_conflict())
        .cloned()
        .collect();
    for field in &differing {
        let value = field.values()[0].clone();
        lead::decide(
            leader,
            &field.key,
            value,
            &context.word("demo-reason"),
            &Seen::of(field),
        )?;
    }
    Ok(differing.len())
}
