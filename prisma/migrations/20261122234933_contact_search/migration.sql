-- CreateIndex
CREATE INDEX "contact_email_prefix" ON "contact"("workspace_id", "email_normalized" text_pattern_ops);

-- Prefix search over names, and paging by last activity where "never" comes last. Expression indexes are not part of the Prisma schema.
CREATE INDEX "contact_first_name_prefix" ON "contact" ("workspace_id", lower("first_name") text_pattern_ops) WHERE "first_name" IS NOT NULL;
CREATE INDEX "contact_last_name_prefix" ON "contact" ("workspace_id", lower("last_name") text_pattern_ops) WHERE "last_name" IS NOT NULL;
CREATE INDEX "contact_activity" ON "contact" ("workspace_id", coalesce("last_activity_at", '-infinity'::timestamptz), "id");
