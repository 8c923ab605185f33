-- CreateEnum
CREATE TYPE "provider_call_status" AS ENUM ('received', 'processed', 'duplicate', 'refused', 'parked');


-- CreateTable
CREATE TABLE "provider_endpoint" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "token_sealed" TEXT NOT NULL,
    "secrets_sealed" TEXT NOT NULL,
    "api_key_sealed" TEXT,
    "disabled_at" TIMESTAMPTZ(3),
    "confirmed_at" TIMESTAMPTZ(3),
    "last_call_at" TIMESTAMPTZ(3),
    "mirrored_at" TIMESTAMPTZ(3),
    "mirror_result" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "provider_endpoint_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "provider_call" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "endpoint_id" UUID NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "status" "provider_call_status" NOT NULL,
    "reason" TEXT,
    "headers" JSONB NOT NULL DEFAULT '{}',
    "body" BYTEA,
    "body_bytes" INTEGER NOT NULL,
    "dedupe_key" TEXT,
    "event_count" INTEGER,
    "matched_count" INTEGER,
    "result" JSONB,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3),
    "leased_until" TIMESTAMPTZ(3),
    "processed_at" TIMESTAMPTZ(3),

    CONSTRAINT "provider_call_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "provider_endpoint_token_hash_key" ON "provider_endpoint"("token_hash");

-- CreateIndex
CREATE INDEX "provider_call_workspace_id_endpoint_id_status_received_at_i_idx" ON "provider_call"("workspace_id", "endpoint_id", "status", "received_at", "id");

-- CreateIndex
CREATE INDEX "provider_call_workspace_id_endpoint_id_id_idx" ON "provider_call"("workspace_id", "endpoint_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "provider_call_workspace_id_endpoint_id_dedupe_key_key" ON "provider_call"("workspace_id", "endpoint_id", "dedupe_key");


-- AddForeignKey
ALTER TABLE "provider_call" ADD CONSTRAINT "provider_call_workspace_id_endpoint_id_fkey" FOREIGN KEY ("workspace_id", "endpoint_id") REFERENCES "provider_endpoint"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
