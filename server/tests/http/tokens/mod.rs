//! `/answer/{wave}/token` and `/responses/{wave}`: one token a person, one response a token, and
//! nothing that tells whose.

mod closed;
mod given;
mod pages;
mod refused;

use crate::{app::TestApp, browser::Browser, organisation::Survey};
use app::domain::{Mode, Person, TeamId};
use axum::http::StatusCode;
use serde_json::{Value, json};
use token::{Blinding, Token, encoding::encode, info};

/// A browser's part in getting a token.
pub struct Asking {
    pub survey: String,
    blinding: Blinding,
    input: [u8; 32],
}

impl Asking {
    /// With random bytes that are made of `seed`.
    pub fn new(survey: &Survey, seed: u8) -> Self {
        let input = [seed; 32];
        let blinding = Blinding::new(&input, |bytes| bytes.fill(seed.wrapping_add(1))).unwrap();
        Self { survey: survey.wave.to_string(), blinding, input }
    }

    /// Where a token is asked for.
    pub fn address(&self) -> String {
        format!("/answer/{}/token", self.survey)
    }

    /// What is sent there.
    pub fn body(&self) -> String {
        json!({ "blinded": encode(&self.blinding.element()) }).to_string()
    }

    /// The token that comes of an answer; panics where the proof is wrong.
    pub fn finish(&self, survey: &Survey, team: TeamId, key: &[u8; 32], answer: &str) -> Token {
        let told: Value = serde_json::from_str(answer).unwrap();
        let part = |name: &str| told[name].as_str().unwrap().to_owned();
        let evaluated = token::encoding::decode(&part("evaluated")).unwrap();
        let proof = token::encoding::decode(&part("proof")).unwrap();
        let tag = info(survey.wave.0, team.0);
        let output = self.blinding.finish(&evaluated, &proof, key, &tag).unwrap();
        Token { wave: survey.wave.0, team: team.0, key: *key, input: self.input, output }
    }
}

/// The key that a wave has published.
pub async fn published_key(browser: &Browser, survey: &Survey) -> [u8; 32] {
    let address = format!("/.well-known/soundings/waves/{}", survey.wave);
    let answer = browser.get(&address).await.expect(StatusCode::OK);
    let told: Value = serde_json::from_str(&answer.body).unwrap();
    token::encoding::decode(told["public_key"].as_str().unwrap()).unwrap()
}

/// Gets somebody their token, and looks at its proof as their browser would.
pub async fn token_for(app: &TestApp, survey: &Survey, person: &Person, seed: u8) -> Token {
    let browser = app.sign_in(person).await;
    let key = published_key(&app.browser(), survey).await;
    let mut tx = app.services.store.read().await.unwrap();
    let place = tx.roster_place(survey.wave, person.id).await.unwrap().unwrap();
    tx.commit().await.unwrap();
    let asking = Asking::new(survey, seed);
    let answer = browser.post_json(&asking.address(), asking.body()).await.expect(StatusCode::OK);
    asking.finish(survey, place.reporting_team_id, &key, &answer.body)
}

/// Answers as they travel with a token.
pub fn with_token(token: &Token, answers: &[(&str, &str)]) -> Value {
    json!({
        "team": token.team.to_string(),
        "input": encode(&token.input),
        "output": encode(&token.output),
        "answers": answers,
    })
}

/// Sends answers with a token from a browser in which nobody is signed in.
pub async fn send(app: &TestApp, survey: &Survey, body: &Value) -> crate::browser::Answer {
    app.browser().post_json(&format!("/responses/{}", survey.wave), body.to_string()).await
}

/// Two teams of eight, and an open wave of this mode.
pub async fn world(app: &TestApp, mode: Mode) -> (crate::organisation::Roster, Survey) {
    let roster = app.with_roster(&[("Org", 0), ("Org/Payments", 8), ("Org/Search", 8)]).await;
    let survey = app.with_open_wave_of(mode).await;
    (roster, survey)
}
