//! Who may use whom, and the other habits of the house that a test can hold.
//!
//! A room is a folder (or a file) right below `src`. A room that isn't in the tables below is a
//! failure, so that whoever builds one decides where it stands. The scan sees every path that is
//! written out, macros included; it does not see what a macro makes up.
#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

#[path = "layering/declared.rs"]
mod declared;
#[path = "layering/paths.rs"]
mod paths;
#[path = "layering/tokens.rs"]
mod tokens;

use declared::{declared, modules};
use paths::{Named, paths};
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};
use tokens::tokens;

/// What a room may use.
struct Room {
    name: &'static str,
    /// Rooms of its own crate.
    rooms: &'static [&'static str],
    /// Rooms of `app`, for rooms of the server.
    app: &'static [&'static str],
    /// Libraries among [`WATCHED`].
    libraries: &'static [&'static str],
}

/// Libraries that tie a room to a database, the network or chance.
const WATCHED: &[&str] =
    &["argon2", "axum", "leptos", "leptos_axum", "leptos_router", "rand", "sqlx", "tokio", "tower"];

/// `domain` <- `report` <- `ports` <- `api` <- `pages`.
const APP: &[Room] = &[
    room("domain", &[], &[], &["sqlx"]),
    room("report", &["domain"], &[], &[]),
    room("ports", &["domain", "report"], &[], &["leptos"]),
    room("api", &["domain", "report", "ports"], &[], &["leptos"]),
    room("components", &["domain", "report", "charts"], &[], &["leptos"]),
    room("charts", &["domain", "report", "components"], &[], &["leptos"]),
    room("islands", &["domain", "api", "components"], &[], &["leptos"]),
    room(
        "pages",
        &["domain", "report", "ports", "api", "components", "charts", "islands"],
        &[],
        &["axum", "leptos", "leptos_axum", "leptos_router"],
    ),
    room("shell", &["pages"], &[], &["leptos", "leptos_axum"]),
    room("lib", &["domain", "report", "ports", "pages", "shell"], &[], &["leptos"]),
];

const SERVER: &[Room] = &[
    // Pure: what they need is handed to them.
    room("analysis", &[], &["domain", "report"], &["pulp", "rand"]),
    room("disclosure", &["analysis"], &["domain", "report"], &["rand"]),
    room("anonymity", &[], &["domain", "report"], &[]),
    room("import", &[], &["domain"], &[]),
    room("bank", &[], &["domain"], &[]),
    room("calendar_file", &[], &["domain"], &[]),
    room("markdown", &[], &[], &[]),
    room("redaction", &[], &["domain"], &[]),
    room("sample", &["bank"], &["domain"], &["rand"]),
    room("export", &["import"], &["domain", "report"], &[]),
    // Reads files and writes figures; threads, but no database, network or chance.
    room("analyze", &["analysis", "disclosure"], &["domain", "report"], &[]),
    // Small ones that many use.
    room("clock", &[], &[], &[]),
    room("random", &[], &[], &["rand"]),
    room("secret", &[], &[], &[]),
    room("stop", &[], &[], &["tokio"]),
    room("logging", &[], &[], &[]),
    room("mail", &["clock", "config", "random", "secret"], &["domain"], &["tokio"]),
    room("config", &["logging", "mail", "secret"], &["domain"], &[]),
    room("cli", &["config"], &[], &[]),
    // From the database to the browser. Methods and addresses of requests are axum's here, too.
    room("search", &[], &["domain"], &["unicode_normalization"]),
    room("store", &["search"], &["domain", "report"], &["sqlx", "tokio"]),
    room("auth", &["clock", "random", "secret"], &["domain"], &["argon2", "axum", "rand", "tokio"]),
    room(
        "service",
        &[
            "analysis",
            "anonymity",
            "auth",
            "bank",
            "calendar_file",
            "clock",
            "config",
            "disclosure",
            "export",
            "import",
            "mail",
            "markdown",
            "random",
            "redaction",
            "sample",
            "stop",
            "search",
            "store",
        ],
        // What pages ask for is stated in `ports`, what a form is answered in `components`.
        &["domain", "report", "ports", "components"],
        &["rand", "tokio"],
    ),
    room(
        "http",
        &["auth", "config", "export", "import", "service", "stop"],
        &["domain", "report", "ports", "components", "pages", "shell", "App"],
        &["axum", "leptos", "leptos_axum", "leptos_router", "tokio", "tower"],
    ),
    room(
        "commands",
        &[
            "analyze",
            "anonymity",
            "cli",
            "clock",
            "config",
            "disclosure",
            "export",
            "http",
            "import",
            "logging",
            "random",
            "sample",
            "service",
            "stop",
            "store",
        ],
        &["domain", "report"],
        &["tokio"],
    ),
    room("main", &["cli", "commands", "config", "logging"], &[], &["tokio"]),
    room("lib", &[], &[], &[]),
];

const fn room(
    name: &'static str,
    rooms: &'static [&'static str],
    app: &'static [&'static str],
    libraries: &'static [&'static str],
) -> Room {
    Room { name, rooms, app, libraries }
}

/// The workspace.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Every file below `folder` that ends in `.rs`, by its path from the workspace.
fn sources(folder: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(root()).unwrap().to_str().unwrap().to_owned();
                found.push((name, fs::read_to_string(path).unwrap()));
            }
        }
    }
    found.sort();
    assert!(found.len() > 10, "{folder} holds almost nothing");
    found
}

fn all_sources() -> Vec<(String, String)> {
    ["app", "server", "xtask"].into_iter().flat_map(sources).collect()
}

/// The module of a file: `server/src/store/mod.rs` is `store`, `server/src/main.rs` is `main`.
fn module(file: &str) -> Vec<String> {
    let within = file.split_once("/src/").map_or(file, |(_, within)| within);
    let mut parts: Vec<String> =
        within.trim_end_matches(".rs").split('/').map(ToOwned::to_owned).collect();
    if parts.len() > 1 && parts.last().is_some_and(|last| last == "mod") {
        parts.pop();
    }
    parts
}

/// What a file of a crate names that it may not.
fn violations(file: &str, source: &str, rooms: &[Room], itself: &str) -> Vec<String> {
    let module = module(file);
    let Some(room) = rooms.iter().find(|room| room.name == module[0]) else {
        return vec![format!("{file}: “{}” is a room that layering.rs does not know", module[0])];
    };
    // lib.rs and main.rs are the root itself.
    let within = if matches!(room.name, "lib" | "main") { Vec::new() } else { module };
    let may = |Named { parts, .. }: &Named| {
        let second = parts[1].as_str();
        let is_room = |name: &str| rooms.iter().any(|room| room.name == name);
        match parts[0].as_str() {
            first if first == "crate" || first == itself => {
                second == room.name || !is_room(second) || room.rooms.contains(&second)
            }
            "app" => room.app.contains(&second),
            first if WATCHED.contains(&first) => room.libraries.contains(&first),
            _ => true,
        }
    };
    paths(source, &within)
        .into_iter()
        .filter(|named| !may(named))
        .map(|named| {
            format!("{file}:{}: {} may not use {}", named.line, room.name, named.parts.join("::"))
        })
        .collect()
}

#[test]
fn every_room_uses_only_what_it_may() {
    let of_app = sources("app/src");
    let of_server = sources("server/src");
    let mut found: Vec<String> =
        of_app.iter().flat_map(|(file, source)| violations(file, source, APP, "app")).collect();
    found.extend(
        of_server.iter().flat_map(|(file, source)| violations(file, source, SERVER, "soundings")),
    );
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn no_two_rooms_use_each_other_in_a_circle() {
    for (table, free) in [(APP, ["components", "charts"]), (SERVER, ["mail", "config"])] {
        for room in table {
            // Below: everything that the room reaches by way of others.
            let mut below: BTreeSet<&str> = BTreeSet::new();
            let mut next: Vec<&str> = room.rooms.to_vec();
            while let Some(name) = next.pop() {
                if below.insert(name) {
                    next.extend(
                        table.iter().filter(|room| room.name == name).flat_map(|r| r.rooms),
                    );
                }
            }
            let circle = below.contains(room.name) && !free.contains(&room.name);
            assert!(!circle, "{} reaches itself", room.name);
        }
    }
}

#[test]
fn a_violation_is_found_however_it_is_written() {
    let planted = [
        ("server/src/analysis/cell.rs", "use crate::store::Store;"),
        ("server/src/analysis/cell.rs", "use crate::{\n    analysis::tally,\n    store::Tx,\n};"),
        ("server/src/analysis/cell.rs", "fn f() { let a = crate::store::open(); }"),
        ("server/src/analysis/cell.rs", "use super::super::store;"),
        ("server/src/analysis/mod.rs", "pub use super::{analysis, service::Error as E};"),
        ("server/src/analysis/cell.rs", "mod tests { use super::super::super::store::Tx; }"),
        ("server/src/analysis/cell.rs", "fn f() { on_db!(x, |db| soundings::store::f(db)) }"),
        ("server/src/disclosure/tree.rs", "use app::{domain::TeamId, ports::Ports};"),
        ("server/src/service/waves.rs", "#[derive(sqlx::FromRow)]\nstruct Row;"),
        ("server/src/service/waves.rs", "type P = Vec<sqlx::SqlitePool>;"),
        ("server/src/store/waves.rs", "use axum::http::Method;"),
        ("server/src/import/table.rs", "let f = move || leptos::view! { <p/> };"),
        ("server/src/http/waves.rs", "use crate::store::Tx;"),
        ("server/src/kitchen/sink.rs", "use std::fmt;"),
    ];
    for (file, source) in planted {
        let found = violations(file, source, SERVER, "soundings");
        assert_eq!(found.len(), 1, "{file}: {source}: {found:?}");
    }
    let found = violations("app/src/report/cell.rs", "use crate::pages::Home;", APP, "app");
    assert_eq!(found, ["app/src/report/cell.rs:1: report may not use crate::pages::Home"]);
    let island = "use leptos::prelude::*;\n\nuse crate::{domain, report::Cell};";
    let found = violations("app/src/islands/note_keeper.rs", island, APP, "app");
    assert_eq!(
        found,
        ["app/src/islands/note_keeper.rs:3: islands may not use crate::report::Cell"]
    );
}

#[test]
fn what_is_allowed_is_let_be() {
    let fine = [
        ("server/src/store/people.rs", "use super::{Result, Tx};\nuse sqlx::query;"),
        ("server/src/store/people.rs", "mod tests { use super::super::connect::Store; }"),
        ("server/src/analysis/mod.rs", "// use crate::store::Tx;\n/* sqlx::query /* :: */ */"),
        (
            "server/src/analysis/mod.rs",
            "const A: &str = \"crate::store\"; const B: &str = r#\"sqlx::x\"#;",
        ),
        ("server/src/analysis/mod.rs", "fn f<'a>(x: &'a str, c: char) -> bool { c == '\"' }"),
        ("server/src/service/mod.rs", "use crate::{analysis::WaveAnswers, store::{Store, Tx}};"),
        ("server/src/main.rs", "use soundings::{cli::Cli, commands};"),
    ];
    for (file, source) in fine {
        let found = violations(file, source, SERVER, "soundings");
        assert!(found.is_empty(), "{file}: {source}: {found:?}");
    }
}

#[test]
fn every_file_says_what_it_is_for() {
    let silent = |(file, source): &(String, String)| {
        // The tests of a module have its name, and say the rest one by one.
        let tests = file.ends_with("/tests.rs");
        let first = source.lines().find(|line| !line.is_empty() && !line.starts_with("#!["));
        !tests && !first.is_some_and(|line| line.starts_with("//! "))
    };
    let found: Vec<_> = all_sources().into_iter().filter(silent).map(|(file, _)| file).collect();
    assert!(found.is_empty(), "without a module doc: {found:#?}");
}

/// A file that no `mod` names is never compiled: its tests pass by not running.
#[test]
fn every_file_is_declared_by_a_mod() {
    let is_root = |file: &&str| {
        // Those that cargo finds by itself.
        let parts: Vec<&str> = file.split('/').collect();
        matches!(
            parts.as_slice(),
            [_, "build.rs"]
                | [_, "src", "lib.rs" | "main.rs"]
                | ["app", "token", "src", "lib.rs"]
                | ["app", "token", "tests", _]
                | [_, "tests" | "examples" | "benches", _]
                | [_, "tests" | "examples" | "benches", _, "main.rs"]
        )
    };
    let all: Vec<String> = all_sources().into_iter().map(|(file, _)| file).collect();
    let roots = all.iter().map(String::as_str).filter(is_root);
    let root = root().canonicalize().unwrap();
    let declared = declared(roots.map(|file| root.join(file)));
    let found: Vec<_> = all.iter().filter(|file| !declared.contains(&root.join(file))).collect();
    assert!(found.is_empty(), "no mod declares these: {found:#?}");
}

#[test]
fn a_mod_is_found_however_it_is_written() {
    let source = "//! mod doc;\npub mod a;\n#[path = \"x/y.rs\"]\n#[cfg(test)]\nmod b;\n\
                  pub(crate) mod c;\nmod d {\n}\n// mod e;\n#[cfg(test)]\n    mod f;\n";
    let found = modules(source);
    let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["a", "b", "c", "f"]);
    let paths: Vec<_> = found.iter().filter_map(|(_, path)| path.as_deref()).collect();
    assert_eq!(paths, ["x/y.rs"]);
}

#[test]
fn no_file_has_more_than_five_hundred_lines() {
    let found: Vec<_> = all_sources()
        .into_iter()
        .map(|(file, source)| (file, source.lines().count()))
        .filter(|(_, lines)| *lines > 500)
        .collect();
    assert!(found.is_empty(), "these want splitting: {found:#?}");
}

#[test]
fn every_migration_has_a_twin_of_the_same_name() {
    let names = |kind: &str| -> BTreeSet<_> {
        let folder = root().join("migrations").join(kind);
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect()
    };
    let (sqlite, postgres) = (names("sqlite"), names("postgres"));
    assert!(!sqlite.is_empty());
    assert_eq!(sqlite, postgres);
}

/// Attributes that the Content-Security-Policy forbids: `style="..."`, `onclick="..."`, and
/// leptos' `style:width=...`, which becomes the first. (`on:click` does not become the second.)
fn forbidden_attributes(source: &str) -> Vec<(usize, String)> {
    let spots = tokens(source);
    let mut found = Vec::new();
    for (at, spot) in spots.iter().enumerate() {
        let Some(word) = spot.word() else { continue };
        // An attribute touches its sign; rustfmt puts a space before that of an assignment.
        let sign = |sign: char| {
            spots.get(at + 1).is_some_and(|next| next.joined && next.is(sign))
                && !spots.get(at + 2).is_some_and(|next| next.joined && next.is(sign))
        };
        // `class:style=true` names a class.
        if at > 0 && spots[at - 1].is(':') {
            continue;
        }
        let handler = word.strip_prefix("on").is_some_and(|event| HANDLED.contains(&event));
        let directive = sign(':') && spots.get(at + 2).is_some_and(|next| next.joined);
        if (handler && sign('=')) || (word == "style" && (sign('=') || directive)) {
            found.push((spot.line, word.to_owned()));
        }
    }
    found
}

/// Events that HTML has attributes for, as far as anybody would write one.
const HANDLED: &[&str] = &[
    "abort",
    "beforeunload",
    "blur",
    "change",
    "click",
    "close",
    "dblclick",
    "drag",
    "drop",
    "error",
    "focus",
    "focusin",
    "focusout",
    "input",
    "invalid",
    "keydown",
    "keypress",
    "keyup",
    "load",
    "mousedown",
    "mouseenter",
    "mouseleave",
    "mousemove",
    "mouseout",
    "mouseover",
    "mouseup",
    "pointerdown",
    "pointermove",
    "pointerup",
    "reset",
    "resize",
    "scroll",
    "select",
    "submit",
    "toggle",
    "touchend",
    "touchmove",
    "touchstart",
    "unload",
    "wheel",
];

#[test]
fn no_page_has_an_inline_style_or_handler() {
    let found: Vec<_> = sources("app/src")
        .iter()
        .flat_map(|(file, source)| {
            forbidden_attributes(source)
                .into_iter()
                .map(move |(line, name)| format!("{file}:{line}: {name}="))
        })
        .collect();
    assert!(found.is_empty(), "the browser would ignore these: {found:#?}");
}

#[test]
fn an_inline_style_or_handler_is_found() {
    for page in [
        "view! { <p style=\"color: red\">{text}</p> }",
        "view! { <p style=move || width()/> }",
        "view! { <p style:width=width/> }",
        "view! { <button onclick=\"go()\"/> }",
    ] {
        assert_eq!(forbidden_attributes(page).len(), 1, "{page}");
    }
    for page in [
        "let style = format!(\"style=\");",
        "view! { <Island once=true on:click=go class:style=true/> }",
        "Self { style: Style::plain() }",
        "// <p style=\"\">",
    ] {
        assert!(forbidden_attributes(page).is_empty(), "{page}");
    }
}

/// It writes what it is given into the page as it is, and `</title>` with it.
#[test]
fn only_the_document_title_uses_the_title_of_leptos() {
    let found: Vec<_> = sources("app/src")
        .into_iter()
        .filter(|(file, _)| !file.ends_with("components/document_title.rs"))
        .filter(|(_, source)| {
            let title = ["leptos_meta", "Title"];
            paths(source, &[]).iter().any(|named| named.parts == title)
        })
        .map(|(file, _)| file)
        .collect();
    assert!(found.is_empty(), "use components::DocumentTitle: {found:?}");
}
