-- What became of a conversation's words, as its transcript shows it.
CREATE INDEX outbox_words ON outbox (org, lane, seq) WHERE kind = 'DeliverWords';
