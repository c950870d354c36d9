CREATE INDEX decision__experiment ON decision ((grounds ->> 'experiment'), ticket_id, id) WHERE grounds ->> 'experiment' IS NOT NULL;
