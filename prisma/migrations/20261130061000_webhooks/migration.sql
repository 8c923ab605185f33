-- AlterTable
ALTER TABLE "webhook_delivery" ADD COLUMN     "last_attempt_at" TIMESTAMPTZ(3),
ADD COLUMN     "status" TEXT NOT NULL DEFAULT 'pending',
ADD COLUMN     "tries" JSONB NOT NULL DEFAULT '[]',
ADD CONSTRAINT "webhook_delivery_status_check" CHECK ("status" IN ('pending', 'delivered', 'failed')) NOT VALID;

-- AlterTable
ALTER TABLE "webhook_endpoint" ADD COLUMN     "created_by_name" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "deleted_at" TIMESTAMPTZ(3),
ADD COLUMN     "failing_since" TIMESTAMPTZ(3),
ADD COLUMN     "last_success_at" TIMESTAMPTZ(3),
ADD COLUMN     "name" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "previous_secret_sealed" TEXT,
ADD COLUMN     "previous_until" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "webhook_lane" (
    "workspace_id" UUID NOT NULL,
    "endpoint_id" UUID NOT NULL,
    "event_types" TEXT[],
    "closed_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3),
    "leased_by" TEXT,
    "leased_until" TIMESTAMPTZ(3),
    "failures" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "webhook_lane_pkey" PRIMARY KEY ("workspace_id","endpoint_id")
);

-- CreateTable
CREATE TABLE "event_outbox" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "refs" UUID[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "event_outbox_kind_check" CHECK ("kind" IN ('events', 'accepted', 'delivered')),
    CONSTRAINT "event_outbox_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "webhook_event" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "contact_id" UUID,
    "body" TEXT NOT NULL,
    "is_test" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "webhook_event_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateIndex
CREATE INDEX "webhook_lane_due_at_idx" ON "webhook_lane"("due_at");

-- CreateIndex
CREATE INDEX "webhook_event_workspace_id_contact_id_idx" ON "webhook_event"("workspace_id", "contact_id");
