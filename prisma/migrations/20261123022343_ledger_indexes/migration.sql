-- DropIndex
DROP INDEX "message_workspace_id_campaign_id_contact_id_key";

-- DropIndex
DROP INDEX "message_workspace_id_contact_id_idx";

-- CreateIndex
CREATE INDEX "campaign_batch_workspace_id_campaign_id_finished_at_idx" ON "campaign_batch"("workspace_id", "campaign_id", "finished_at");


-- CreateIndex
CREATE UNIQUE INDEX "message_workspace_id_contact_id_campaign_id_key" ON "message"("workspace_id", "contact_id", "campaign_id");
