-- People, teams, surveys and releases. Kept in step with ../postgres/0001_start.sql, which has
-- UUID where this has BLOB; a test compares the two schemas column by column.
-- Instants are Unix milliseconds. Never edit a migration that has landed: add the next one.

CREATE TABLE teams (
    id BLOB NOT NULL PRIMARY KEY,
    parent_id BLOB REFERENCES teams (id),
    name TEXT NOT NULL,
    retired BOOLEAN NOT NULL
);

CREATE TABLE team_history (
    id BLOB NOT NULL PRIMARY KEY,
    team_id BLOB NOT NULL REFERENCES teams (id),
    happened_at BIGINT NOT NULL,
    change TEXT NOT NULL,
    detail TEXT NOT NULL
);
CREATE INDEX team_history_team ON team_history (team_id, happened_at);

CREATE TABLE people (
    id BLOB NOT NULL PRIMARY KEY,
    email TEXT NOT NULL CONSTRAINT people_email_unique UNIQUE,
    name TEXT NOT NULL,
    team_id BLOB REFERENCES teams (id),
    manager BOOLEAN NOT NULL,
    researcher BOOLEAN NOT NULL,
    admin BOOLEAN NOT NULL,
    attributes TEXT NOT NULL,
    has_left BOOLEAN NOT NULL,
    password_hash TEXT
);
CREATE INDEX people_team ON people (team_id);

-- Only hashes of tokens are kept: a copy of the database signs nobody in.
CREATE TABLE sessions (
    id BLOB NOT NULL PRIMARY KEY,
    token_hash TEXT NOT NULL CONSTRAINT sessions_token_unique UNIQUE,
    person_id BLOB NOT NULL REFERENCES people (id),
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL
);
CREATE INDEX sessions_person ON sessions (person_id);

-- One-time links: purpose is first-admin, invitation or sign-in.
CREATE TABLE links (
    id BLOB NOT NULL PRIMARY KEY,
    token_hash TEXT NOT NULL CONSTRAINT links_token_unique UNIQUE,
    person_id BLOB REFERENCES people (id),
    purpose TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    used BOOLEAN NOT NULL
);

CREATE TABLE roster_uploads (
    id BLOB NOT NULL PRIMARY KEY,
    person_id BLOB NOT NULL REFERENCES people (id),
    uploaded_at BIGINT NOT NULL,
    file_name TEXT NOT NULL,
    content TEXT NOT NULL,
    plan_fingerprint TEXT NOT NULL
);

CREATE TABLE settings (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

-- Who did what to the organisation; never anything about answers.
CREATE TABLE audit_entries (
    id BLOB NOT NULL PRIMARY KEY,
    happened_at BIGINT NOT NULL,
    person_id BLOB,
    action TEXT NOT NULL,
    detail TEXT NOT NULL
);
CREATE INDEX audit_entries_time ON audit_entries (happened_at);

CREATE TABLE items (
    id BLOB NOT NULL PRIMARY KEY,
    key TEXT NOT NULL CONSTRAINT items_key_unique UNIQUE,
    dimension TEXT NOT NULL,
    retired BOOLEAN NOT NULL
);

CREATE TABLE item_versions (
    id BLOB NOT NULL PRIMARY KEY,
    item_id BLOB NOT NULL REFERENCES items (id),
    version BIGINT NOT NULL,
    series BIGINT NOT NULL,
    wording TEXT NOT NULL,
    help TEXT NOT NULL,
    scale TEXT NOT NULL,
    reverse BOOLEAN NOT NULL,
    gate TEXT,
    CONSTRAINT item_versions_unique UNIQUE (item_id, version)
);

CREATE TABLE programs (
    id BLOB NOT NULL PRIMARY KEY,
    name TEXT NOT NULL CONSTRAINT programs_name_unique UNIQUE,
    purpose TEXT NOT NULL,
    mode TEXT NOT NULL,
    opens_after_days BIGINT,
    open_days BIGINT,
    archived BOOLEAN NOT NULL
);

CREATE TABLE program_items (
    program_id BLOB NOT NULL REFERENCES programs (id),
    item_id BLOB NOT NULL REFERENCES items (id),
    position BIGINT NOT NULL,
    PRIMARY KEY (program_id, item_id)
);

CREATE TABLE waves (
    id BLOB NOT NULL PRIMARY KEY,
    program_id BLOB NOT NULL REFERENCES programs (id),
    period TEXT NOT NULL,
    period_ordinal BIGINT NOT NULL,
    state TEXT NOT NULL,
    mode TEXT NOT NULL,
    opens_at BIGINT,
    closes_at BIGINT,
    imported BOOLEAN NOT NULL,
    policy TEXT,
    CONSTRAINT waves_period_unique UNIQUE (program_id, period)
);

-- What opening freezes: the items in the wording of that day, the teams and the roster.
CREATE TABLE wave_items (
    wave_id BLOB NOT NULL REFERENCES waves (id),
    item_version_id BLOB NOT NULL REFERENCES item_versions (id),
    position BIGINT NOT NULL,
    PRIMARY KEY (wave_id, item_version_id)
);

CREATE TABLE wave_teams (
    wave_id BLOB NOT NULL REFERENCES waves (id),
    team_id BLOB NOT NULL REFERENCES teams (id),
    parent_id BLOB,
    name TEXT NOT NULL,
    PRIMARY KEY (wave_id, team_id)
);

CREATE TABLE wave_roster (
    wave_id BLOB NOT NULL REFERENCES waves (id),
    person_id BLOB NOT NULL REFERENCES people (id),
    team_id BLOB NOT NULL,
    reporting_team_id BLOB NOT NULL,
    answered BOOLEAN NOT NULL,
    PRIMARY KEY (wave_id, person_id)
) WITHOUT ROWID;
CREATE INDEX wave_roster_person ON wave_roster (person_id);

-- A response: wave, reporting team, answers. No time, no person, no sequence: random keys and,
-- here, no row ids, so that the order of rows says nothing about the order of answering.
CREATE TABLE responses (
    id BLOB NOT NULL PRIMARY KEY,
    wave_id BLOB NOT NULL REFERENCES waves (id),
    team_id BLOB NOT NULL,
    answers TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX responses_wave ON responses (wave_id);

CREATE TABLE releases (
    id BLOB NOT NULL PRIMARY KEY,
    wave_id BLOB NOT NULL CONSTRAINT releases_wave_unique UNIQUE REFERENCES waves (id),
    policy TEXT NOT NULL
);

CREATE TABLE release_teams (
    release_id BLOB NOT NULL REFERENCES releases (id),
    team_id BLOB NOT NULL REFERENCES teams (id),
    parent_id BLOB,
    name TEXT NOT NULL,
    position BIGINT NOT NULL,
    depth BIGINT NOT NULL,
    invited BIGINT,
    participation DOUBLE PRECISION,
    responses BIGINT,
    PRIMARY KEY (release_id, team_id)
);

CREATE TABLE release_items (
    release_id BLOB NOT NULL REFERENCES releases (id),
    item_id BLOB NOT NULL REFERENCES items (id),
    item_version_id BLOB NOT NULL REFERENCES item_versions (id),
    series BIGINT NOT NULL,
    key TEXT NOT NULL,
    wording TEXT NOT NULL,
    dimension TEXT NOT NULL,
    scale TEXT NOT NULL,
    reverse BOOLEAN NOT NULL,
    position BIGINT NOT NULL,
    PRIMARY KEY (release_id, item_id)
);

-- A withheld cell has a reason and nothing else: what is not stored cannot leak.
CREATE TABLE release_cells (
    release_id BLOB NOT NULL REFERENCES releases (id),
    team_id BLOB NOT NULL,
    item_id BLOB NOT NULL,
    withheld TEXT,
    answered BIGINT,
    not_applicable BIGINT,
    favourable BIGINT,
    share DOUBLE PRECISION,
    low DOUBLE PRECISION,
    high DOUBLE PRECISION,
    score DOUBLE PRECISION,
    mean DOUBLE PRECISION,
    distribution TEXT,
    PRIMARY KEY (release_id, team_id, item_id)
);
CREATE INDEX release_cells_item ON release_cells (release_id, item_id);

CREATE TABLE release_dimensions (
    release_id BLOB NOT NULL REFERENCES releases (id),
    team_id BLOB NOT NULL,
    dimension TEXT NOT NULL,
    withheld TEXT,
    answered BIGINT,
    score DOUBLE PRECISION,
    deviation DOUBLE PRECISION,
    low DOUBLE PRECISION,
    high DOUBLE PRECISION,
    PRIMARY KEY (release_id, team_id, dimension)
);

CREATE TABLE release_comments (
    release_id BLOB NOT NULL REFERENCES releases (id),
    position BIGINT NOT NULL,
    team_id BLOB NOT NULL,
    item_id BLOB NOT NULL,
    comment TEXT NOT NULL,
    PRIMARY KEY (release_id, position)
);
