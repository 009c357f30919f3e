//! Inviting everybody at once who can't sign in yet: by e-mail, or with a list of links to copy.
//!
//! By e-mail it goes on behind the answer, one person after the other: the link is made right
//! before it is sent, so that a server which is stopped in between has made no link that nobody
//! got, and doing it again goes on where it ended.

use super::{INVITATION_LIFE, purpose};
use crate::{
    auth::{policy, token::Token},
    service::{Result, Services},
    store::Tx,
};
use app::{
    domain::{InvitationId, Person, PersonId, Viewer},
    ports::{InvitationsView, LinkToCopy},
};
use std::{collections::HashSet, time::Duration};

/// Between two mails: mail servers take some ten a second from one sender before they slow it down.
const BETWEEN_MAILS: Duration = Duration::from_millis(150);

/// So many mails that were not taken one after the other, and the mail server is down.
const GIVE_UP_AFTER: u32 = 3;

/// What became of inviting everybody.
pub enum Invited {
    /// They all hold a link already, or have a password.
    Nobody,
    /// E-mails go out now; the audit log tells when they have.
    OnTheirWay,
    /// No mail server is configured: these are to be handed over.
    ToCopy(Vec<LinkToCopy>),
}

/// Who has no password and may sign in, and which of them hold a link that still works.
struct Waiting {
    people: Vec<Person>,
    invited: HashSet<PersonId>,
}

impl Waiting {
    async fn look(services: &Services, tx: &mut Tx) -> Result<Self> {
        let mut people = tx.people_without_password().await?;
        people.retain(super::may_sign_in);
        let invited = tx.people_with_link(purpose::INVITATION, services.clock.now()).await?;
        Ok(Self { people, invited: invited.into_iter().collect() })
    }

    /// Whom to invite: whoever has no link yet, and with `again` everybody.
    fn into_invited(self, again: bool, but: PersonId) -> Vec<Person> {
        let Self { people, invited } = self;
        people
            .into_iter()
            .filter(|person| person.id != but && (again || !invited.contains(&person.id)))
            .collect()
    }
}

impl Services {
    /// Whom [`invite_everybody`](Self::invite_everybody) would invite.
    pub(in crate::service) async fn invitations_view(
        &self,
        viewer: &Viewer,
    ) -> Result<InvitationsView> {
        policy::admin(viewer)?;
        let mut tx = self.store.read().await?;
        let waiting = Waiting::look(self, &mut tx).await?;
        let others = waiting.people.iter().filter(|person| person.id != viewer.person);
        let (invited, new) =
            others.partition::<Vec<_>, _>(|person| waiting.invited.contains(&person.id));
        Ok(InvitationsView {
            new: new.len(),
            invited: invited.len(),
            by_mail: self.mailer.is_configured(),
        })
    }

    /// Invites everybody who has no password; with `again` also those who hold a link that still
    /// works, which is then worthless.
    pub async fn invite_everybody(&self, viewer: &Viewer, again: bool) -> Result<Invited> {
        policy::admin(viewer)?;
        if self.mailer.is_configured() {
            let mut tx = self.store.read().await?;
            let people = Waiting::look(self, &mut tx).await?.into_invited(again, viewer.person);
            drop(tx);
            if people.is_empty() {
                return Ok(Invited::Nobody);
            }
            let (services, by) = (self.clone(), viewer.person);
            tokio::spawn(async move { services.mail_invitations(by, people, again).await });
            return Ok(Invited::OnTheirWay);
        }
        let mut tx = self.store.begin().await?;
        let people = Waiting::look(self, &mut tx).await?.into_invited(again, viewer.person);
        if people.is_empty() {
            return Ok(Invited::Nobody);
        }
        let mut links = Vec::with_capacity(people.len());
        for person in people {
            let token = self.make_invitation(&mut tx, person.id).await?;
            let url = self.link_url(&token);
            links.push(LinkToCopy { name: person.name, email: person.email, url });
        }
        let detail = people_in_words(links.len());
        self.audit(&mut tx, Some(viewer.person), "everybody-invited", detail).await?;
        tx.commit().await?;
        Ok(Invited::ToCopy(links))
    }

    /// A fresh invitation; the one before must not work for whoever finds it.
    pub(super) async fn make_invitation(&self, tx: &mut Tx, person: PersonId) -> Result<Token> {
        let token = Token::random(&self.random);
        tx.use_links_of(person).await?;
        tx.insert_link(
            InvitationId(self.random.uuid()),
            token.hash().as_str(),
            Some(person),
            purpose::INVITATION,
            self.clock.now() + INVITATION_LIFE,
        )
        .await?;
        Ok(token)
    }

    async fn mail_invitations(&self, by: PersonId, people: Vec<Person>, again: bool) {
        let (mut sent, mut failed, mut in_a_row) = (0, 0, 0);
        let total = people.len();
        for person in people {
            match self.mail_invitation(&person, again).await {
                Ok(true) => (sent, in_a_row) = (sent + 1, 0),
                // Somebody else invited them meanwhile, or they have chosen a password.
                Ok(false) => continue,
                Err(error) => {
                    tracing::error!(%error, "an invitation could not be sent by e-mail");
                    (failed, in_a_row) = (failed + 1, in_a_row + 1);
                }
            }
            if in_a_row == GIVE_UP_AFTER {
                break;
            }
            tokio::time::sleep(BETWEEN_MAILS).await;
        }
        let detail = match failed {
            0 => people_in_words(sent),
            _ => format!(
                "{} of {total}; the mail server did not take the others, its reason is in the server’s log",
                people_in_words(sent)
            ),
        };
        if let Err(error) = self.note_mailed(by, detail).await {
            tracing::error!(?error, "the audit log has no entry of invitations that were sent");
        }
    }

    async fn note_mailed(&self, by: PersonId, detail: String) -> Result<()> {
        let mut tx = self.store.begin().await?;
        self.audit(&mut tx, Some(by), "everybody-mailed", detail).await?;
        Ok(tx.commit().await?)
    }

    /// False when there is nothing to send to this person any more.
    async fn mail_invitation(&self, person: &Person, again: bool) -> Result<bool> {
        let mut tx = self.store.begin().await?;
        let still = tx.person(person.id).await?.is_some_and(|person| super::may_sign_in(&person));
        if !still || tx.password_hash(person.id).await?.is_some() {
            return Ok(false);
        }
        let now = self.clock.now();
        if !again && tx.has_link(person.id, purpose::INVITATION, now).await? {
            return Ok(false);
        }
        let token = self.make_invitation(&mut tx, person.id).await?;
        tx.commit().await?;
        let sent = self.send_link(&person.email, purpose::INVITATION, super::SUBJECT, &token).await;
        if sent.is_err() {
            // Nobody has this link: without it, the next round invites them again.
            let mut tx = self.store.begin().await?;
            tx.use_links_of(person.id).await?;
            tx.commit().await?;
        }
        sent
    }
}

fn people_in_words(count: usize) -> String {
    app::components::counted(count, "person", "people")
}
