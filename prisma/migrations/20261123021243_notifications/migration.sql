-- CreateTable
CREATE TABLE "notification" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "severity" TEXT NOT NULL DEFAULT 'info',
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL DEFAULT '',
    "href" TEXT,
    "dedupe_key" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "notification_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "notification_seen" (
    "workspace_id" UUID NOT NULL,
    "notification_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "notification_seen_pkey" PRIMARY KEY ("workspace_id","notification_id","member_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "notification_workspace_id_dedupe_key_key" ON "notification"("workspace_id", "dedupe_key");

-- CreateIndex
CREATE INDEX "notification_seen_workspace_id_member_id_idx" ON "notification_seen"("workspace_id", "member_id");

-- AddForeignKey
ALTER TABLE "notification_seen" ADD CONSTRAINT "notification_seen_workspace_id_notification_id_fkey" FOREIGN KEY ("workspace_id", "notification_id") REFERENCES "notification"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification_seen" ADD CONSTRAINT "notification_seen_workspace_id_member_id_fkey" FOREIGN KEY ("workspace_id", "member_id") REFERENCES "member"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
