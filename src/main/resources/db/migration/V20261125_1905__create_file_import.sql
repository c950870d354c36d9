CREATE TABLE file_import (
    id          uuid        PRIMARY KEY,
    connector   text        NOT NULL,
    fingerprint text        NOT NULL,
    name        text        NOT NULL,
    bytes       bigint      NOT NULL,
    byte_offset bigint      NOT NULL DEFAULT 0,
    line        bigint      NOT NULL DEFAULT 1,
    ended       boolean     NOT NULL DEFAULT false,
    rows        bigint      NOT NULL DEFAULT 0,
    fresh       bigint      NOT NULL DEFAULT 0,
    known       bigint      NOT NULL DEFAULT 0,
    faulty      bigint      NOT NULL DEFAULT 0,
    problem     text,
    started_at  timestamptz NOT NULL,
    changed_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    UNIQUE (connector, fingerprint)
);
COMMENT ON TABLE file_import IS 'How far each imported file has come. Moves on only after the rows before it are stored.';
COMMENT ON COLUMN file_import.fingerprint IS 'SHA-256 of the file and of how it is read: the same file read in another way is another import.';
COMMENT ON COLUMN file_import.byte_offset IS 'Of the first byte that is not done.';
COMMENT ON COLUMN file_import.rows IS 'Rows done: fresh, known (stored before) and faulty ones.';
COMMENT ON COLUMN file_import.problem IS 'Why it was given up, if it was; the next import of the file goes on at its place.';

CREATE TABLE file_import_fault (
    import_id uuid   NOT NULL REFERENCES file_import ON DELETE CASCADE,
    row       bigint NOT NULL,
    line      bigint NOT NULL,
    reason    text   NOT NULL,
    PRIMARY KEY (import_id, row)
);
COMMENT ON TABLE file_import_fault IS 'Rows of imported files that make no ticket. Never what they say.';
