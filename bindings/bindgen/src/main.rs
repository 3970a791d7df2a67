//! Builds the library and writes what Kotlin, Swift and Python call: `cargo run -p crosscheck-bindgen`.
//!
//! Nothing that is written here is kept in the repository: each shell's build runs this first. What the languages are
//! told besides stands in `uniffi.toml` of `core` and of `bindings/ffi`.

mod licences;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use uniffi::{GenerateOptions, TargetLanguage, generate};

/// The file the library is in this system's form.
const LIBRARY: &str = if cfg!(target_os = "macos") {
    "libcrosscheck_ffi.dylib"
} else if cfg!(windows) {
    "crosscheck_ffi.dll"
} else {
    "libcrosscheck_ffi.so"
};

/// Where each language's files go, under `bindings`.
const FOLDERS: [(&str, TargetLanguage); 3] = [
    ("kotlin/src/generated/kotlin", TargetLanguage::Kotlin),
    ("swift/generated/Crosscheck", TargetLanguage::Swift),
    ("python/crosscheck/generated", TargetLanguage::Python),
];

type Failed = Box<dyn std::error::Error>;

/// The workspace it is run in: a target folder may serve several clones, so where it was built says nothing.
fn root() -> Result<PathBuf, Failed> {
    let here = std::env::current_dir()?;
    let found = here
        .ancestors()
        .find(|folder| folder.join("bindings/bindgen/Cargo.toml").is_file());
    found
        .map(Path::to_owned)
        .ok_or_else(|| format!("{} is in no clone of this project", here.display()).into())
}

/// Builds everything and says where the library lies. All of it, so that the library, the command line its tests need and
/// the workspace's own tests are of one set of features and are built once.
fn build(root: &Path) -> Result<PathBuf, Failed> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let built = Command::new(cargo)
        .args(["build", "--workspace"])
        .current_dir(root)
        .status()?;
    if !built.success() {
        return Err("the library was not built".into());
    }
    // This program lies beside the library: cargo has one folder for both.
    let here = std::env::current_exe()?;
    let library = here.parent().unwrap_or(Path::new(".")).join(LIBRARY);
    if library.is_file() {
        Ok(library)
    } else {
        Err(format!("{} is not there", library.display()).into())
    }
}

/// Moves the C headers of Swift's files to a module of their own.
fn module_map(generated: &Path) -> Result<(), Failed> {
    let module = generated.join("CrosscheckFFI");
    std::fs::create_dir_all(&module)?;
    let mut map = "module CrosscheckFFI {\n".to_owned();
    for entry in std::fs::read_dir(generated.join("Crosscheck"))? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str());
        let (Some(name), true) = (name, path.extension().is_some_and(|ending| ending == "h")) else {
            continue;
        };
        std::fs::rename(&path, module.join(name))?;
        writeln!(map, "    header \"{name}\"")?;
    }
    map += "    link \"crosscheck_ffi\"\n    export *\n}\n";
    std::fs::write(module.join("module.modulemap"), map)?;
    Ok(())
}

fn write(library: &Path, root: &Path) -> Result<(), Failed> {
    for (folder, language) in FOLDERS {
        let folder = root.join("bindings").join(folder);
        // What an earlier version wrote and this one does not would stay.
        if folder.exists() {
            std::fs::remove_dir_all(&folder)?;
        }
        std::fs::create_dir_all(&folder)?;
        let path = |path: &Path| path.to_str().map(Into::into).ok_or("a path is no text");
        let options = GenerateOptions {
            languages: vec![language],
            source: path(library)?,
            out_dir: path(&folder)?,
            ..GenerateOptions::default()
        };
        generate(options)?;
    }
    module_map(&root.join("bindings/swift/generated"))?;
    licences::write(root)?;
    // Python loads the library that lies beside what is generated.
    let beside = root.join("bindings").join(FOLDERS[2].0).join(LIBRARY);
    std::fs::hard_link(library, &beside).or_else(|_| std::fs::copy(library, &beside).map(drop))?;
    Ok(())
}

fn main() -> ExitCode {
    let made = root().and_then(|root| write(&build(&root)?, &root));
    match made {
        Ok(()) => ExitCode::SUCCESS,
        Err(failed) => {
            eprintln!("crosscheck-bindgen: {failed}");
            ExitCode::FAILURE
        }
    }
}
