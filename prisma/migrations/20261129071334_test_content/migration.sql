-- CreateTable
CREATE TABLE "test_content" (
    "workspace_id" UUID NOT NULL,
    "message_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "contact_id" UUID,
    "compiled" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "test_content_pkey" PRIMARY KEY ("workspace_id","message_id")
);

-- CreateIndex
CREATE INDEX "test_content_created_at_idx" ON "test_content"("created_at");


-- AddForeignKey
ALTER TABLE "test_content" ADD CONSTRAINT "test_content_workspace_id_campaign_id_fkey" FOREIGN KEY ("workspace_id", "campaign_id") REFERENCES "campaign"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
