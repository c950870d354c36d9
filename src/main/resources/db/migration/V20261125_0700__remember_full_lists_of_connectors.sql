ALTER TABLE connector_cursor ADD COLUMN listed_at timestamptz;
COMMENT ON COLUMN connector_cursor.listed_at IS 'When all that a knowledge base holds was last listed to the end.';
