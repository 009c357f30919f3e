//! Answering a survey, as a developer sees it.

use super::PortResult;
use crate::{
    domain::{Item, Mode, Period, TeamId, Viewer, WaveId},
    report::{Audience, Preview},
};
use async_trait::async_trait;

/// An open wave that asks the viewer.
#[derive(Clone, Debug)]
pub struct OpenWave {
    /// The wave.
    pub wave: WaveId,
    /// The program's name.
    pub program_name: String,
    /// The quarter it stands for.
    pub period: Period,
    /// Until when it can be answered, in words.
    pub closes: Option<String>,
    /// Minutes that answering takes, as a rule of thumb.
    pub minutes: u32,
    /// How answers are kept apart from people.
    pub mode: Mode,
    /// Whether the viewer has answered by name.
    pub answered: bool,
    /// Whether the viewer got a token. Nobody knows whether answers came with it.
    pub issued: bool,
}

/// Whether somebody can answer a wave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answerable {
    /// They can.
    Yes,
    /// They have: their first answers count.
    Answered,
    /// It takes no more answers.
    Closed,
    /// It has not opened yet.
    NotYet,
    /// They were not on the roster when it opened.
    NotInvited,
}

/// The page on which a wave is answered.
#[derive(Clone, Debug)]
pub struct AnswerPage {
    /// The wave.
    pub wave: WaveId,
    /// The program's name.
    pub program_name: String,
    /// What the program says about itself.
    pub purpose: String,
    /// The quarter it stands for.
    pub period: Period,
    /// Until when it can be answered, in words.
    pub closes: Option<String>,
    /// How answers are kept apart from people.
    pub mode: Mode,
    /// Whether the viewer can answer.
    pub answerable: Answerable,
    /// What is asked, in order.
    pub items: Vec<Item>,
    /// Minutes that answering takes, as a rule of thumb.
    pub minutes: u32,
    /// Who will see what; none for somebody who was not invited.
    pub audience: Option<Audience>,
    /// For which token the page is; none where the wave takes none, or the viewer can have none.
    pub token: Option<TokenTerms>,
}

/// What a token has to be made for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenTerms {
    /// The reporting team that the viewer's answers count for.
    pub team: TeamId,
    /// The wave's public key, as text.
    pub key: String,
    /// Whether the viewer got a token already. What became of it nobody knows.
    pub issued: bool,
}

/// What can be seen of whoever answers.
#[derive(Clone, Debug)]
pub struct SeenPage {
    /// The wave, and who will see what.
    pub answering: AnswerPage,
    /// What would be shown of groups of the smallest size.
    pub previews: Vec<Preview>,
}

/// Questions about surveys that are to be answered.
#[async_trait]
pub trait AnsweringPort: Send + Sync {
    /// The open waves that ask the viewer.
    async fn open_waves(&self, viewer: &Viewer) -> PortResult<Vec<OpenWave>>;
    /// One wave, to be answered.
    async fn answer_page(&self, viewer: &Viewer, wave: WaveId) -> PortResult<AnswerPage>;
    /// What can be seen of the viewer in one wave.
    async fn seen(&self, viewer: &Viewer, wave: WaveId) -> PortResult<SeenPage>;
    /// A program as a respondent would see it now, for its builder.
    async fn preview(
        &self,
        viewer: &Viewer,
        program: crate::domain::ProgramId,
    ) -> PortResult<AnswerPage>;
}
