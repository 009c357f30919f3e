//! People and what was done to the organisation: for admins.

mod audit;
mod fields;
mod invitations;
mod list;
mod new;
mod person;

pub(super) use audit::Audit;
pub(super) use invitations::Invitations;
pub(super) use list::People;
pub(super) use new::NewPerson;
pub(super) use person::Person;
