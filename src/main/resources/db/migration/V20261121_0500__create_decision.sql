CREATE TABLE decision (
    id          uuid             PRIMARY KEY,
    ticket_id   uuid             NOT NULL,
    analysis_id uuid             NOT NULL,
    path        text             NOT NULL,
    team        text,
    category    text             NOT NULL,
    confidence  double precision NOT NULL,
    action      text,
    parameters  jsonb,
    reasons     jsonb            NOT NULL,
    decided_at  timestamptz      NOT NULL
);
CREATE UNIQUE INDEX decision__analysis ON decision (analysis_id);
CREATE INDEX decision__ticket ON decision (ticket_id, id);
CREATE INDEX decision__path ON decision (path, id);
COMMENT ON TABLE decision IS 'What was decided on each analysis, and why. Rows are only ever added.';
COMMENT ON COLUMN decision.confidence IS 'Of the analysis, 0.0 to 1.0.';
COMMENT ON COLUMN decision.action IS 'The action proposed, if it is in the catalogue and its parameters pass its schema.';
