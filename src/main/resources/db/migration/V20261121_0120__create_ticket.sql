CREATE TABLE ticket (
    id                uuid        PRIMARY KEY,
    tenant            text        NOT NULL,
    connector         text        NOT NULL,
    external_id       text        NOT NULL,
    kind              text        NOT NULL,
    category          text,
    priority          text        NOT NULL,
    status            text        NOT NULL,
    body              jsonb       NOT NULL,
    openings          integer     NOT NULL DEFAULT 1,
    stored_at         timestamptz NOT NULL DEFAULT clock_timestamp(),
    changed_at        timestamptz NOT NULL DEFAULT clock_timestamp()
) WITH (fillfactor = 85);
CREATE UNIQUE INDEX ticket__external_id ON ticket (tenant, connector, external_id);
COMMENT ON COLUMN ticket.body IS 'The canonical ticket as JSON, as API and queue show it.';
COMMENT ON COLUMN ticket.openings IS 'How often it was opened: 1, and 1 more for each time it came back after it was resolved.';
