-- CreateTable
CREATE TABLE "custom_event" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "message_id" TEXT NOT NULL,
    "message_key" UUID NOT NULL,
    "contact_id" UUID,
    "user_id" TEXT,
    "anonymous_id" TEXT,
    "source" TEXT NOT NULL,
    "said" JSONB NOT NULL DEFAULT '{}',
    "details" JSONB NOT NULL DEFAULT '{}',
    "applied" JSONB,

    CONSTRAINT "custom_event_pkey" PRIMARY KEY ("workspace_id","id"),
    CONSTRAINT "custom_event_kind_check" CHECK ("kind" IN ('track', 'page', 'screen', 'identify', 'group', 'alias')),
    CONSTRAINT "custom_event_source_check" CHECK ("source" IN ('api', 'segment', 'posthog'))
);

-- CreateTable
CREATE TABLE "event_identity" (
    "workspace_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "applied_at" TIMESTAMPTZ(3),

    CONSTRAINT "event_identity_pkey" PRIMARY KEY ("workspace_id","event_id")
);

-- CreateTable
CREATE TABLE "contact_alias" (
    "workspace_id" UUID NOT NULL,
    "value" TEXT NOT NULL,
    "contact_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "contact_alias_pkey" PRIMARY KEY ("workspace_id","value")
);

-- CreateTable
CREATE TABLE "event_name" (
    "workspace_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "property_keys" TEXT[],
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "event_name_pkey" PRIMARY KEY ("workspace_id","name")
);

-- CreateTable
CREATE TABLE "event_refusal" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "source" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "message" TEXT NOT NULL,

    CONSTRAINT "event_refusal_pkey" PRIMARY KEY ("workspace_id","id"),
    CONSTRAINT "event_refusal_source_check" CHECK ("source" IN ('api', 'segment', 'posthog'))
);

-- CreateTable
CREATE TABLE "event_rule" (
    "workspace_id" UUID NOT NULL,
    "rule" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "event_rule_pkey" PRIMARY KEY ("workspace_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "custom_event_workspace_id_message_key_key" ON "custom_event"("workspace_id", "message_key");

-- CreateIndex
CREATE INDEX "custom_event_workspace_id_contact_id_id_idx" ON "custom_event"("workspace_id", "contact_id", "id");

-- CreateIndex
CREATE INDEX "custom_event_workspace_id_name_id_idx" ON "custom_event"("workspace_id", "name", "id") INCLUDE ("contact_id", "occurred_at");

-- Those whose person is not known yet are found by the ids that they came with.
CREATE INDEX "custom_event_unknown_user" ON "custom_event"("workspace_id", "user_id") WHERE "contact_id" IS NULL AND "user_id" IS NOT NULL;

CREATE INDEX "custom_event_unknown_visitor" ON "custom_event"("workspace_id", "anonymous_id") WHERE "contact_id" IS NULL AND "anonymous_id" IS NOT NULL;

-- CreateIndex
CREATE INDEX "contact_alias_workspace_id_contact_id_idx" ON "contact_alias"("workspace_id", "contact_id");

-- AddForeignKey
ALTER TABLE "contact_alias" ADD CONSTRAINT "contact_alias_workspace_id_contact_id_fkey" FOREIGN KEY ("workspace_id", "contact_id") REFERENCES "contact"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- A kind of key that writes events and reads nothing.
ALTER TABLE "api_key" DROP CONSTRAINT "api_key_kind_check",
  ADD CONSTRAINT "api_key_kind_check" CHECK ("kind" IN ('standard', 'sending', 'events')) NOT VALID;
