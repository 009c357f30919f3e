//! The files a browser fetches: the two browser parts, and the style sheet.
//!
//! Everything ends up in `target/site/pkg`, each file with a brotli-compressed copy beside it.
//! `server/src/http/assets.rs` serves that directory; a release build carries it inside. A further
//! kind of file (a font, an icon) only needs to be put into `style/`.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};

use crate::command;
use crate::wasm::{TARGET, Toolchain};
use crate::workspace::Workspace;

/// Code that is compiled for the browser. A page loads one part.
struct Part {
    /// What its files are called; a page's script asks for it by that name.
    name: &'static str,
    package: &'static str,
    library: &'static str,
    feature: &'static str,
    /// Everything whose change means compiling it again, besides the workspace's own manifest.
    sources: &'static [&'static str],
    /// What script and wasm may weigh in brotli together, where somebody was promised a limit.
    most: Option<usize>,
}

/// The islands, see `LeptosOptions::output_name` in `server`; and the part of the answering pages,
/// see `app/src/shell.rs`, whose limit is that of somebody who answers on a phone.
const PARTS: [Part; 2] = [
    Part {
        name: "soundings",
        package: "soundings-app",
        library: "app",
        feature: "hydrate",
        sources: &["app/src", "app/Cargo.toml"],
        most: None,
    },
    Part {
        name: "answering",
        package: "soundings-token",
        library: "token",
        feature: "browser",
        // Two files of the islands are in both.
        sources: &["app/token/src", "app/token/Cargo.toml", "app/src/islands"],
        most: Some(75_000),
    },
];

/// What the style sheet is called.
const STYLE: &str = "soundings.css";

/// Raise it when this file makes something else of the same input.
const RECIPE: &str = "2";

/// Compiles the browser parts and generates the scripts that load them, unless nothing changed.
pub(crate) fn compile_browser_parts(workspace: &Workspace, toolchain: &Toolchain) -> Result<()> {
    PARTS.iter().try_for_each(|part| compile(part, workspace, toolchain))
}

fn compile(part: &Part, workspace: &Workspace, toolchain: &Toolchain) -> Result<()> {
    let files = browser_parts(workspace).join(part.name);
    let shared = ["Cargo.toml", "Cargo.lock"];
    let sources: Vec<&str> = part.sources.iter().chain(&shared).copied().collect();
    let input =
        fingerprint(&[RECIPE, &toolchain.identity(workspace)?], workspace.root(), &sources)?;
    let stamp = files.with_extension("fingerprint");
    if is_current(&stamp, &input) && files.join(part.script()).exists() {
        println!("      {}: unchanged since the last build", part.name);
        return Ok(());
    }

    command::run(toolchain.cargo(workspace, "build").args(part.arguments()))?;
    let wasm = format!("wasm/{}.wasm", part.library);
    let compiled = toolchain.target(workspace).join(TARGET).join(wasm);

    let _ = fs::remove_dir_all(&files);
    wasm_bindgen_cli_support::Bindgen::new()
        .input_path(compiled)
        .out_name(part.name)
        .web(true)?
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(&files)
        .with_context(|| format!("wasm-bindgen can't read the compiled part “{}”", part.name))?;
    fs::write(stamp, input)?;
    Ok(())
}

/// What cargo is told about each part after `build` or `clippy`, for the browser's target.
pub(crate) fn cargo_arguments() -> impl Iterator<Item = [&'static str; 7]> {
    PARTS.iter().map(Part::arguments)
}

impl Part {
    fn arguments(&self) -> [&'static str; 7] {
        ["--package", self.package, "--lib", "--features", self.feature, "--profile", "wasm"]
    }

    fn script(&self) -> String {
        format!("{}.js", self.name)
    }

    fn wasm(&self) -> String {
        format!("{}_bg.wasm", self.name)
    }

    /// Says what script and wasm weigh together, and fails where that is more than was promised.
    fn weigh(&self, package: &Path) -> Result<()> {
        let Some(most) = self.most else { return Ok(()) };
        let mut weight = 0;
        for name in [self.script(), self.wasm()] {
            weight += fs::read(compressed_name(&package.join(name)))?.len();
        }
        println!("      {}: {weight} of {most} bytes of script and wasm in brotli", self.name);
        ensure!(weight <= most, "the part “{}” is {} bytes too heavy", self.name, weight - most);
        Ok(())
    }
}

/// Puts the style sheet and the browser parts into `target/site`, compressed.
pub(crate) fn pack(workspace: &Workspace) -> Result<()> {
    let site = workspace.site();
    let stamp = site.with_extension("fingerprint");
    let parts = browser_parts(workspace);
    let input =
        fingerprint(&[RECIPE], workspace.root(), &["style"])? + &fingerprint(&[], &parts, &[""])?;
    if is_current(&stamp, &input) && site.join("pkg").exists() {
        println!("      unchanged since the last build");
        return PARTS.iter().try_for_each(|part| part.weigh(&site.join("pkg")));
    }

    let unfinished = site.with_extension("unfinished");
    let _ = fs::remove_dir_all(&unfinished);
    let package = unfinished.join("pkg");
    fs::create_dir_all(&package)?;
    let mut all = BTreeMap::new();
    for part in &PARTS {
        let files = parts.join(part.name);
        for file in files_below(&files)? {
            all.insert(file.strip_prefix(&files)?.to_path_buf(), fs::read(&file)?);
        }
    }
    let style = workspace.root().join("style");
    all.insert(PathBuf::from(STYLE), style_sheet(&style)?.into_bytes());
    for file in files_below(&style)?.iter().filter(|file| !is_style_sheet(file)) {
        all.insert(file.strip_prefix(&style)?.to_path_buf(), fs::read(file)?);
    }
    for (name, content) in all {
        let before = compressed_before(&site.join("pkg").join(&name), &content);
        put(&package.join(&name), &content, before)?;
    }
    PARTS.iter().try_for_each(|part| part.weigh(&package))?;

    let _ = fs::remove_dir_all(&site);
    fs::rename(&unfinished, &site)?;
    fs::write(stamp, input)?;
    Ok(())
}

/// Where the browser parts lie before they are packed, a directory each.
fn browser_parts(workspace: &Workspace) -> PathBuf {
    workspace.root().join("target/browser")
}

/// The compressed copy of the last build, if this file has not changed since. Compressing takes
/// seconds in a development build, which somebody who edits a style sheet should not wait for.
fn compressed_before(path: &Path, content: &[u8]) -> Option<Vec<u8>> {
    (fs::read(path).ok()? == content).then(|| fs::read(compressed_name(path)).ok())?
}

/// Writes a file and its compressed copy, and says how large they are.
fn put(path: &Path, content: &[u8], before: Option<Vec<u8>>) -> Result<()> {
    if let Some(directory) = path.parent() {
        fs::create_dir_all(directory)?;
    }
    let compressed = match before {
        Some(compressed) => compressed,
        None => compress(content)?,
    };
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    println!("      {name}: {} bytes, {} in brotli", content.len(), compressed.len());
    fs::write(path, content)?;
    fs::write(compressed_name(path), compressed)?;
    Ok(())
}

fn compressed_name(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_os_string();
    name.push(".br");
    PathBuf::from(name)
}

fn compress(content: &[u8]) -> Result<Vec<u8>> {
    let mut compressed = Vec::new();
    brotli::CompressorWriter::new(&mut compressed, 4096, 11, 22).write_all(content)?;
    Ok(compressed)
}

/// One style sheet of all: first the tokens, then the base, then each component by name.
fn style_sheet(directory: &Path) -> Result<String> {
    let mut sheets: Vec<PathBuf> =
        files_below(directory)?.into_iter().filter(|file| is_style_sheet(file)).collect();
    sheets.sort_by_key(|path| {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let rank = ["tokens", "base"].iter().position(|first| *first == name).unwrap_or(2);
        (rank, name)
    });
    let mut all = String::new();
    for sheet in sheets {
        all.push_str(&fs::read_to_string(&sheet)?);
        all.push('\n');
    }
    Ok(all)
}

fn is_style_sheet(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "css")
}

/// Every file below a directory, in an order that doesn't depend on the file system.
fn files_below(path: &Path) -> Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_path_buf()]);
    }
    let mut files = Vec::new();
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            files.extend(files_below(&entry?.path())?);
        }
    }
    files.sort();
    Ok(files)
}

/// A hash over some words and the names and contents of all files below `paths`.
fn fingerprint(words: &[&str], root: &Path, paths: &[&str]) -> Result<String> {
    let mut hash = Sha256::new();
    for word in words {
        hash.update(word.as_bytes());
        hash.update([0]);
    }
    for path in paths {
        for file in files_below(&root.join(path))? {
            let content = fs::read(&file)?;
            hash.update(file.strip_prefix(root)?.to_string_lossy().as_bytes());
            hash.update(content.len().to_le_bytes());
            hash.update(&content);
        }
    }
    Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

fn is_current(stamp: &Path, input: &str) -> bool {
    fs::read_to_string(stamp).is_ok_and(|stamped| stamped == input)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use super::*;

    #[test]
    fn tokens_and_base_come_before_the_components() {
        let directory = tempfile::tempdir().unwrap();
        for name in ["table", "base", "chart", "tokens"] {
            fs::write(directory.path().join(name).with_extension("css"), name).unwrap();
        }
        assert_eq!(style_sheet(directory.path()).unwrap(), "tokens\nbase\nchart\ntable\n");
    }

    #[test]
    fn a_fingerprint_changes_with_a_file_and_with_its_name() {
        let directory = tempfile::tempdir().unwrap();
        let take = || fingerprint(&[], directory.path(), &[""]).unwrap();
        fs::write(directory.path().join("a"), "1").unwrap();
        let first = take();
        assert_eq!(first, take());
        fs::write(directory.path().join("a"), "2").unwrap();
        let second = take();
        fs::rename(directory.path().join("a"), directory.path().join("b")).unwrap();
        assert!(first != second && second != take());
    }

    #[test]
    fn a_part_that_is_too_heavy_is_told_by_how_much() {
        let directory = tempfile::tempdir().unwrap();
        for (name, weight) in [("answering.js.br", 5_000), ("answering_bg.wasm.br", 70_000)] {
            fs::write(directory.path().join(name), vec![0; weight]).unwrap();
        }
        let part = &PARTS[1];
        part.weigh(directory.path()).unwrap();
        fs::write(directory.path().join("answering.js.br"), vec![0; 5_001]).unwrap();
        let told = part.weigh(directory.path()).unwrap_err().to_string();
        assert_eq!(told, "the part “answering” is 1 bytes too heavy");
    }

    #[test]
    fn a_packed_file_can_be_unpacked_again() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("deep/page.css");
        put(&path, b"body { color: teal }", None).unwrap();
        let compressed = fs::read(path.with_extension("css.br")).unwrap();
        let mut unpacked = Vec::new();
        brotli::BrotliDecompress(&mut &compressed[..], &mut unpacked).unwrap();
        assert_eq!(unpacked, fs::read(&path).unwrap());
    }
}
