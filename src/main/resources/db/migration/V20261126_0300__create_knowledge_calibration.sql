CREATE TABLE knowledge_calibration (
    tenant     text             PRIMARY KEY,
    shift      double precision NOT NULL,
    scale      double precision NOT NULL CHECK (scale > 0),
    votes      bigint           NOT NULL,
    counted_to timestamptz      NOT NULL,
    changed_at timestamptz      NOT NULL
);
COMMENT ON TABLE knowledge_calibration IS 'How each tenant''s own verdicts on links correct the confidence in pages: log odds times scale plus shift.';
COMMENT ON COLUMN knowledge_calibration.shift IS 'On the scale of log odds; 0 corrects nothing.';
COMMENT ON COLUMN knowledge_calibration.scale IS 'Of log odds; 1 corrects nothing.';
COMMENT ON COLUMN knowledge_calibration.votes IS 'How many verdicts it has learned from.';
COMMENT ON COLUMN knowledge_calibration.counted_to IS 'Verdicts up to then are in it.';
