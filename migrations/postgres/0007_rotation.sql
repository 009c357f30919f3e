-- Who was asked for an interview, when, and what they answered. Kept in step with the other
-- database's file of this name. An invitation is part of its interview and goes with it; wishes and
-- contacts belong to the person.

-- The link by which somebody answers is kept as a hash, as sessions are. `owed` says that the person
-- has not been told the plan as it stands: it changed, or the mail failed.
CREATE TABLE interview_invitations (
    interview_id UUID NOT NULL PRIMARY KEY REFERENCES interviews (id),
    token_hash TEXT NOT NULL CONSTRAINT interview_invitations_token_unique UNIQUE,
    sequence BIGINT NOT NULL,
    sent_at BIGINT NOT NULL,
    owed BOOLEAN NOT NULL,
    answer TEXT NOT NULL,
    answered_at BIGINT
);

-- “Don't ask me again” and “not now”; whoever wishes nothing has no row.
CREATE TABLE interview_wishes (
    person_id UUID NOT NULL PRIMARY KEY REFERENCES people (id),
    never BOOLEAN NOT NULL,
    not_before BIGINT
);

-- What we asked of somebody, by the day and without the interview: otherwise a withdrawn interview
-- could be led back to the person by its time. Surveys are not here; `wave_roster` has them.
CREATE TABLE contacts (
    id UUID NOT NULL PRIMARY KEY,
    person_id UUID NOT NULL REFERENCES people (id),
    kind TEXT NOT NULL,
    happened_at BIGINT NOT NULL
);
CREATE INDEX contacts_person ON contacts (person_id);
