-- Work that is queued while the same work is being done may have come too late for it: it has to wait beside it.
DROP INDEX work_item__work_key;
CREATE INDEX work_item__work_key ON work_item (stage, work_key);
