-- Where in its device's life the newest fact was recorded: a fact that was recorded before it (refused, and sent again under a
-- new number) keeps its own time. NULL: not known, from before this version, or nothing recorded yet.
ALTER TABLE device ADD COLUMN last_boot INTEGER;
ALTER TABLE device ADD COLUMN last_uptime INTEGER;

-- Open entries first, the newest of each first. A stand-in for an event that is gone for good is settled as it comes.
CREATE INDEX quarantine_by_status ON quarantine (status, no DESC);
