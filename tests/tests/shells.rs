//! What the shells' sources must keep: the same versions in both builds, every text in both languages, framework views alone.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use std::collections::BTreeMap;
use std::path::PathBuf;

use crosscheck_tests::root;

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    crosscheck_tests::files(&root().join(folder), ending)
}

/// What stands between two marks.
fn between<'a>(text: &'a str, begin: &str, end: &str) -> &'a str {
    let (_, rest) = text.split_once(begin).unwrap_or_else(|| panic!("no {begin}"));
    rest.split_once(end).unwrap().0
}

#[test]
fn a_phone_is_built_from_the_versions_that_are_tested() {
    let (kotlin, app) = (read("bindings/kotlin/pom.xml"), read("android/app/pom.xml"));
    let (gradle, package) = (read("android/build.gradle.kts"), read("android/app/build.gradle.kts"));
    let version = |name: &str| between(&kotlin, &format!("<{name}>"), "<").to_owned();
    let zxing = between(&app, "<artifactId>core</artifactId>", "</version>")
        .split('>')
        .next_back()
        .unwrap();
    let compiler = format!(
        "\"org.jetbrains.kotlin.android\") version \"{}\"",
        version("kotlin.version")
    );
    assert!(gradle.contains(&compiler), "{compiler}");
    assert_eq!(
        between(&read("android/pom.xml"), "<kotlin.version>", "<"),
        version("kotlin.version")
    );
    for wanted in [
        format!("kotlinx-coroutines-core-jvm:{}\"", version("coroutines.version")),
        format!("net.java.dev.jna:jna:{}@aar\"", version("jna.version")),
        format!("com.google.zxing:core:{zxing}\""),
    ] {
        assert!(package.contains(&wanted), "{wanted}");
    }
    let manifest = read("android/app/src/main/AndroidManifest.xml");
    for (in_manifest, in_gradle) in [("minSdkVersion", "minSdk"), ("targetSdkVersion", "targetSdk")] {
        let level = between(&manifest, &format!("android:{in_manifest}=\""), "\"");
        assert!(package.contains(&format!("{in_gradle} = {level}\n")), "{in_gradle}");
    }
}

/// The texts of a language by name, over all of its files.
fn texts(folder: &str) -> BTreeMap<String, String> {
    let mut texts = BTreeMap::new();
    for path in files(folder, ".xml") {
        let text = std::fs::read_to_string(&path).unwrap();
        for one in text.split("<string name=\"").skip(1) {
            let (name, rest) = one.split_once('"').unwrap();
            let said = between(rest, ">", "</string>");
            let before = texts.insert(name.to_owned(), said.to_owned());
            assert_eq!(before, None, "{name} stands twice under {folder}");
        }
    }
    texts
}

/// The places of a text that are filled, in order.
fn places(text: &str) -> Vec<String> {
    let mut places: Vec<String> = text
        .match_indices('%')
        .map(|(at, _)| text[at..].chars().take(4).collect::<String>())
        .filter(|place| place.as_bytes().get(2) == Some(&b'$'))
        .collect();
    places.sort();
    places
}

#[test]
fn every_text_of_the_android_app_stands_in_both_languages_with_the_same_places() {
    let (chinese, english) = (
        texts("android/app/src/main/res/values"),
        texts("android/app/src/main/res/values-en"),
    );
    assert!(chinese.len() > 200, "{}", chinese.len());
    assert_eq!(chinese.keys().collect::<Vec<_>>(), english.keys().collect::<Vec<_>>());
    let code: String = files("android/app/src/main", ".kt")
        .iter()
        .chain(&files("android/app/src/main", ".xml"))
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect();
    for (name, text) in &chinese {
        assert_eq!(places(text), places(&english[name]), "{name}");
        let used = code.contains(&format!("R.string.{name}")) || code.contains(&format!("@string/{name}\""));
        assert!(used, "nothing says {name}");
    }
}

#[test]
fn the_guide_names_buttons_as_they_are_on_the_screen() {
    let both = [
        texts("android/app/src/main/res/values"),
        texts("android/app/src/main/res/values-en"),
    ];
    let said: Vec<&String> = both.iter().flat_map(BTreeMap::values).collect();
    let guide = read("docs/guide/phone.md");
    let mut quoted = guide.split('“').skip(1).map(|rest| rest.split_once('”').unwrap().0);
    assert!(guide.matches('“').count() > 20);
    assert_eq!(quoted.find(|words| !said.iter().any(|one| one == words)), None);
}

#[test]
fn the_android_app_stands_on_the_framework_alone() {
    for path in files("android/app/src/main", ".kt") {
        let text = std::fs::read_to_string(&path).unwrap();
        let foreign = text
            .lines()
            .find(|line| line.starts_with("import androidx.") || line.starts_with("import com.google.android."));
        assert_eq!(foreign, None, "{}", path.display());
    }
}
