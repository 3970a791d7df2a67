//! What a program did to the files of a folder, recorded by strace and read back as [`Step`]s.
//!
//! strace prints every string and path in hexadecimal (`-xx`), so its lines can be cut at commas and brackets. Every
//! call that can change a file is traced; one that touches a watched file and is not known here stops the test.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as loudly as tests do")]

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::Command;

use super::Step;

/// Calls that change files or names, or carry what the program says; `?` is for those a machine may not have.
const CALLS: &str = "trace=openat,?open,?openat2,?creat,write,pwrite64,writev,pwritev,?pwritev2,ftruncate,truncate,\
    fallocate,fsync,fdatasync,?sync_file_range,msync,mmap,?unlink,unlinkat,?rename,renameat,?renameat2,?link,linkat,\
    sendfile,splice,copy_file_range,?io_uring_setup";

/// Runs a program with strace and gives what it did to the files directly in `folder`, which was empty before.
///
/// # Panics
/// When strace is missing, may not trace, or shows something this model does not know; when the program fails.
#[must_use]
pub fn record(folder: &Path, program: &str, arguments: &[&str]) -> Vec<Step> {
    let folder = folder.canonicalize().unwrap();
    let notes = tempfile::tempdir().unwrap();
    let trace = notes.path().join("trace");
    let mut strace = Command::new("strace");
    strace.args([
        "-f",
        "-y",
        "-xx",
        "-s",
        "16777216",
        "-e",
        "signal=none",
        "-e",
        CALLS,
        "-o",
    ]);
    strace.arg(&trace).arg(program).args(arguments);
    let output = strace
        .output()
        .unwrap_or_else(|error| panic!("strace cannot be started ({error}); tests/run installs it"));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success() || !said.to_lowercase().contains("ptrace"),
        "strace may not trace here, and without it nothing is proved about power cuts; allow ptrace (in a container: \
         --cap-add=SYS_PTRACE):\n{said}"
    );
    assert!(output.status.success(), "the traced program failed:\n{said}");
    let lines = BufReader::new(std::fs::File::open(&trace).unwrap()).lines();
    lines.filter_map(|line| step(&folder, &line.unwrap())).collect()
}

/// One finished call: its name, its arguments and what it returned.
struct Call<'a> {
    name: &'a str,
    arguments: Vec<&'a str>,
    result: &'a str,
}

fn step(folder: &Path, line: &str) -> Option<Step> {
    let line = line.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == ' ');
    if line.starts_with("+++") || line.starts_with("---") {
        return None;
    }
    assert!(
        !line.contains("<unfinished ...>") && !line.contains(" resumed>"),
        "two threads write at once, which the model of the disk does not order: {line}"
    );
    let (head, result) = line.rsplit_once(" = ").unwrap();
    if result.starts_with('-') || result.starts_with('?') {
        return None;
    }
    let (name, arguments) = head.trim_end().strip_suffix(')').unwrap().split_once('(').unwrap();
    let arguments = arguments.split(", ").collect();
    Call {
        name,
        arguments,
        result,
    }
    .step(folder)
}

impl Call<'_> {
    fn step(&self, folder: &Path) -> Option<Step> {
        match self.name {
            "write" if self.arguments[0].starts_with("1<") => Some(acknowledged(&self.bytes(1))),
            "fsync" | "fdatasync" if path_of(self.arguments[0]) == Some(folder.into()) => Some(Step::FolderSynced),
            "openat" => self.opened(folder),
            "unlink" | "unlinkat" | "rename" | "renameat" | "renameat2" => self.named(folder),
            _ => self.changed(folder),
        }
    }

    fn opened(&self, folder: &Path) -> Option<Step> {
        let name = watched(folder, &path_of(self.result)?)?;
        let flags = self.arguments[2];
        assert!(
            !flags.contains("O_TRUNC") && !flags.contains("O_TMPFILE"),
            "{name} is opened with {flags}, which the model of the disk does not know"
        );
        flags.contains("O_CREAT").then_some(Step::Created(name))
    }

    fn named(&self, folder: &Path) -> Option<Step> {
        let mut paths = self.paths().into_iter().map(|path| watched(folder, &path));
        let first = paths.next()?;
        if self.name.starts_with("unlink") {
            return first.map(Step::Removed);
        }
        match (first, paths.next()?) {
            (Some(from), Some(to)) => Some(Step::Renamed(from, to)),
            (None, None) => None,
            moved => panic!("{moved:?} is moved into or out of the folder, which the model of the disk does not know"),
        }
    }

    fn changed(&self, folder: &Path) -> Option<Step> {
        let files = self.arguments.iter().filter_map(|argument| path_of(argument));
        let name = files.into_iter().find_map(|path| watched(folder, &path))?;
        match self.name {
            "pwrite64" => Some(Step::Written(name, self.number(3), self.bytes(1))),
            "ftruncate" => Some(Step::Resized(name, self.number(1))),
            "fsync" | "fdatasync" => Some(Step::Synced(name)),
            "mmap" if !self.arguments[2].contains("PROT_WRITE") || !self.arguments[3].contains("MAP_SHARED") => None,
            other => panic!("{name} is touched by {other}, which the model of the disk does not know"),
        }
    }

    fn number(&self, argument: usize) -> usize {
        self.arguments[argument].parse().unwrap()
    }

    /// The bytes that were written: of the argument as many as the call returned.
    fn bytes(&self, argument: usize) -> Vec<u8> {
        let mut bytes = text_of(self.arguments[argument]).unwrap();
        bytes.truncate(self.result.parse().unwrap());
        bytes
    }

    /// The paths named as text, each from the folder named before it, if one is.
    fn paths(&self) -> Vec<PathBuf> {
        let mut base = PathBuf::new();
        let mut paths = Vec::new();
        for argument in &self.arguments {
            if let Some(text) = text_of(argument) {
                let path = base.join(String::from_utf8(text).unwrap());
                assert!(path.is_absolute(), "{} could be anywhere", path.display());
                paths.push(path);
            } else if let Some(folder) = path_of(argument) {
                base = folder;
            }
        }
        paths
    }
}

/// The name of a file directly in the folder that a power cut may harm.
fn watched(folder: &Path, path: &Path) -> Option<String> {
    let inside = path.strip_prefix(folder).ok()?;
    let name = inside.to_str().unwrap().to_owned();
    (!name.is_empty() && !name.ends_with("-shm")).then_some(name)
}

/// The path that strace prints behind a number of an open file; none for one whose name is gone.
fn path_of(argument: &str) -> Option<PathBuf> {
    let path = argument.split_once('<')?.1.strip_suffix('>')?;
    Some(String::from_utf8(hexadecimal(path)?).unwrap().into())
}

fn text_of(argument: &str) -> Option<Vec<u8>> {
    let text = argument.strip_prefix('"')?;
    assert!(text.ends_with('"'), "strace left out some bytes: raise its -s");
    hexadecimal(&text[..text.len() - 1])
}

/// Bytes written as `\x73\x61`.
fn hexadecimal(text: &str) -> Option<Vec<u8>> {
    let letters = text.as_bytes().chunks(4);
    letters
        .map(|letters| {
            let digits = std::str::from_utf8(letters).ok()?.strip_prefix("\\x")?;
            u8::from_str_radix(digits, 16).ok()
        })
        .collect()
}

fn acknowledged(said: &[u8]) -> Step {
    let said = String::from_utf8_lossy(said);
    let number = said
        .strip_prefix("saved ")
        .and_then(|rest| rest.strip_suffix('\n')?.parse().ok());
    Step::Acknowledged(
        number.unwrap_or_else(|| panic!("an edit is acknowledged by one write of one line, not {said:?}")),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(text: &str) -> String {
        let digits: Vec<String> = text.bytes().map(|byte| format!("\\x{byte:02x}")).collect();
        digits.concat()
    }

    fn read(line: &str) -> Option<Step> {
        step(Path::new("/d"), line)
    }

    #[test]
    fn a_short_write_counts_only_the_bytes_it_wrote() {
        let line = format!("7   pwrite64(3<{}>, \"{}\", 4, 96) = 2", hex("/d/a"), hex("good"));
        assert_eq!(read(&line), Some(Step::Written("a".into(), 96, b"go".to_vec())));
    }

    #[test]
    fn a_sync_of_the_folder_is_told_from_a_sync_of_a_file_and_other_folders_are_left_out() {
        let sync = |path: &str| read(&format!("fsync(3<{}>) = 0", hex(path)));
        assert_eq!(sync("/d"), Some(Step::FolderSynced));
        assert_eq!(sync("/d/a"), Some(Step::Synced("a".into())));
        assert_eq!(sync("/e/a"), None);
        assert_eq!(sync("/d/a-shm"), None);
    }

    #[test]
    fn a_call_that_failed_did_nothing() {
        let line = format!("unlink(\"{}\") = -1 ENOENT (No such file or directory)", hex("/d/a"));
        assert_eq!(read(&line), None);
        assert_eq!(
            read(&line.replace("-1 ENOENT (No such file or directory)", "0")),
            Some(Step::Removed("a".into()))
        );
    }

    #[test]
    #[should_panic(expected = "which the model of the disk does not know")]
    fn a_write_through_shared_memory_stops_the_test() {
        let _ = read(&format!(
            "mmap(NULL, 4096, PROT_READ|PROT_WRITE, MAP_SHARED, 3<{}>, 0) = 0x7f",
            hex("/d/a")
        ));
    }
}
