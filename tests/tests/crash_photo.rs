//! A phone killed before any step of taking or masking a photo has, after the next start, a whole photo or nothing.
//!
//! strace kills the program as it enters a call that changes files, at every such call it makes: no luck is needed.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Add;
use std::path::Path;
use std::process::{Command, Output};

use crosscheck_core::change::Entity;
use crosscheck_core::field;
use crosscheck_core::ids::StreamName;
use crosscheck_core::notebook::Notebook;
use crosscheck_tests::hub::LEA;
use crosscheck_tests::party;
use crosscheck_tests::phone::{enrol_key, office};
use crosscheck_tests::pictures::{self, Beside};
use crosscheck_tests::run;
use crosscheck_tests::travels::open;
use rayon::prelude::*;
use tempfile::TempDir;

/// Calls after which something is otherwise than before.
const CALLS: &str = "?open,openat,?creat,write,pwrite64,ftruncate,fsync,fdatasync,?rename,renameat,?renameat2,?unlink,unlinkat,?mkdir,mkdirat";

fn photographed() -> Vec<u8> {
    pictures::jpeg(
        900,
        700,
        Beside {
            orientation: 6,
            says: true,
        },
    )
}

/// A folder with lea's notebook, her visit open, and what the camera left; with a photo taken, if that is wanted.
fn stage(taken: bool) -> TempDir {
    let kept = tempfile::tempdir().unwrap();
    let folder = kept.path();
    let mut office = office(&folder.join("office.db"));
    enrol_key(&mut office, "lea", crosscheck_core::model::Role::Leader, "G01", LEA);
    office.seal().unwrap();
    let mut lea = open(&folder.join("lea.db"));
    lea.take(&office.segments().unwrap(), &office.texts().unwrap()).unwrap();
    party::visit(&mut lea);
    lea.seal().unwrap();
    drop(lea);
    std::fs::write(folder.join("IMG.jpg"), photographed()).unwrap();
    if taken {
        run(&mut photographer(folder, &[]));
    }
    kept
}

/// A copy of a stage, to be killed on.
fn copied(stage: &TempDir) -> TempDir {
    let copy = tempfile::tempdir().unwrap();
    run(Command::new("cp")
        .arg("-r")
        .arg(stage.path().join("."))
        .arg(copy.path()));
    copy
}

fn photographer(folder: &Path, more: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_photographer"));
    command
        .arg(folder.join("lea.db"))
        .arg(folder.join("IMG.jpg"))
        .args(more);
    command
}

/// A call to be killed at: its name, and which of that name.
type Call = (String, usize);

/// Runs the program and kills it as it enters a call; gives whether it had said that it was done.
fn killed(folder: &Path, more: &[&str], (name, nth): &Call) -> bool {
    let program = photographer(folder, more);
    let mut strace = Command::new("strace");
    strace.args(["-f", "-qq", "-e", &format!("trace={name}"), "-o", "/dev/null"]);
    strace.args(["-e", &format!("inject={name}:signal=KILL:when={nth}")]);
    let output: Output = strace
        .arg(program.get_program())
        .args(program.get_args())
        .output()
        .unwrap();
    let said = output.stdout == b"saved 1\n";
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success(), "{name} {nth} was never entered: {errors}");
    said
}

/// Every call the program makes from its beginning to its end.
fn calls(folder: &Path, more: &[&str]) -> Vec<Call> {
    let program = photographer(folder, more);
    let trace = folder.join("trace");
    let mut strace = Command::new("strace");
    strace.args(["-f", "-qq", "-e", "signal=none", "-e", &format!("trace={CALLS}"), "-o"]);
    run(strace.arg(&trace).arg(program.get_program()).args(program.get_args()));
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let lines = std::fs::read_to_string(&trace).unwrap();
    let call = |line: &str| {
        let (head, _) = line.split_once('(').unwrap();
        let name = head.rsplit(' ').next().unwrap().to_owned();
        let count = counts.entry(name.clone()).or_default();
        *count += 1;
        (name, *count)
    };
    lines.lines().map(call).collect()
}

fn photos(book: &Notebook, visit: &StreamName) -> Vec<Entity> {
    field::things(book, visit, "photo")
}

/// Files of the vault that are neither a whole blob of the log nor the lock.
fn strays(book: &Notebook) -> Vec<String> {
    let named = book.named_blobs().unwrap();
    for blob in named.iter() {
        assert_eq!(book.vault().check(&blob.blob.hash).unwrap(), Some(blob.blob.length));
    }
    let Ok(listed) = std::fs::read_dir(book.vault().folder()) else {
        return Vec::new();
    };
    let files: Vec<String> = listed
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let files: Vec<String> = files.into_iter().filter(|name| name != "filing.lock").collect();
    if files.len() == named.len() { Vec::new() } else { files }
}

/// How often each end was found.
#[derive(Debug, Default, Clone, Copy)]
struct Ends {
    nothing: usize,
    whole: usize,
    /// Of the whole ones, those that were finished by the next start.
    finished: usize,
}

impl Add for Ends {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            nothing: self.nothing + other.nothing,
            whole: self.whole + other.whole,
            finished: self.finished + other.finished,
        }
    }
}

/// One kill: what the next start finds of the photo.
fn taking(stage: &TempDir, nth: &Call) -> Ends {
    let folder = copied(stage);
    let said = killed(folder.path(), &[], nth);
    let camera = folder.path().join("IMG.jpg");
    let gone = !camera.exists();
    let mut book = open(&folder.path().join("lea.db"));
    let visit = party::visit(&mut book);
    let found = photos(&book, &visit);
    assert_eq!(
        field::unfinished_photos(&book).unwrap(),
        0,
        "{nth:?}: an intent is left"
    );
    assert_eq!(strays(&book), Vec::<String>::new(), "{nth:?}: files nobody names");
    match &found[..] {
        [] => {
            assert!(!said, "{nth:?}: a photo that was said to be saved is lost");
            assert_eq!(
                std::fs::read(&camera).unwrap(),
                photographed(),
                "{nth:?}: the camera's file is lost"
            );
            Ends {
                nothing: 1,
                ..Ends::default()
            }
        }
        [photo] => {
            assert!(!camera.exists(), "{nth:?}: the camera's file is left");
            assert_eq!(book.named_blobs().unwrap().len(), 3, "{nth:?}");
            let caption = field::words_of(&book, &visit, photo, "caption").unwrap();
            assert_eq!((caption.len(), &*caption[0].1), (1, "宣传栏，生成的文字"), "{nth:?}");
            assert!(
                field::capture_of(&book, &visit, photo).is_some() && !said | gone,
                "{nth:?}"
            );
            book.verify().unwrap();
            Ends {
                whole: 1,
                finished: usize::from(!gone),
                ..Ends::default()
            }
        }
        more => panic!("{nth:?}: {} photos of one", more.len()),
    }
}

#[test]
fn killed_before_any_step_of_taking_a_photo_it_is_finished_at_the_next_start_or_there_is_nothing() {
    let stage = stage(false);
    let calls = calls(copied(&stage).path(), &[]);
    let ends = calls
        .par_iter()
        .map(|nth| taking(&stage, nth))
        .reduce(Ends::default, Ends::add);
    println!("{} kills: {ends:?}", calls.len());
    assert_eq!(ends.nothing + ends.whole, calls.len());
    assert!(ends.nothing > 10 && ends.whole > 10 && ends.finished > 5, "{ends:?}");
}

/// One kill of masking: the photo is masked whole, or as it was.
fn masking(stage: &TempDir, nth: &Call) -> Ends {
    let folder = copied(stage);
    let said = killed(folder.path(), &["mask"], nth);
    let mut book = open(&folder.path().join("lea.db"));
    let visit = party::visit(&mut book);
    let photo = photos(&book, &visit).remove(0);
    assert_eq!(strays(&book), Vec::<String>::new(), "{nth:?}: files nobody names");
    let masked = book.state().field(&visit, &photo, "masked").is_some();
    assert!(masked || !said, "{nth:?}: a masking that was said to be saved is lost");
    assert_eq!(book.named_blobs().unwrap().len(), if masked { 6 } else { 3 }, "{nth:?}");
    Ends {
        nothing: usize::from(!masked),
        whole: usize::from(masked),
        finished: 0,
    }
}

#[test]
fn killed_before_any_step_of_masking_a_photo_it_is_masked_whole_or_as_it_was() {
    let stage = stage(true);
    let calls = calls(copied(&stage).path(), &["mask"]);
    let ends = calls
        .par_iter()
        .map(|nth| masking(&stage, nth))
        .reduce(Ends::default, Ends::add);
    println!("{} kills: {ends:?}", calls.len());
    assert!(ends.nothing > 10 && ends.whole > 3, "{ends:?}");
}

/// What of the folder a power cut could still take, as the program goes on.
#[derive(Debug, Default)]
struct AtRisk {
    /// Files with bytes, and folders with names, that are not synced.
    paths: BTreeSet<String>,
    /// Names that were there before.
    known: BTreeSet<String>,
}

/// The folder a path lies in.
fn above(path: &str) -> String {
    path.rsplit_once('/')
        .map_or(String::new(), |(folder, _)| folder.to_owned())
}

impl AtRisk {
    /// Does one call, given its name and the paths it names.
    fn does(&mut self, line: &str, name: &str, paths: &[&str]) {
        let Some(first) = paths.first().map(|path| (*path).to_owned()) else {
            return;
        };
        match name {
            "write" | "pwrite64" | "ftruncate" => drop(self.paths.insert(first)),
            "fsync" | "fdatasync" => drop(self.paths.remove(&first)),
            "openat" if line.contains("O_CREAT") && self.known.insert(first.clone()) => {
                self.paths.insert(above(&first));
            }
            "mkdir" => drop(self.paths.insert(above(&first))),
            "unlink" | "unlinkat" => {
                self.paths.remove(&first);
                self.paths.insert(above(&first));
            }
            "rename" | "renameat" | "renameat2" => {
                if self.paths.remove(&first) {
                    self.paths.insert(paths[1].to_owned());
                }
                self.paths.insert(above(&first));
            }
            _ => {}
        }
        // Shared memory is made anew, the lock is empty, and neither is asked for after a cut.
        self.paths
            .retain(|path| !path.ends_with("-shm") && !path.ends_with("filing.lock"));
    }
}

#[test]
fn the_cameras_file_goes_only_when_all_that_is_kept_has_reached_the_disk() {
    let stage = stage(false);
    let folder = stage.path().canonicalize().unwrap();
    let notes = tempfile::tempdir().unwrap();
    let trace = notes.path().join("trace");
    let program = photographer(&folder, &[]);
    let mut strace = Command::new("strace");
    strace.args([
        "-f",
        "-y",
        "-qq",
        "-s",
        "0",
        "-e",
        "signal=none",
        "-e",
        &format!("trace={CALLS}"),
        "-o",
    ]);
    run(strace.arg(&trace).arg(program.get_program()).args(program.get_args()));
    let mut at_risk = AtRisk::default();
    let listed = std::fs::read_dir(&folder).unwrap();
    at_risk.known = listed
        .map(|entry| entry.unwrap().path().to_str().unwrap().to_owned())
        .collect();
    let (inside, camera) = (
        format!("{}/", folder.display()),
        format!("{}/IMG.jpg", folder.display()),
    );
    let mut gone = 0;
    for line in std::fs::read_to_string(&trace)
        .unwrap()
        .lines()
        .filter(|line| !line.contains(" = -1 "))
    {
        let name = line.split_once('(').unwrap().0.rsplit(' ').next().unwrap();
        // Open files are printed as 3</path>, names as "/path"; the same file twice in a line is one.
        let mut paths: Vec<&str> = line
            .split(['<', '>', '"'])
            .filter(|part| part.starts_with(&inside))
            .collect();
        paths.extend(line.split(['<', '>']).filter(|part| *part == folder.to_str().unwrap()));
        paths.dedup();
        if name.starts_with("unlink") && paths.first() == Some(&&*camera) {
            assert_eq!(
                at_risk.paths,
                BTreeSet::new(),
                "the camera's file goes before these are safe"
            );
            gone += 1;
        }
        if name == "write" && line.contains("write(1<") {
            assert_eq!(at_risk.paths, BTreeSet::new(), "said to be saved before these are safe");
            gone += 1;
        }
        at_risk.does(line, name, &paths);
    }
    assert_eq!(gone, 2, "the camera's file goes once, and saved is said once");
}

/// Runs a script where it may mount, with `$PHOTOGRAPHER` and `$FOLDER`; gives everything it said.
fn apart(script: &str, folder: &Path) -> String {
    let root = Command::new("id").arg("-u").output().unwrap().stdout == b"0\n";
    let user: &[&str] = if root { &[] } else { &["--user", "--map-root-user"] };
    let mut unshare = Command::new("unshare");
    unshare.args(user).args(["--mount", "sh", "-c", script]);
    unshare
        .env("PHOTOGRAPHER", env!("CARGO_BIN_EXE_photographer"))
        .env("FOLDER", folder);
    let output = unshare.output().unwrap();
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

#[test]
fn a_disk_too_small_for_a_photo_says_so_and_keeps_nothing_of_it() {
    let stage = stage(false);
    let folder = stage.path();
    // Behind its end mark a photo may hold anything; what is kept of it is too long for the disk.
    let long = [photographed(), vec![0x5a; 6 << 20]].concat();
    std::fs::write(folder.join("IMG.jpg"), &long).unwrap();
    let script = "mkdir $FOLDER/disk && mount -t tmpfs -o size=5m none $FOLDER/disk && cp $FOLDER/lea.db* $FOLDER/disk &&
        { $PHOTOGRAPHER $FOLDER/disk/lea.db $FOLDER/IMG.jpg; echo status $?; rm $FOLDER/lea.db*; cp -r $FOLDER/disk/. $FOLDER; }";
    let said = apart(script, folder);
    assert!(said.contains("status 1") && said.contains("\"store-full\""), "{said}");
    let mut book = open(&folder.join("lea.db"));
    let visit = party::visit(&mut book);
    assert_eq!(photos(&book, &visit), [], "the disk had no room and the photo is there");
    assert_eq!(
        (strays(&book), field::unfinished_photos(&book).unwrap()),
        (Vec::new(), 0)
    );
    assert_eq!(std::fs::read(folder.join("IMG.jpg")).unwrap(), long);
}
