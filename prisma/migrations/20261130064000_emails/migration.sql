-- CreateTable
CREATE TABLE "email" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "api_key_id" UUID,
    "mode" TEXT NOT NULL DEFAULT 'live',
    "from_name" TEXT NOT NULL DEFAULT '',
    "from_email" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "tags" JSONB NOT NULL DEFAULT '{}',
    "list_id" UUID,
    "template_id" UUID,
    "template_version" INTEGER,
    "track_opens" BOOLEAN NOT NULL DEFAULT false,
    "track_clicks" BOOLEAN NOT NULL DEFAULT false,
    "attachment_count" INTEGER NOT NULL DEFAULT 0,
    "scheduled_at" TIMESTAMPTZ(3),
    "resend_of" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "email_pkey" PRIMARY KEY ("workspace_id","id"),
    CONSTRAINT "email_mode_check" CHECK ("mode" IN ('live', 'test'))
);

-- CreateTable
CREATE TABLE "email_content" (
    "workspace_id" UUID NOT NULL,
    "email_id" UUID NOT NULL,
    "html" TEXT,
    "text" TEXT NOT NULL,
    "details" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "email_content_pkey" PRIMARY KEY ("workspace_id","email_id")
);

-- CreateTable
CREATE TABLE "email_attachment" (
    "workspace_id" UUID NOT NULL,
    "email_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "file_name" TEXT NOT NULL,
    "content_type" TEXT NOT NULL,
    "content_id" TEXT,
    "data" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "email_attachment_pkey" PRIMARY KEY ("workspace_id","email_id","position")
);

-- CreateTable
CREATE TABLE "email_recipient" (
    "workspace_id" UUID NOT NULL,
    "message_id" UUID NOT NULL,
    "email_id" UUID NOT NULL,
    "role" TEXT NOT NULL DEFAULT 'to',

    CONSTRAINT "email_recipient_pkey" PRIMARY KEY ("workspace_id","message_id"),
    CONSTRAINT "email_recipient_role_check" CHECK ("role" IN ('to', 'cc', 'bcc'))
);

-- CreateTable
CREATE TABLE "email_queue" (
    "workspace_id" UUID NOT NULL,
    "message_id" UUID NOT NULL,
    "mode" TEXT NOT NULL DEFAULT 'live',
    "due_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "email_queue_pkey" PRIMARY KEY ("workspace_id","message_id"),
    CONSTRAINT "email_queue_mode_check" CHECK ("mode" IN ('live', 'test'))
);

-- CreateTable
CREATE TABLE "email_batch" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "mode" TEXT NOT NULL DEFAULT 'live',
    "message_ids" UUID[],
    "leased_by" TEXT NOT NULL,
    "leased_until" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "in_hand" UUID[] DEFAULT ARRAY[]::UUID[],
    "in_hand_by" TEXT,

    CONSTRAINT "email_batch_pkey" PRIMARY KEY ("workspace_id","id"),
    CONSTRAINT "email_batch_mode_check" CHECK ("mode" IN ('live', 'test'))
);

-- CreateTable
CREATE TABLE "email_under_way" (
    "workspace_id" UUID NOT NULL,

    CONSTRAINT "email_under_way_pkey" PRIMARY KEY ("workspace_id")
);

-- CreateIndex
CREATE INDEX "email_content_created_at_idx" ON "email_content" USING BRIN ("created_at");

-- CreateIndex
CREATE INDEX "email_attachment_created_at_idx" ON "email_attachment" USING BRIN ("created_at");

-- CreateIndex
CREATE INDEX "email_recipient_email_id_workspace_id_idx" ON "email_recipient"("email_id", "workspace_id");

-- CreateIndex
CREATE INDEX "email_queue_workspace_id_due_at_idx" ON "email_queue"("workspace_id", "due_at");
