ALTER TABLE decision ADD COLUMN grounds jsonb;
COMMENT ON COLUMN decision.grounds IS 'Its three questions with their answers, the reliability with its parts, and what would have changed it; null before there was any.';

ALTER TABLE execution ADD COLUMN tenant text, ADD COLUMN category text;
UPDATE execution e SET tenant = t.tenant, category = d.category FROM decision d, ticket t WHERE d.id = e.decision_id AND t.id = e.ticket_id;
COMMENT ON COLUMN execution.tenant IS 'The ticket''s; with category and action it says which decisions this one is a precedent of.';
COMMENT ON COLUMN execution.category IS 'As the analysis had it that was decided on.';
CREATE INDEX execution__outcome ON execution (tenant, category, action, finished_at DESC) INCLUDE (state) WHERE started_at IS NOT NULL AND finished_at IS NOT NULL;
CREATE INDEX execution__asked ON execution (tenant, category, action, id DESC) WHERE NOT automatic;
CREATE INDEX ticket_runbook_links__judged ON ticket_runbook_links (tenant, reviewed_at DESC) WHERE reviewed_by IS NOT NULL;
