-- What a key that may stand in a web page tells is not believed as what a secret one tells; events of before count as the former.
ALTER TABLE "event_identity" ADD COLUMN "trusted" BOOLEAN NOT NULL DEFAULT false;

-- A small table; what waits is found beside many that are settled already, and these by their time.
CREATE INDEX "event_identity_waiting" ON "event_identity"("workspace_id", "event_id") WHERE "applied_at" IS NULL;

CREATE INDEX "event_identity_applied" ON "event_identity"("workspace_id", "applied_at") WHERE "applied_at" IS NOT NULL;
