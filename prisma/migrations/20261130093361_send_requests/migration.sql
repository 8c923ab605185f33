CREATE TABLE "send_request" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "fingerprint" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "from_name" TEXT NOT NULL,
    "from_email" TEXT NOT NULL,
    "audience" INTEGER NOT NULL,
    "scheduled_at" TIMESTAMPTZ(3),
    "note" TEXT NOT NULL DEFAULT '',
    "asked_by_name" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by_name" TEXT,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "send_request_status_check" CHECK ("status" IN ('pending', 'confirmed', 'declined', 'void')),
    CONSTRAINT "send_request_pkey" PRIMARY KEY ("workspace_id","id")
);

CREATE INDEX "send_request_workspace_id_campaign_id_idx" ON "send_request"("workspace_id", "campaign_id");

ALTER TABLE "send_request" ADD CONSTRAINT "send_request_workspace_id_campaign_id_fkey" FOREIGN KEY ("workspace_id", "campaign_id") REFERENCES "campaign"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;
