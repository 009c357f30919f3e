-- The codebook, and what researchers mark in notes. Kept in step with the other database's file of
-- this name.

CREATE TABLE tags (
    id UUID NOT NULL PRIMARY KEY,
    parent_id UUID REFERENCES tags (id),
    name TEXT NOT NULL,
    -- The name in small letters, so that no two tags differ by that alone.
    name_key TEXT NOT NULL CONSTRAINT tags_name_unique UNIQUE,
    description TEXT NOT NULL
);

-- What was done to the codebook. A tag that was merged into another is gone, its history is not.
CREATE TABLE tag_changes (
    id UUID NOT NULL PRIMARY KEY,
    tag_id UUID NOT NULL,
    happened_at BIGINT NOT NULL,
    person_id UUID NOT NULL REFERENCES people (id),
    change TEXT NOT NULL,
    detail TEXT NOT NULL
);
CREATE INDEX tag_changes_tag ON tag_changes (tag_id);

-- One coder's work on one interview.
CREATE TABLE interview_codings (
    interview_id UUID NOT NULL REFERENCES interviews (id),
    coder_id UUID NOT NULL REFERENCES people (id),
    finished_at BIGINT,
    saw_others BOOLEAN NOT NULL,
    PRIMARY KEY (interview_id, coder_id)
);

-- A span of a note, in characters of its text as it is now.
CREATE TABLE highlights (
    id UUID NOT NULL PRIMARY KEY,
    interview_id UUID NOT NULL,
    place TEXT NOT NULL,
    author_id UUID NOT NULL,
    begins BIGINT NOT NULL,
    ends BIGINT NOT NULL,
    coder_id UUID NOT NULL REFERENCES people (id),
    sentiment TEXT,
    FOREIGN KEY (interview_id, place, author_id)
        REFERENCES interview_notes (interview_id, place, author_id)
);
CREATE INDEX highlights_note ON highlights (interview_id, place, author_id);

CREATE TABLE highlight_tags (
    highlight_id UUID NOT NULL REFERENCES highlights (id),
    tag_id UUID NOT NULL REFERENCES tags (id),
    PRIMARY KEY (highlight_id, tag_id)
);
CREATE INDEX highlight_tags_tag ON highlight_tags (tag_id);
