-- CreateTable
CREATE TABLE "workspace_quarter" (
    "workspace_id" UUID NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "sent" INTEGER NOT NULL DEFAULT 0,
    "delivered" INTEGER NOT NULL DEFAULT 0,
    "bounced" INTEGER NOT NULL DEFAULT 0,
    "complained" INTEGER NOT NULL DEFAULT 0,
    "unsubscribed" INTEGER NOT NULL DEFAULT 0,
    "human_openers" INTEGER NOT NULL DEFAULT 0,
    "proxy_openers" INTEGER NOT NULL DEFAULT 0,
    "human_clickers" INTEGER NOT NULL DEFAULT 0,
    "contacts_created" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "workspace_quarter_pkey" PRIMARY KEY ("workspace_id","starts_at")
);
