-- Interviews, what people agreed to, and what was said. Kept in step with the other database's file
-- of this name. When an interview is withdrawn or its time is over, its notes and its consent are
-- deleted and the person is taken out of its row; that it was there stays.

CREATE TABLE interviews (
    id BLOB NOT NULL PRIMARY KEY,
    guide_version_id BLOB NOT NULL REFERENCES guide_versions (id),
    person_id BLOB REFERENCES people (id),
    team_id BLOB REFERENCES teams (id),
    interviewer_id BLOB NOT NULL REFERENCES people (id),
    observer_id BLOB REFERENCES people (id),
    starts_at BIGINT NOT NULL,
    minutes BIGINT NOT NULL,
    place TEXT NOT NULL,
    state TEXT NOT NULL,
    about_wave_id BLOB REFERENCES waves (id),
    about_team_id BLOB REFERENCES teams (id),
    about_item_id BLOB REFERENCES items (id)
);
CREATE INDEX interviews_time ON interviews (starts_at);
CREATE INDEX interviews_person ON interviews (person_id);

-- The link by which a person changes or withdraws is kept as a hash, as sessions are.
CREATE TABLE interview_consents (
    interview_id BLOB NOT NULL PRIMARY KEY REFERENCES interviews (id),
    recorded_at BIGINT NOT NULL,
    keep_days BIGINT NOT NULL,
    readers TEXT NOT NULL,
    quotes TEXT NOT NULL,
    token_hash TEXT NOT NULL CONSTRAINT interview_consents_token_unique UNIQUE
);

-- One note a place and author: two people at one interview never write over each other.
CREATE TABLE interview_notes (
    interview_id BLOB NOT NULL REFERENCES interviews (id),
    place TEXT NOT NULL,
    author_id BLOB NOT NULL REFERENCES people (id),
    text TEXT NOT NULL,
    revision BIGINT NOT NULL,
    PRIMARY KEY (interview_id, place, author_id)
);
