ALTER TABLE conversation_message ADD COLUMN helped boolean;
CREATE INDEX conversation_message__helped ON conversation_message (said_at DESC) WHERE helped IS NOT NULL;
COMMENT ON COLUMN conversation_message.helped IS 'Of an answer to the question whether something helped: what it plainly says; null if it does not.';
