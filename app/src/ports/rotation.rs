//! Who is due for an interview, how fairly people are heard, and invitations as whoever was invited
//! sees them.

use super::{Excerpt, PortResult};
use crate::domain::{About, Answer, Invited, RotationRules, TeamId, Viewer, rotation::Heard};
use async_trait::async_trait;

/// A decline that nobody has talked about with the team yet.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenQuestion {
    /// The figure.
    pub about: About,
    /// Its item's wording.
    pub wording: String,
    /// By how much the share of favourable answers changed; negative.
    pub delta: f64,
    /// The quarter, in words.
    pub period: String,
}

/// Somebody who may be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggested {
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
}

/// A team in the order in which teams are due.
#[derive(Clone, Debug)]
pub struct DueTeam {
    /// The team.
    pub team: TeamId,
    /// Its path.
    pub path: String,
    /// People who sit in it.
    pub people: usize,
    /// How many of them may be asked now.
    pub askable: usize,
    /// The day of its last interview, or of the next one, in words; none for never.
    pub last: Option<String>,
    /// Whether that one lies ahead.
    pub planned: bool,
    /// Interviews of this quarter and the three before.
    pub recent: usize,
    /// What nobody has talked about with it yet.
    pub questions: Vec<OpenQuestion>,
    /// Whom to ask.
    pub suggested: Option<Suggested>,
}

/// A group of people, and how often it was heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoveredGroup {
    /// What they have in common.
    pub name: String,
    /// How many they are.
    pub people: usize,
    /// Interviews with them in four quarters.
    pub interviews: usize,
    /// Whether that is as often as their number would have it.
    pub heard: Heard,
}

/// People by one attribute, beside interviews.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// The attribute: a part of the organisation, or one of the roster.
    pub by: String,
    /// All people who have it.
    pub people: usize,
    /// All interviews with them.
    pub interviews: usize,
    /// Its groups.
    pub groups: Vec<CoveredGroup>,
}

/// The page of rotation.
#[derive(Clone, Debug)]
pub struct RotationPage {
    /// What holds.
    pub rules: RotationRules,
    /// The quarter, in words.
    pub quarter: String,
    /// Teams with an interview in it, held or planned.
    pub this_quarter: usize,
    /// Teams with an interview in it or the three before, of `teams`.
    pub covered: usize,
    /// Teams that people sit in.
    pub teams: usize,
    /// People who may be asked now, of `people`.
    pub askable: usize,
    /// People who sit in a team.
    pub people: usize,
    /// Interviews of these four quarters.
    pub interviews: usize,
    /// Teams, the most urgent first.
    pub due: Excerpt<DueTeam>,
    /// How fairly people are heard.
    pub coverage: Vec<Coverage>,
}

/// An invitation as the interviewer sees it.
#[derive(Clone, Debug)]
pub struct InvitationView {
    /// How it stands.
    pub invited: Invited,
    /// When it was last sent, in words.
    pub sent: String,
    /// When it was answered, in words.
    pub answered: Option<String>,
}

/// An invitation that has just been sent, or could not be; in the context of the page that says so.
#[derive(Clone, Debug)]
pub struct FreshInvitation {
    /// The link to hand over, where it did not go out by mail.
    pub url: Option<String>,
    /// Whether the mail server did not take the mail to the person.
    pub mail_failed: bool,
    /// Whether it did not take the one to whoever sits in.
    pub observer_failed: bool,
}

/// What can still be done about an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvitationState {
    /// It can be answered, and answered differently.
    Open,
    /// The interviewer has called it off.
    CalledOff,
    /// Its time has come, or it was held.
    Over,
}

/// What somebody who is invited sees by their link.
#[derive(Clone, Debug)]
pub struct InvitationPage {
    /// When it begins, in words.
    pub when: String,
    /// How long it is to take.
    pub minutes: u32,
    /// A room or a link; may be empty.
    pub place: String,
    /// Who asks.
    pub interviewer: String,
    /// Who sits in.
    pub observer: Option<String>,
    /// The guide's name.
    pub guide: String,
    /// What its sections are called.
    pub sections: Vec<String>,
    /// The published figure it is about, and whose it is.
    pub about: Option<(String, String)>,
    /// What can still be done.
    pub state: InvitationState,
    /// What they said.
    pub answer: Answer,
    /// Days for which “not now” holds.
    pub pause_days: i64,
    /// Until when they are not asked, in words, where they said so.
    pub not_before: Option<String>,
}

/// Questions about rotation and invitations.
#[async_trait]
pub trait RotationPort: Send + Sync {
    /// Who is due, and how fairly people are heard.
    async fn rotation(&self, viewer: &Viewer) -> PortResult<RotationPage>;
    /// An invitation, for whoever holds its link; looking changes nothing. None: it leads nowhere.
    async fn invitation(&self, token: &str) -> PortResult<Option<InvitationPage>>;
    /// Whether the viewer asked not to be invited to interviews; until when, in words, where it is
    /// only for a while.
    async fn not_invited(&self, viewer: &Viewer) -> PortResult<Option<Option<String>>>;
}
