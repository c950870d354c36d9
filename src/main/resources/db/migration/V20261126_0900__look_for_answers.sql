ALTER TABLE conversation ADD COLUMN looked_at timestamptz;
ALTER TABLE conversation ADD COLUMN comments_missing text;
CREATE INDEX conversation__looked ON conversation (looked_at NULLS FIRST) WHERE state IN ('waiting', 'answered');
COMMENT ON COLUMN conversation.looked_at IS 'When the source of its ticket was last asked what people said there.';
COMMENT ON COLUMN conversation.comments_missing IS 'Why the source did not tell when it was last asked; null if it did.';
