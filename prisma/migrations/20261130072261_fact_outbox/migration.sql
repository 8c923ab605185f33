CREATE TABLE "fact_outbox" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "facts" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "fact_outbox_pkey" PRIMARY KEY ("workspace_id","id")
);
