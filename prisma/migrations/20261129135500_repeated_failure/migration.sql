-- CreateTable
CREATE TABLE "repeated_failure" (
    "key" TEXT NOT NULL,
    "job" TEXT NOT NULL,
    "workspace_id" UUID,
    "campaign_id" UUID,
    "reason" TEXT NOT NULL,
    "alike" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,
    "notified_at" TIMESTAMPTZ(3),

    CONSTRAINT "repeated_failure_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "repeated_failure_campaign_id_idx" ON "repeated_failure"("campaign_id");
