CREATE TABLE ticket_runbook_links (
    id          uuid             PRIMARY KEY,
    tenant      text             NOT NULL,
    ticket_id   uuid             NOT NULL,
    document    uuid             NOT NULL,
    page        text             NOT NULL,
    title       text             NOT NULL,
    confidence  double precision NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    automatic   boolean          NOT NULL,
    state       text             NOT NULL CHECK (state IN ('linked', 'review', 'rejected', 'confirmed')),
    version     integer          NOT NULL DEFAULT 1,
    openings    integer          NOT NULL,
    reviewed_by text,
    reviewed_at timestamptz,
    created_at  timestamptz      NOT NULL,
    UNIQUE (ticket_id, document),
    CHECK ((reviewed_by IS NULL) = (state IN ('linked', 'review')))
);
CREATE INDEX ticket_runbook_links__state ON ticket_runbook_links (tenant, state, id);
CREATE INDEX ticket_runbook_links__document ON ticket_runbook_links (document, ticket_id);
COMMENT ON TABLE ticket_runbook_links IS 'Which pages answer which tickets: made by the hub, or waiting for a person, or judged by one.';
COMMENT ON COLUMN ticket_runbook_links.document IS 'knowledge_document.id; the row outlives the page.';
COMMENT ON COLUMN ticket_runbook_links.page IS 'The page''s own name, as it was when it was linked; so is the title.';
COMMENT ON COLUMN ticket_runbook_links.confidence IS 'Likelihood that the page is a right answer, 0.0 to 1.0; 1.0 where a person chose it.';
COMMENT ON COLUMN ticket_runbook_links.automatic IS 'True if the hub linked it by itself, also after a person judged that.';
COMMENT ON COLUMN ticket_runbook_links.openings IS 'ticket.openings when it was linked: if it grows, the page did not help.';
COMMENT ON COLUMN ticket_runbook_links.version IS 'Grows with each change; a person''s verdict names the one that it is about.';
