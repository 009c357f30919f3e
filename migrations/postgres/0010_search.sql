-- What can be searched: the words of notes, highlights, themes and jobs, folded to small letters
-- without accents, so that both databases find the same; and as words of their own, of which kind
-- each is, of which team and of which quarter. Kept in step with the other database's file of this
-- name; the index itself is each database's own.

CREATE TABLE search_documents (
    number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind TEXT NOT NULL,
    subject_id UUID NOT NULL,
    place TEXT NOT NULL,
    author_id UUID NOT NULL,
    interview_id UUID,
    words TEXT NOT NULL,
    scope TEXT NOT NULL,
    -- As it stands, without places: what is in the scope begins with "=", which no word does, so the
    -- index alone answers and no row has to be looked at again.
    vector TSVECTOR NOT NULL GENERATED ALWAYS AS (
        array_to_tsvector(string_to_array(words, ' ')) || array_to_tsvector(string_to_array(scope, ' '))
    ) STORED,
    CONSTRAINT search_documents_unique UNIQUE (kind, subject_id, place, author_id)
);
CREATE INDEX search_documents_interview ON search_documents (interview_id);
CREATE INDEX search_documents_vector ON search_documents USING gin (vector);

-- What people can choose among when they search.
CREATE INDEX interviews_team ON interviews (team_id);
CREATE INDEX people_attributes ON people (attributes);
