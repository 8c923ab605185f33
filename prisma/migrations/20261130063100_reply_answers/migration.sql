-- CreateTable
CREATE TABLE "reply_answer" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "reply_id" UUID NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'waiting',
    "note" TEXT,
    "to_email" TEXT NOT NULL,
    "from_name" TEXT NOT NULL,
    "from_email" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "dedupe_key" TEXT NOT NULL,
    "written_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "reply_answer_pkey" PRIMARY KEY ("workspace_id","id"),
    CONSTRAINT "reply_answer_status_check" CHECK ("status" in ('waiting', 'sending', 'sent', 'failed', 'unconfirmed'))
);

-- CreateIndex
CREATE UNIQUE INDEX "reply_answer_workspace_id_reply_id_dedupe_key_key" ON "reply_answer"("workspace_id", "reply_id", "dedupe_key");

-- AddForeignKey
ALTER TABLE "reply_answer" ADD CONSTRAINT "reply_answer_workspace_id_reply_id_fkey" FOREIGN KEY ("workspace_id", "reply_id") REFERENCES "reply"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;
