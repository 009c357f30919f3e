-- PostgreSQL looks a reference up for every row: for the quarter of a million cells of a large
-- release that is two of six seconds. They are written in the transaction that writes their
-- release, and nothing deletes a release, so the reference protects from nothing.

ALTER TABLE release_cells DROP CONSTRAINT release_cells_release_id_fkey;
ALTER TABLE release_dimensions DROP CONSTRAINT release_dimensions_release_id_fkey;
ALTER TABLE release_groups DROP CONSTRAINT release_groups_release_id_fkey;
ALTER TABLE release_changes DROP CONSTRAINT release_changes_release_id_fkey;
