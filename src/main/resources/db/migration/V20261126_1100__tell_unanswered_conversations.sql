-- That people took over since nobody answered has the ticket analysed once more; that they took over by a decision has not.
ALTER TABLE conversation ADD COLUMN unanswered boolean NOT NULL DEFAULT false;
UPDATE conversation SET unanswered = true WHERE state = 'handed-over' AND reason LIKE 'nobody answered within %';
