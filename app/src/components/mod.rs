//! The parts that pages are made of: layout, form fields, tables, notices and the survey itself.
//!
//! Rendered on the server only; every one works without script and without an inline
//! style, which the Content-Security-Policy forbids. They know `domain` and `report` and
//! nothing of where data comes from.
//!
//! To add one: a file here named after it, a `#[component]` whose every prop has a sentence,
//! its look in `style/<name>.css` inside `@layer component`, and every state of it in
//! `examples/gallery.rs`, so that it can be looked at before a page needs it.

pub mod answering;
pub mod badge;
pub mod card;
pub mod counted;
pub mod document_title;
pub mod empty_state;
pub mod footer;
pub mod form;
pub mod form_state;
pub mod header;
pub mod mark;
pub mod notice;
pub mod page;
pub mod pagination;
pub mod quote;
pub mod sign_in_frame;
pub mod site_frame;
pub mod table;
pub mod tree;

pub use answering::{
    AnswerField, Companion, ForgetDraft, GateGroup, SurveyBlock, TokenPanel, UnlinkableStatus,
    arrange,
};
pub use badge::{Badge, Tone, WaveBadge};
pub use card::{CardLink, KeyFigure, KeyFigures};
pub use counted::counted;
pub use document_title::DocumentTitle;
pub use empty_state::EmptyState;
pub use footer::SiteFooter;
pub use form::{
    Checkbox, Checkboxes, Choice, ConfirmBox, ErrorSummary, FileField, HiddenField, Hint,
    PasswordField, Radios, Select, SubmitButton, TextArea, TextField,
};
pub use form_state::{FieldError, FormState};
pub use header::SiteHeader;
pub use mark::Mark;
pub use notice::Notice;
pub use page::{Crumb, Page};
pub use pagination::Pagination;
pub use quote::{quote, quoting};
pub use sign_in_frame::SignInFrame;
pub use site_frame::SiteFrame;
pub use table::{Column, DataTable, Td};
pub use tree::{Tree, TreeNode};
