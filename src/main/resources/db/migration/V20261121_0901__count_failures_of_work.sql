ALTER TABLE work_item ADD COLUMN failures integer NOT NULL DEFAULT 0;
COMMENT ON COLUMN work_item.failures IS 'How often a step failed. Leases that ran out, because the process died, are counted in attempts alone.';
