-- Themes, jobs, and what both stand on. Kept in step with the other database's file of this name.

CREATE TABLE themes (
    id BLOB NOT NULL PRIMARY KEY,
    title TEXT NOT NULL,
    summary TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    retired BOOLEAN NOT NULL,
    -- How many pieces of evidence were taken back with their interviews.
    withdrawn BIGINT NOT NULL
);

CREATE TABLE jobs (
    id BLOB NOT NULL PRIMARY KEY,
    statement TEXT NOT NULL,
    importance BIGINT NOT NULL,
    satisfaction BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    retired BOOLEAN NOT NULL,
    withdrawn BIGINT NOT NULL
);

-- A highlight or a published cell, for or against a theme or a job.
CREATE TABLE evidence (
    id BLOB NOT NULL PRIMARY KEY,
    theme_id BLOB REFERENCES themes (id),
    job_id BLOB REFERENCES jobs (id),
    highlight_id BLOB REFERENCES highlights (id),
    wave_id BLOB REFERENCES waves (id),
    team_id BLOB REFERENCES teams (id),
    item_id BLOB REFERENCES items (id),
    supports BOOLEAN NOT NULL,
    CONSTRAINT evidence_theme_highlight_unique UNIQUE (theme_id, highlight_id),
    CONSTRAINT evidence_job_highlight_unique UNIQUE (job_id, highlight_id)
);
CREATE INDEX evidence_highlight ON evidence (highlight_id);
