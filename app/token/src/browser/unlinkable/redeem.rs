//! Sending answers with a token, as nobody.

use super::{Trouble, memory::Memory};
use crate::{
    Token,
    browser::exchange::{self, Who},
    encoding::encode,
};
use js_sys::Array;
use wasm_bindgen::JsValue;

/// Sends the answers; those that were sent with the same token before are replaced.
pub(super) async fn answers(
    memory: &Memory,
    token: &Token,
    answers: Vec<(String, String)>,
) -> Result<(), Trouble> {
    let lines = Array::new();
    for (name, value) in answers.into_iter().filter(|(name, _)| name.starts_with("a.")) {
        lines.push(&Array::of2(&JsValue::from_str(&name), &JsValue::from_str(&value)));
    }
    let body = exchange::object(&[
        ("team", &JsValue::from_str(&token.team.hyphenated().to_string())),
        ("input", &JsValue::from_str(&encode(&token.input))),
        ("output", &JsValue::from_str(&encode(&token.output))),
        ("answers", &lines),
    ]);
    let response = exchange::post(&memory.address("/responses/", ""), &body, Who::Nobody).await?;
    match response.status() {
        204 => {
            memory.keep_sent();
            Ok(())
        }
        422 => {
            let problems = problems(&exchange::json(&response).await?);
            Err(if problems.is_empty() { Trouble::Server } else { Trouble::Answers(problems) })
        }
        // Nobody is signed in here, so nobody can be signed out.
        401 => Err(Trouble::Refused),
        status => Err(exchange::trouble(status)),
    }
}

fn problems(told: &JsValue) -> Vec<(String, String)> {
    let Some(list) = exchange::field(told, "problems") else { return Vec::new() };
    if !Array::is_array(&list) {
        return Vec::new();
    }
    let read = |problem: JsValue| {
        Some((exchange::text(&problem, "field")?, exchange::text(&problem, "message")?))
    };
    Array::from(&list).iter().filter_map(read).collect()
}
