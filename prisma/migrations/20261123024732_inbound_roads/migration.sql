-- AlterTable
ALTER TABLE "inbound_message" ADD COLUMN     "bytes" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "content_key" TEXT,
ADD COLUMN     "found_by" TEXT,
ADD COLUMN     "mailbox_id" UUID,
ADD COLUMN     "road" TEXT NOT NULL DEFAULT 'smtp';

-- CreateTable
CREATE TABLE "inbound_mailbox" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "port" INTEGER NOT NULL,
    "security" TEXT NOT NULL,
    "username" TEXT NOT NULL,
    "auth" TEXT NOT NULL,
    "secrets_sealed" TEXT NOT NULL,
    "folder" TEXT NOT NULL DEFAULT 'INBOX',
    "afterwards" TEXT NOT NULL DEFAULT 'seen',
    "move_to" TEXT,
    "uid_validity" BIGINT,
    "kept_uid" BIGINT NOT NULL DEFAULT 0,
    "done_uid" BIGINT NOT NULL DEFAULT 0,
    "kept_count" INTEGER NOT NULL DEFAULT 0,
    "disabled_at" TIMESTAMPTZ(3),
    "next_poll_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "leased_until" TIMESTAMPTZ(3),
    "failures" INTEGER NOT NULL DEFAULT 0,
    "last_success_at" TIMESTAMPTZ(3),
    "last_error_at" TIMESTAMPTZ(3),
    "last_error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "inbound_mailbox_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "inbound_setting" (
    "workspace_id" UUID NOT NULL,
    "hook_token_hash" TEXT NOT NULL,
    "hook_token_sealed" TEXT NOT NULL,
    "hook_rotated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_hook_at" TIMESTAMPTZ(3),
    "forward_replies" BOOLEAN NOT NULL DEFAULT true,
    "forward_to" TEXT,

    CONSTRAINT "inbound_setting_pkey" PRIMARY KEY ("workspace_id")
);

-- CreateTable
CREATE TABLE "reply" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "inbound_id" UUID NOT NULL,
    "message_id" UUID,
    "campaign_id" UUID,
    "contact_id" UUID,
    "kind" TEXT NOT NULL,
    "flavour" TEXT,
    "found_by" TEXT,
    "from_name" TEXT NOT NULL DEFAULT '',
    "from_email" TEXT NOT NULL,
    "subject" TEXT NOT NULL DEFAULT '',
    "preview" TEXT NOT NULL DEFAULT '',
    "attachments" INTEGER NOT NULL DEFAULT 0,
    "dedupe_key" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "handled_at" TIMESTAMPTZ(3),
    "handled_by" TEXT,
    "forward" TEXT NOT NULL DEFAULT 'none',
    "forward_to" TEXT,
    "forward_note" TEXT,
    "forwarded_at" TIMESTAMPTZ(3),

    CONSTRAINT "reply_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateIndex
CREATE INDEX "inbound_mailbox_next_poll_at_idx" ON "inbound_mailbox"("next_poll_at");

-- CreateIndex
CREATE UNIQUE INDEX "inbound_setting_hook_token_hash_key" ON "inbound_setting"("hook_token_hash");

-- CreateIndex
CREATE INDEX "reply_workspace_id_contact_id_id_idx" ON "reply"("workspace_id", "contact_id", "id");

-- CreateIndex
CREATE INDEX "reply_workspace_id_message_id_idx" ON "reply"("workspace_id", "message_id");

-- CreateIndex
CREATE INDEX "reply_workspace_id_campaign_id_idx" ON "reply"("workspace_id", "campaign_id");

-- CreateIndex
CREATE UNIQUE INDEX "reply_workspace_id_dedupe_key_key" ON "reply"("workspace_id", "dedupe_key");

-- CreateIndex
CREATE UNIQUE INDEX "inbound_message_content_key_key" ON "inbound_message"("content_key");

-- AddForeignKey
ALTER TABLE "reply" ADD CONSTRAINT "reply_workspace_id_contact_id_fkey" FOREIGN KEY ("workspace_id", "contact_id") REFERENCES "contact"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
