-- CreateTable
CREATE TABLE "reply_rule" (
    "id" UUID NOT NULL,
    "provider" TEXT NOT NULL DEFAULT '*',
    "pattern_kind" TEXT NOT NULL,
    "pattern" TEXT NOT NULL,
    "code" TEXT,
    "enhanced" TEXT,
    "category" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "reply_rule_pkey" PRIMARY KEY ("id")
);
