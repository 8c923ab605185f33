-- DropIndex
DROP INDEX "campaign_status_finished_at_idx";



-- DropIndex
DROP INDEX "message_id_key";

-- DropIndex
DROP INDEX "message_workspace_id_campaign_id_email_normalized_key";

-- DropIndex
DROP INDEX "message_workspace_id_contact_id_campaign_id_key";


-- CreateTable
CREATE TABLE "campaign_under_way" (
    "workspace_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,

    CONSTRAINT "campaign_under_way_pkey" PRIMARY KEY ("workspace_id","campaign_id")
);


-- CreateIndex
CREATE INDEX "message_id_idx" ON "message"("id");

-- CreateIndex
CREATE UNIQUE INDEX "message_contact_id_workspace_id_campaign_id_key" ON "message"("contact_id", "workspace_id", "campaign_id");

-- CreateIndex
CREATE UNIQUE INDEX "message_campaign_id_workspace_id_email_normalized_key" ON "message"("campaign_id", "workspace_id", "email_normalized");

INSERT INTO "campaign_under_way" ("workspace_id", "campaign_id")
SELECT "workspace_id", "id" FROM "campaign"
WHERE "status" IN ('scheduled', 'preparing', 'sending', 'paused') OR ("status" = 'sent' AND "finished_at" > now() - interval '4 days');
