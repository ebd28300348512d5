-- Which reviews have an action of these words: a document that is met for the
-- first time may be the copy of one of them.
CREATE INDEX actions_words ON actions (text_now);
