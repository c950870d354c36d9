ALTER TABLE execution ADD COLUMN correlation text;
COMMENT ON COLUMN execution.correlation IS 'Id of the raw event that it follows from; what is queued for it later bears the same.';
