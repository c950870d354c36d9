CREATE TABLE analysis (
    id          uuid             PRIMARY KEY,
    tenant      text             NOT NULL,
    ticket_id   uuid             NOT NULL,
    work_key    text             NOT NULL,
    category    text             NOT NULL,
    analyst     text             NOT NULL,
    prompt      text,
    confidence  double precision NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    degraded    text,
    body        jsonb            NOT NULL,
    analyzed_at timestamptz      NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT analysis__work UNIQUE (ticket_id, work_key)
);
COMMENT ON TABLE analysis IS 'What an analyst made of one version of a ticket; one row a version, so that a repeated delivery asks nobody twice.';
COMMENT ON COLUMN analysis.work_key IS 'The ticket''s version: its id, time of last change and status.';
COMMENT ON COLUMN analysis.body IS 'The analysis as JSON, without the ticket.';
COMMENT ON COLUMN analysis.prompt IS 'Name and version of the prompt; null for the offline analyst.';
