//! Forms of the item bank.

use super::{AppState, Submitted, errors::HttpError};
use crate::service::{NewItem, Rewording};
use app::domain::ItemId;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Redirect, Response},
    routing::post,
};

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/items/new", post(create)).route("/items/{item}", post(reword))
}

async fn create(State(state): State<AppState>, form: Submitted) -> Result<Response, HttpError> {
    let field = |name: &str| form.fields.get(name).to_owned();
    let new = NewItem {
        key: field("key"),
        dimension: field("dimension"),
        scale: field("scale"),
        options: field("options"),
        wording: field("wording"),
        help: field("help"),
        reverse: field("reverse") == "yes",
        gate: field("gate"),
        asked_if: form.fields.all("gate-answers").into_iter().map(str::to_owned).collect(),
    };
    match state.services.add_item(form.signed_in()?, &new).await {
        Ok(item) => Ok(Redirect::to(&format!("/items/{item}")).into_response()),
        Err(error) => Ok(form.again(&state, error.for_form()?).await),
    }
}

async fn reword(State(state): State<AppState>, form: Submitted) -> Result<Response, HttpError> {
    let item: ItemId = form.param("item")?;
    let new = Rewording {
        from_version: form.fields.get("from-version").parse().unwrap_or_default(),
        wording: form.fields.get("wording").to_owned(),
        help: form.fields.get("help").to_owned(),
        comparable: match form.fields.get("comparable") {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        },
    };
    match state.services.reword(form.signed_in()?, item, &new).await {
        Ok(()) => Ok(Redirect::to(&format!("/items/{item}?reworded=yes")).into_response()),
        Err(error) => Ok(form.again(&state, error.for_form()?).await),
    }
}
