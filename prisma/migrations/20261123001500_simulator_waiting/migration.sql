-- The simulator asks four times a second for what is due. Only rows that still wait are of interest; done ones pile up.
-- Partial indexes are not part of the Prisma schema.
CREATE INDEX "simulator_action_waiting" ON "simulator_action" ("due_at") WHERE "done_at" IS NULL;
