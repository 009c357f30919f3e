//! The files a browser fetches: the browser part of `app`, and the style sheet.
//!
//! Everything ends up in `target/site/pkg`, each file with a brotli-compressed copy beside it.
//! `server/src/http/assets.rs` serves that directory; a release build carries it inside. A further
//! kind of file (a font, an icon) only needs to be put into `style/`.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::command;
use crate::wasm::{TARGET, Toolchain};
use crate::workspace::Workspace;

/// The name that the page's own script asks for, see `LeptosOptions::output_name` in `server`.
const NAME: &str = "soundings";

/// Raise it when this file makes something else of the same input.
const RECIPE: &str = "1";

/// Compiles the browser part and generates the script that loads it, unless nothing changed.
pub(crate) fn compile_browser_part(workspace: &Workspace, toolchain: &Toolchain) -> Result<()> {
    let parts = browser_parts(workspace);
    let root = workspace.root();
    let input = fingerprint(
        &[RECIPE, &toolchain.identity(workspace)?],
        root,
        &["app/src", "app/Cargo.toml", "Cargo.toml", "Cargo.lock"],
    )?;
    let stamp = parts.with_extension("fingerprint");
    if is_current(&stamp, &input) && parts.join(format!("{NAME}.js")).exists() {
        println!("      unchanged since the last build");
        return Ok(());
    }

    command::run(toolchain.cargo(workspace, "build").args([
        "--package",
        "soundings-app",
        "--lib",
        "--features",
        "hydrate",
        "--profile",
        "wasm",
    ]))?;
    let compiled = toolchain.target(workspace).join(TARGET).join("wasm/app.wasm");

    let _ = fs::remove_dir_all(&parts);
    wasm_bindgen_cli_support::Bindgen::new()
        .input_path(compiled)
        .out_name(NAME)
        .web(true)?
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(&parts)
        .context("wasm-bindgen can't read the compiled browser part")?;
    fs::write(stamp, input)?;
    Ok(())
}

/// Puts the style sheet and the browser part into `target/site`, compressed.
pub(crate) fn pack(workspace: &Workspace) -> Result<()> {
    let site = workspace.site();
    let stamp = site.with_extension("fingerprint");
    let parts = browser_parts(workspace);
    let input =
        fingerprint(&[RECIPE], workspace.root(), &["style"])? + &fingerprint(&[], &parts, &[""])?;
    if is_current(&stamp, &input) && site.join("pkg").exists() {
        println!("      unchanged since the last build");
        return Ok(());
    }

    let unfinished = site.with_extension("unfinished");
    let _ = fs::remove_dir_all(&unfinished);
    let package = unfinished.join("pkg");
    fs::create_dir_all(&package)?;
    let mut all = BTreeMap::new();
    for file in files_below(&parts)? {
        all.insert(file.strip_prefix(&parts)?.to_path_buf(), fs::read(&file)?);
    }
    let style = workspace.root().join("style");
    all.insert(PathBuf::from(NAME).with_extension("css"), style_sheet(&style)?.into_bytes());
    for file in files_below(&style)?.iter().filter(|file| !is_style_sheet(file)) {
        all.insert(file.strip_prefix(&style)?.to_path_buf(), fs::read(file)?);
    }
    for (name, content) in all {
        let before = compressed_before(&site.join("pkg").join(&name), &content);
        put(&package.join(&name), &content, before)?;
    }

    let _ = fs::remove_dir_all(&site);
    fs::rename(&unfinished, &site)?;
    fs::write(stamp, input)?;
    Ok(())
}

/// Where the browser part lies before it is packed.
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
