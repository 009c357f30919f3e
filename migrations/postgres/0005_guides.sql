-- Guides: what interviewers ask, in versions that never change.
-- Kept in step with the other database's file of this name.

CREATE TABLE guides (
    id UUID NOT NULL PRIMARY KEY,
    key TEXT NOT NULL CONSTRAINT guides_key_unique UNIQUE,
    name TEXT NOT NULL CONSTRAINT guides_name_unique UNIQUE,
    retired BOOLEAN NOT NULL
);

CREATE TABLE guide_versions (
    id UUID NOT NULL PRIMARY KEY,
    guide_id UUID NOT NULL REFERENCES guides (id),
    version BIGINT NOT NULL,
    purpose TEXT NOT NULL,
    outline TEXT NOT NULL,
    CONSTRAINT guide_versions_unique UNIQUE (guide_id, version)
);
