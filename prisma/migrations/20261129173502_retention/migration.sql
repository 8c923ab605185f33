-- CreateTable
CREATE TABLE "table_size" (
    "day" DATE NOT NULL,
    "table_name" TEXT NOT NULL,
    "rows" BIGINT NOT NULL,
    "bytes" BIGINT NOT NULL,

    CONSTRAINT "table_size_pkey" PRIMARY KEY ("day","table_name")
);

-- CreateTable
CREATE TABLE "retention_run" (
    "kind" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "worked_at" TIMESTAMPTZ(3) NOT NULL,
    "rows" BIGINT NOT NULL DEFAULT 0,
    "all_rows" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "retention_run_pkey" PRIMARY KEY ("kind")
);

-- CreateTable
CREATE TABLE "retention_mark" (
    "kind" TEXT NOT NULL,
    "workspace_id" UUID NOT NULL,
    "done_up_to" UUID NOT NULL,

    CONSTRAINT "retention_mark_pkey" PRIMARY KEY ("kind","workspace_id")
);

-- CreateTable
CREATE TABLE "campaign_kept" (
    "workspace_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "numbers" JSONB NOT NULL,
    "kept_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "campaign_kept_pkey" PRIMARY KEY ("workspace_id","campaign_id")
);


-- CreateIndex
CREATE INDEX "provider_message_created_at_idx" ON "provider_message" USING BRIN ("created_at");
