//! The HTTP surface: router, layers, and one file a noun for the forms people post.
//!
//! Pages are rendered by Leptos on GET; a form posts to a handler here, which calls a use
//! case in `service` and answers 303 on success, or the same page with status 422 and
//! what was typed. To add a form: a handler in the noun's file, a line in its `routes()`,
//! and a line in `auth::policy::ROUTES`.

pub mod access_log;
pub mod assets;
pub mod client_address;
pub mod csrf;
pub mod errors;
pub mod guides;
mod headers;
pub mod health;
mod interviews;
pub mod limits;
pub mod local_path;
pub mod serve;

mod account;
mod answering;
mod authorise;
mod codebook;
mod coding;
mod error_page;
mod failure;
mod findings;
mod form;
mod items;
mod kept;
mod people;
mod programs;
mod research_export;
mod results;
mod roster;
mod rotation;
mod router;
mod session;
mod state;
mod teams;
mod tokens;
mod transcript;
mod upload;
mod waves;

pub use form::{Fields, Submitted};
pub use router::router;
pub use session::{clear_session_cookie, session_cookie};
pub use state::AppState;
