-- CreateTable
CREATE TABLE "security_event" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "user_id" UUID,
    "email" TEXT,
    "actor_id" UUID,
    "actor_name" TEXT,
    "workspace_id" UUID,
    "ip" TEXT,
    "user_agent" TEXT,
    "detail" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "security_event_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "security_event_user_id_id_idx" ON "security_event"("user_id", "id");

-- CreateIndex
CREATE INDEX "security_event_workspace_id_id_idx" ON "security_event"("workspace_id", "id");
