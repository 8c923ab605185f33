-- CreateTable
CREATE TABLE "api_call" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "api_key_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "method" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "operation" TEXT,
    "status" INTEGER NOT NULL,
    "problem" TEXT,
    "fields" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "request_id" TEXT NOT NULL,
    "ip" TEXT,
    "duration_ms" INTEGER NOT NULL,
    "replayed" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "api_call_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateIndex
CREATE INDEX "api_call_workspace_id_api_key_id_id_idx" ON "api_call"("workspace_id", "api_key_id", "id");

-- Of a busy key few calls fail, and those are looked for.
CREATE INDEX "api_call_not_well" ON "api_call"("workspace_id", "api_key_id", "id") WHERE "status" >= 400;
