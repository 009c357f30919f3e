-- What can be searched: the words of notes, highlights, themes and jobs, folded to small letters
-- without accents, so that both databases find the same; and as words of their own, of which kind
-- each is, of which team and of which quarter. Kept in step with the other database's file of this
-- name; the index itself is each database's own.

CREATE TABLE search_documents (
    number INTEGER NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    subject_id BLOB NOT NULL,
    place TEXT NOT NULL,
    author_id BLOB NOT NULL,
    interview_id BLOB,
    words TEXT NOT NULL,
    scope TEXT NOT NULL,
    CONSTRAINT search_documents_unique UNIQUE (kind, subject_id, place, author_id)
);
CREATE INDEX search_documents_interview ON search_documents (interview_id);

CREATE VIRTUAL TABLE search_index USING fts5 (
    words, scope, content = 'search_documents', content_rowid = 'number', prefix = '2 3'
);
-- What is taken out leaves no word behind in the index.
INSERT INTO search_index (search_index, rank) VALUES ('secure-delete', 1);

CREATE TRIGGER search_documents_added AFTER INSERT ON search_documents BEGIN
    INSERT INTO search_index (rowid, words, scope) VALUES (new.number, new.words, new.scope);
END;
CREATE TRIGGER search_documents_removed AFTER DELETE ON search_documents BEGIN
    INSERT INTO search_index (search_index, rowid, words, scope)
        VALUES ('delete', old.number, old.words, old.scope);
END;
CREATE TRIGGER search_documents_changed AFTER UPDATE ON search_documents BEGIN
    INSERT INTO search_index (search_index, rowid, words, scope)
        VALUES ('delete', old.number, old.words, old.scope);
    INSERT INTO search_index (rowid, words, scope) VALUES (new.number, new.words, new.scope);
END;

-- What people can choose among when they search.
CREATE INDEX interviews_team ON interviews (team_id);
CREATE INDEX people_attributes ON people (attributes);
