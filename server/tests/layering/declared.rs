//! Which files a compiler that starts at these roots would come by.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// The roots and every file that a `mod name;` below them leads to.
///
/// Read line by line, as rustfmt writes it: an attribute `#[path = "..."]` stands on the line above.
/// A `mod name;` within the braces of another module would not be found; nobody here writes those.
pub fn declared(roots: impl IntoIterator<Item = PathBuf>) -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    let mut next: Vec<(PathBuf, bool)> = roots.into_iter().map(|root| (root, true)).collect();
    while let Some((file, is_root)) = next.pop() {
        let file = plain(&file);
        let Ok(source) = fs::read_to_string(&file) else { continue };
        if !found.insert(file.clone()) {
            continue;
        }
        let folder = file.parent().unwrap_or(Path::new("")).to_owned();
        let of_folder = is_root || file.ends_with("mod.rs");
        let below = if of_folder {
            folder.clone()
        } else {
            folder.join(file.file_stem().unwrap_or_default())
        };
        for (name, path) in modules(&source) {
            match path {
                Some(path) => next.push((folder.join(path), false)),
                None => {
                    next.push((below.join(format!("{name}.rs")), false));
                    next.push((below.join(&name).join("mod.rs"), false));
                }
            }
        }
    }
    found
}

/// The modules that a source declares and does not hold itself, with the path where one is given.
pub fn modules(source: &str) -> Vec<(String, Option<String>)> {
    let mut found = Vec::new();
    let mut path = None;
    for line in source.lines().map(str::trim) {
        if let Some(given) = line.strip_prefix("#[path = \"").and_then(|it| it.strip_suffix("\"]"))
        {
            path = Some(given.to_owned());
            continue;
        }
        // `pub`, `pub(crate)` or nothing.
        let item = line.strip_prefix("pub").map_or(line, |rest| match rest.strip_prefix('(') {
            Some(rest) => rest.split_once(')').map_or("", |(_, item)| item),
            None => rest,
        });
        let name = item.trim_start().strip_prefix("mod ").and_then(|it| it.strip_suffix(';'));
        if let Some(name) = name {
            found.push((name.to_owned(), path.take()));
        } else if !line.starts_with("#[") {
            path = None;
        }
    }
    found
}

/// Without `..`, so that one file has one name.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        if part.as_os_str() == ".." && plain.file_name().is_some() {
            plain.pop();
        } else {
            plain.push(part);
        }
    }
    plain
}
