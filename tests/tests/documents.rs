//! The examples in docs/draw.md are run: each Python block prints exactly the text block that follows it.

use crosscheck_tests::{python, root, run};

/// Each ```python block with the ```text block after it.
fn examples(page: &str) -> Vec<(String, String)> {
    let mut blocks: Vec<(String, String)> = Vec::new();
    let mut open: Option<(String, String)> = None;
    for line in page.lines() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(kind)) => open = Some((kind.to_owned(), String::new())),
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some((_, text)), None) => text.extend([line, "\n"]),
            (None, None) => {}
        }
    }
    let pairs = blocks.windows(2).filter(|pair| pair[0].0.starts_with("python"));
    pairs
        .map(|pair| {
            assert_eq!(pair[1].0, "text", "a Python block without its output:\n{}", pair[0].1);
            (pair[0].1.clone(), pair[1].1.clone())
        })
        .collect()
}

#[test]
fn every_python_example_of_the_draw_document_prints_what_the_document_says() {
    let page = std::fs::read_to_string(root().join("docs/draw.md")).unwrap();
    let examples = examples(&page);
    assert!(
        examples.len() >= 3,
        "the worked example, the published program and the draw on site"
    );
    for (program, expected) in examples {
        let output = run(python().env("PYTHONUTF8", "1").arg("-c").arg(&program));
        assert_eq!(String::from_utf8(output.stdout).unwrap(), expected, "{program}");
    }
}
