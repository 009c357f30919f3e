-- Figures of groups within large teams: by one choice item of a program, frozen at opening.
-- Kept in step with the other database's file of this name.

ALTER TABLE programs ADD COLUMN grouping_item_id BLOB;
ALTER TABLE waves ADD COLUMN grouping_item_id BLOB;
ALTER TABLE releases ADD COLUMN grouping_item_id BLOB;

-- A withheld group has a reason and nothing else, as cells do.
CREATE TABLE release_groups (
    release_id BLOB NOT NULL REFERENCES releases (id),
    team_id BLOB NOT NULL,
    item_id BLOB NOT NULL,
    choice BIGINT NOT NULL,
    withheld TEXT,
    band TEXT,
    answered BIGINT,
    favourable BIGINT,
    share DOUBLE PRECISION,
    low DOUBLE PRECISION,
    high DOUBLE PRECISION,
    PRIMARY KEY (release_id, team_id, item_id, choice)
);
CREATE INDEX release_groups_item ON release_groups (release_id, item_id);
