-- AlterTable
ALTER TABLE "contact" ADD COLUMN     "external_id" TEXT;

-- CreateTable
CREATE TABLE "api_answer" (
    "workspace_id" UUID NOT NULL,
    "api_key_id" UUID NOT NULL,
    "idempotency_key" TEXT NOT NULL,
    "operation" TEXT NOT NULL,
    "request_hash" TEXT NOT NULL,
    "status" INTEGER NOT NULL,
    "body" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "api_answer_pkey" PRIMARY KEY ("workspace_id","api_key_id","idempotency_key")
);

-- CreateIndex
CREATE INDEX "api_answer_workspace_id_created_at_idx" ON "api_answer"("workspace_id", "created_at");
