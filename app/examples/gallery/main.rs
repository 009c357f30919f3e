//! Draws every component and chart in all its states into static pages, to be looked at.
//!
//!     cargo run -p soundings-app --features ssr --example gallery -- target/gallery
//!
//! Not part of the program: no route leads here.

mod components;
mod results;
mod sample;
mod survey;

use app::{
    components::SiteFrame,
    domain::{Email, PersonId, Roles, SessionId, Viewer},
};
use leptos::prelude::*;
use std::{env, error::Error, fs, path::PathBuf};
use uuid::Uuid;

/// The name, address and content of a page inside the frame.
type Inside = (&'static str, &'static str, fn() -> AnyView);

/// Draws one page.
type Draw = Box<dyn Fn() -> AnyView>;

/// Somebody who may see everything.
fn viewer() -> Result<Viewer, Box<dyn Error>> {
    Ok(Viewer {
        person: PersonId(Uuid::nil()),
        session: SessionId(Uuid::nil()),
        email: Email::parse("rosa.meer@example.org")?,
        name: "Rosa van der Meer".into(),
        team: None,
        roles: Roles { manager: true, researcher: true, admin: true },
    })
}

/// A page inside the site's frame.
fn framed(viewer: Viewer, path: &'static str, page: fn() -> AnyView) -> AnyView {
    view! {
        <SiteFrame viewer=Some(viewer) path=path>
            {page()}
        </SiteFrame>
    }
    .into_any()
}

/// The document around a page.
fn document(body: AnyView) -> String {
    format!(
        "<!DOCTYPE html><html lang=en><head><meta charset=utf-8>\
         <meta name=viewport content='width=device-width, initial-scale=1'>\
         <title>Gallery</title><link rel=stylesheet href=soundings.css></head><body>{}</body></html>",
        body.to_html()
    )
}

/// The style sheet as the program serves it: tokens, base, then the rest by name.
fn style_sheet() -> Result<String, Box<dyn Error>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../style");
    let mut files = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<Vec<_>, _>>()?;
    files.retain(|path| path.extension().is_some_and(|extension| extension == "css"));
    files.sort_by_key(|path| {
        let rank = if path.ends_with("tokens.css") {
            0
        } else if path.ends_with("base.css") {
            1
        } else {
            2
        };
        (rank, path.clone())
    });
    let texts = files.iter().map(fs::read_to_string).collect::<Result<Vec<_>, _>>()?;
    Ok(texts.join("\n"))
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(env::args().nth(1).unwrap_or_else(|| "target/gallery".into()));
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("soundings.css"), style_sheet()?)?;
    let viewer = viewer()?;
    let inside: [Inside; 7] = [
        ("components", "/people", components::page),
        ("form", "/programs/new", components::refused_form),
        ("survey", "/", survey::page),
        ("overview", "/results", results::overview),
        ("team", "/results", results::team),
        ("item", "/results", results::item),
        ("choice", "/results", results::choice),
    ];
    let mut pages: Vec<(&str, Draw)> = vec![("sign-in", Box::new(components::sign_in))];
    for (name, path, page) in inside {
        let viewer = viewer.clone();
        pages.push((name, Box::new(move || framed(viewer.clone(), path, page))));
    }
    for (name, draw) in pages {
        let html = Owner::new().with(|| {
            leptos_meta::provide_meta_context();
            document(draw())
        });
        fs::write(folder.join(format!("{name}.html")), html)?;
    }
    Ok(())
}
