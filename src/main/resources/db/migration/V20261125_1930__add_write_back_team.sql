ALTER TABLE write_back ADD COLUMN team text;
COMMENT ON COLUMN write_back.team IS 'The team that takes the ticket over, as the policy calls it; null if it stays where it is.';
