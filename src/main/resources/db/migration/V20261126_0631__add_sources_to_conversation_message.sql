ALTER TABLE conversation_message ADD COLUMN sources jsonb;
CREATE INDEX conversation_message__key ON conversation_message (key) WHERE key IS NOT NULL AND direction = 'in';
COMMENT ON COLUMN conversation_message.sources IS 'What an answer stands on: pages and resolved tickets, the best first.';
