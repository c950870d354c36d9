-- New work is due whatever the clock says: what was queued while it was ahead does not wait for that time to come.
ALTER TABLE work_item ALTER COLUMN not_before SET DEFAULT '-infinity';
COMMENT ON COLUMN work_item.not_before IS 'When what failed or was put off is due again; -infinity for new work.';
