CREATE TABLE connector_pause (
    connector text        PRIMARY KEY,
    paused_by text        NOT NULL,
    reason    text,
    paused_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE connector_pause IS 'Connectors that a person has paused: they call their system no more, what it sends is kept and processed.';
