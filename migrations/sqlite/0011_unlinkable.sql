-- Answers that nobody can tie to a person: a key for each wave, to whom a token was given, what
-- shows that the key made the token behind an answer, and how many of each there were. Kept in step
-- with the other database's file of this name. Keys and proofs are texts (base64url).

CREATE TABLE wave_keys (
    wave_id BLOB NOT NULL PRIMARY KEY REFERENCES waves (id),
    public_key TEXT NOT NULL
);

-- Deleted when the wave closes.
CREATE TABLE wave_secrets (
    wave_id BLOB NOT NULL PRIMARY KEY REFERENCES waves (id),
    secret TEXT NOT NULL
);

-- Deleted when the wave closes. What was blinded is kept so that asking the same again is answered
-- again; it says nothing of the token that came of it. No time, no number that counts up.
CREATE TABLE wave_issuances (
    wave_id BLOB NOT NULL REFERENCES waves (id),
    person_id BLOB NOT NULL REFERENCES people (id),
    team_id BLOB NOT NULL,
    blinded TEXT NOT NULL,
    PRIMARY KEY (wave_id, person_id)
) WITHOUT ROWID;

-- One for each token that came with answers. It has nothing in common with the response but the
-- team, once closing has given the responses new names.
CREATE TABLE wave_redemptions (
    wave_id BLOB NOT NULL REFERENCES waves (id),
    input TEXT NOT NULL,
    team_id BLOB NOT NULL,
    evaluated TEXT NOT NULL,
    proof TEXT NOT NULL,
    PRIMARY KEY (wave_id, input)
) WITHOUT ROWID;

-- Written when the wave closes, for teams of the minimum or more.
CREATE TABLE wave_counts (
    wave_id BLOB NOT NULL REFERENCES waves (id),
    team_id BLOB NOT NULL,
    invited BIGINT NOT NULL,
    issued BIGINT NOT NULL,
    redeemed BIGINT NOT NULL,
    PRIMARY KEY (wave_id, team_id)
) WITHOUT ROWID;
