-- CreateTable
CREATE TABLE "suppression_history" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "email_normalized" TEXT NOT NULL,
    "reason" "suppression_reason" NOT NULL,
    "message_id" UUID,
    "note" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3) NOT NULL,
    "ending" TEXT NOT NULL,
    "ended_by_name" TEXT NOT NULL DEFAULT '',
    "ended_note" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "suppression_history_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "installation_suppression" (
    "id" UUID NOT NULL,
    "email_normalized" TEXT NOT NULL,
    "reason" "suppression_reason" NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "origin_id" UUID,
    "created_by_name" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "installation_suppression_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "installation_setting" (
    "name" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "installation_setting_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE INDEX "suppression_history_workspace_id_email_normalized_id_idx" ON "suppression_history"("workspace_id", "email_normalized", "id");

-- CreateIndex
CREATE UNIQUE INDEX "installation_suppression_email_normalized_key" ON "installation_suppression"("email_normalized");

-- CreateIndex
CREATE INDEX "installation_suppression_origin_id_idx" ON "installation_suppression"("origin_id");


-- CreateIndex
CREATE INDEX "inbound_message_workspace_id_message_id_idx" ON "inbound_message"("workspace_id", "message_id");

-- CreateIndex
CREATE INDEX "suppression_workspace_id_reason_id_idx" ON "suppression"("workspace_id", "reason", "id");

-- Search by beginning of the address and by beginning of the domain, each in the order in which a search is paged. Byte order ("C"), so
-- that a prefix is a range whatever the database's collation.
CREATE INDEX "suppression_address" ON "suppression" ("workspace_id", "email_normalized" COLLATE "C");
CREATE INDEX "suppression_domain" ON "suppression" ("workspace_id", (substring("email_normalized" from '[^@]*$')) COLLATE "C", "email_normalized" COLLATE "C");
CREATE INDEX "installation_suppression_address" ON "installation_suppression" ("email_normalized" COLLATE "C");
