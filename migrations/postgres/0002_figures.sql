-- The whole analysis: figures of cells, changes since the wave before, what goes with what.
-- Kept in step with the other database's file of this name.

-- What was `low` and `high` is Wilson's interval; these are the figures beside it.
ALTER TABLE release_cells ADD COLUMN band TEXT;
ALTER TABLE release_cells ADD COLUMN population BIGINT;
ALTER TABLE release_cells ADD COLUMN exact_low DOUBLE PRECISION;
ALTER TABLE release_cells ADD COLUMN exact_high DOUBLE PRECISION;
ALTER TABLE release_cells ADD COLUMN bound_low DOUBLE PRECISION;
ALTER TABLE release_cells ADD COLUMN bound_high DOUBLE PRECISION;
ALTER TABLE release_cells ADD COLUMN pooled DOUBLE PRECISION;
ALTER TABLE release_cells ADD COLUMN pooled_low DOUBLE PRECISION;
ALTER TABLE release_cells ADD COLUMN pooled_high DOUBLE PRECISION;

-- A comparison that may not be shown has no row.
CREATE TABLE release_changes (
    release_id UUID NOT NULL REFERENCES releases (id),
    team_id UUID NOT NULL,
    item_id UUID NOT NULL,
    since TEXT NOT NULL,
    delta DOUBLE PRECISION NOT NULL,
    cliffs_delta DOUBLE PRECISION,
    p DOUBLE PRECISION,
    q DOUBLE PRECISION,
    verdict TEXT NOT NULL,
    detectable DOUBLE PRECISION,
    PRIMARY KEY (release_id, team_id, item_id)
);
CREATE INDEX release_changes_item ON release_changes (release_id, item_id);

-- Over the whole organisation, from 100 responses on.
CREATE TABLE release_reliability (
    release_id UUID NOT NULL REFERENCES releases (id),
    dimension TEXT NOT NULL,
    items BIGINT NOT NULL,
    answered BIGINT NOT NULL,
    alpha DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (release_id, dimension)
);

CREATE TABLE release_drivers (
    release_id UUID NOT NULL REFERENCES releases (id),
    dimension TEXT NOT NULL,
    outcome_item_id UUID NOT NULL,
    answered BIGINT NOT NULL,
    r_squared DOUBLE PRECISION NOT NULL,
    share DOUBLE PRECISION NOT NULL,
    low DOUBLE PRECISION,
    high DOUBLE PRECISION,
    PRIMARY KEY (release_id, dimension)
);
