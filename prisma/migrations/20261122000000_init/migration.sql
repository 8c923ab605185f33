-- UUIDv7 (RFC 9562 section 5.7): PostgreSQL 18 has its own; older servers get one with the same layout.
do $$ begin
  if current_setting('server_version_num')::int >= 180000 then
    create function new_id() returns uuid language sql volatile parallel safe as 'select uuidv7()';
  else
    create function new_id() returns uuid language sql volatile parallel safe as $f$
      select encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
        placing substring(int8send(floor(extract(epoch from clock_timestamp()) * 1000)::bigint) from 3)
        from 1 for 6), 52, 1), 53, 1), 'hex')::uuid $f$;
  end if;
end $$;

-- CreateEnum
CREATE TYPE "role" AS ENUM ('owner', 'admin', 'marketer', 'analyst');

-- CreateEnum
CREATE TYPE "auth_token_purpose" AS ENUM ('email_verification', 'password_reset');

-- CreateEnum
CREATE TYPE "campaign_status" AS ENUM ('draft', 'scheduled', 'preparing', 'sending', 'paused', 'sent', 'cancelled');

-- CreateEnum
CREATE TYPE "content_kind" AS ENUM ('document', 'html');

-- CreateEnum
CREATE TYPE "batch_status" AS ENUM ('pending', 'leased', 'done');

-- CreateEnum
CREATE TYPE "message_kind" AS ENUM ('campaign', 'automation', 'transactional', 'test');

-- CreateEnum
CREATE TYPE "message_status" AS ENUM ('pending', 'queued', 'sending', 'sent', 'deferred', 'failed', 'suppressed', 'skipped', 'cancelled', 'unconfirmed');

-- CreateEnum
CREATE TYPE "bounce_kind" AS ENUM ('hard', 'soft', 'block', 'unknown');

-- CreateEnum
CREATE TYPE "subscription_status" AS ENUM ('pending', 'confirmed', 'unsubscribed');

-- CreateEnum
CREATE TYPE "contact_field_type" AS ENUM ('text', 'number', 'boolean', 'date', 'select');

-- CreateEnum
CREATE TYPE "suppression_reason" AS ENUM ('hard_bounce', 'complaint', 'unsubscribe', 'manual');

-- CreateEnum
CREATE TYPE "import_status" AS ENUM ('uploading', 'ready', 'queued', 'running', 'completed', 'cancelled', 'failed');

-- CreateEnum
CREATE TYPE "domain_status" AS ENUM ('pending', 'verified', 'failing', 'local');

-- CreateEnum
CREATE TYPE "transport_kind" AS ENUM ('mailbox', 'smtp', 'resend', 'ses');

-- CreateEnum
CREATE TYPE "dkim_key_status" AS ENUM ('active', 'retiring', 'revoked');

-- CreateEnum
CREATE TYPE "event_actor" AS ENUM ('human', 'proxy', 'bot');

-- CreateTable
CREATE TABLE "user" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "email_verified_at" TIMESTAMPTZ(3),
    "is_operator" BOOLEAN NOT NULL DEFAULT false,
    "locale" TEXT NOT NULL DEFAULT 'en',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "ip" TEXT,
    "user_agent" TEXT,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "auth_token" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "purpose" "auth_token_purpose" NOT NULL,
    "token_hash" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "auth_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "workspace" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL DEFAULT 'UTC',
    "locale" TEXT NOT NULL DEFAULT 'en',
    "postal_address" TEXT NOT NULL DEFAULT '',
    "brand" JSONB NOT NULL DEFAULT '{}',
    "settings" JSONB NOT NULL DEFAULT '{}',
    "has_sample_data" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "workspace_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "member" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "role" "role" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "member_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "invitation" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "role" "role" NOT NULL,
    "token_hash" TEXT NOT NULL,
    "invited_by_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "api_key" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "key_hash" TEXT NOT NULL,
    "scopes" TEXT[],
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "actor_type" TEXT NOT NULL,
    "actor_id" UUID,
    "actor_name" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject_type" TEXT NOT NULL,
    "subject_id" UUID,
    "before" JSONB,
    "after" JSONB,
    "ip" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "rate_limit_hit" (
    "key" TEXT NOT NULL,
    "window_start" TIMESTAMPTZ(3) NOT NULL,
    "hits" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "rate_limit_hit_pkey" PRIMARY KEY ("key","window_start")
);

-- CreateTable
CREATE TABLE "automation" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'draft',
    "live_version_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "automation_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "automation_version" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "automation_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "definition" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "automation_version_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "enrollment" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "step_key" TEXT,
    "due_at" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),
    "exit_reason" TEXT,

    CONSTRAINT "enrollment_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "enrollment_step" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "enrollment_id" UUID NOT NULL,
    "step_key" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "data" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "enrollment_step_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "template" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "subject" TEXT NOT NULL DEFAULT '',
    "preview_text" TEXT NOT NULL DEFAULT '',
    "content_kind" "content_kind" NOT NULL DEFAULT 'document',
    "document" JSONB,
    "html" TEXT,
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "template_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "asset" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "file_name" TEXT NOT NULL,
    "content_type" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "width" INTEGER,
    "height" INTEGER,
    "sha256" TEXT NOT NULL,
    "data" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "asset_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "campaign" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "status" "campaign_status" NOT NULL DEFAULT 'draft',
    "subject" TEXT NOT NULL DEFAULT '',
    "preview_text" TEXT NOT NULL DEFAULT '',
    "sender_id" UUID,
    "content_kind" "content_kind" NOT NULL DEFAULT 'document',
    "document" JSONB,
    "html" TEXT,
    "template_key" TEXT,
    "audience" JSONB NOT NULL DEFAULT '{}',
    "track_opens" BOOLEAN NOT NULL DEFAULT true,
    "track_clicks" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 1,
    "audience_count" INTEGER,
    "max_per_second" INTEGER,
    "transport_id" UUID,
    "created_by_id" UUID,
    "launched_by_id" UUID,
    "scheduled_at" TIMESTAMPTZ(3),
    "launched_at" TIMESTAMPTZ(3),
    "prepared_at" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3),
    "paused_at" TIMESTAMPTZ(3),
    "pause_reason" TEXT,
    "finished_at" TIMESTAMPTZ(3),
    "cancelled_at" TIMESTAMPTZ(3),
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "campaign_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "campaign_variant" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "label" TEXT NOT NULL DEFAULT 'A',
    "weight" INTEGER NOT NULL DEFAULT 100,
    "subject" TEXT NOT NULL,
    "preview_text" TEXT NOT NULL DEFAULT '',
    "from_name" TEXT NOT NULL,
    "from_email" TEXT NOT NULL,
    "reply_to" TEXT,
    "document" JSONB,
    "compiled" JSONB NOT NULL,
    "bytes" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "campaign_variant_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "campaign_link" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "url" TEXT NOT NULL,
    "label" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "campaign_link_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "campaign_batch" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "first_message_id" UUID NOT NULL,
    "last_message_id" UUID NOT NULL,
    "size" INTEGER NOT NULL,
    "status" "batch_status" NOT NULL DEFAULT 'pending',
    "leased_by" TEXT,
    "leased_until" TIMESTAMPTZ(3),
    "lease_count" INTEGER NOT NULL DEFAULT 0,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "campaign_batch_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "message" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" "message_kind" NOT NULL DEFAULT 'campaign',
    "campaign_id" UUID,
    "variant_id" UUID,
    "test_campaign_id" UUID,
    "enrollment_step_id" UUID,
    "contact_id" UUID,
    "email" TEXT NOT NULL,
    "email_normalized" TEXT NOT NULL,
    "email_domain" TEXT NOT NULL,
    "status" "message_status" NOT NULL DEFAULT 'pending',
    "skip_reason" TEXT,
    "transport_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sending_at" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),
    "delivered_at" TIMESTAMPTZ(3),
    "failed_at" TIMESTAMPTZ(3),
    "bounced_at" TIMESTAMPTZ(3),
    "bounce_kind" "bounce_kind",
    "bounce_category" TEXT,
    "reply_code" INTEGER,
    "status_code" TEXT,
    "reply_text" TEXT,
    "complained_at" TIMESTAMPTZ(3),
    "unsubscribed_at" TIMESTAMPTZ(3),
    "first_opened_at" TIMESTAMPTZ(3),
    "first_proxy_opened_at" TIMESTAMPTZ(3),
    "first_bot_opened_at" TIMESTAMPTZ(3),
    "first_clicked_at" TIMESTAMPTZ(3),
    "first_bot_clicked_at" TIMESTAMPTZ(3),
    "open_count" INTEGER NOT NULL DEFAULT 0,
    "click_count" INTEGER NOT NULL DEFAULT 0,
    "attempt_count" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3),

    CONSTRAINT "message_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "message_attempt" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "message_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "transport_id" UUID,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "reply_code" INTEGER,
    "status_code" TEXT,
    "reply_text" TEXT,

    CONSTRAINT "message_attempt_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "contact" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "email_normalized" TEXT NOT NULL,
    "email_domain" TEXT NOT NULL,
    "first_name" TEXT,
    "last_name" TEXT,
    "fields" JSONB NOT NULL DEFAULT '{}',
    "language" TEXT,
    "time_zone" TEXT,
    "source" TEXT NOT NULL DEFAULT 'manual',
    "last_opened_at" TIMESTAMPTZ(3),
    "last_clicked_at" TIMESTAMPTZ(3),
    "last_activity_at" TIMESTAMPTZ(3),
    "soft_bounce_count" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "contact_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "contact_field" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "type" "contact_field_type" NOT NULL,
    "options" TEXT[],
    "position" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "contact_field_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "tag" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tag_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "contact_tag" (
    "workspace_id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "tag_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "contact_tag_pkey" PRIMARY KEY ("workspace_id","contact_id","tag_id")
);

-- CreateTable
CREATE TABLE "list" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "is_public" BOOLEAN NOT NULL DEFAULT true,
    "double_opt_in" BOOLEAN NOT NULL DEFAULT false,
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "list_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "subscription" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "list_id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "status" "subscription_status" NOT NULL,
    "source" TEXT NOT NULL DEFAULT 'manual',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "confirmed_at" TIMESTAMPTZ(3),
    "unsubscribed_at" TIMESTAMPTZ(3),
    "unsubscribe_reason" TEXT,
    "unsubscribe_message_id" UUID,

    CONSTRAINT "subscription_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "segment" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "rules" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "segment_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "consent_record" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "contact_id" UUID,
    "email_normalized" TEXT NOT NULL,
    "list_id" UUID,
    "list_name" TEXT,
    "kind" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "wording" TEXT NOT NULL DEFAULT '',
    "evidence" JSONB NOT NULL DEFAULT '{}',
    "ip" TEXT,
    "user_agent" TEXT,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "consent_record_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "suppression" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "email_normalized" TEXT NOT NULL,
    "reason" "suppression_reason" NOT NULL,
    "message_id" UUID,
    "note" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "suppression_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "import_job" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "status" "import_status" NOT NULL,
    "file_name" TEXT NOT NULL,
    "file_bytes" BIGINT NOT NULL DEFAULT 0,
    "format" JSONB NOT NULL DEFAULT '{}',
    "mapping" JSONB NOT NULL DEFAULT '{}',
    "options" JSONB NOT NULL DEFAULT '{}',
    "bytes_done" BIGINT NOT NULL DEFAULT 0,
    "rows_done" INTEGER NOT NULL DEFAULT 0,
    "rows_estimated" INTEGER,
    "created" INTEGER NOT NULL DEFAULT 0,
    "updated" INTEGER NOT NULL DEFAULT 0,
    "unchanged" INTEGER NOT NULL DEFAULT 0,
    "refused" INTEGER NOT NULL DEFAULT 0,
    "suppressed" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "created_by_id" UUID,
    "created_by_name" TEXT NOT NULL DEFAULT '',
    "cancel_requested_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "import_job_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "import_chunk" (
    "workspace_id" UUID NOT NULL,
    "import_job_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "data" BYTEA NOT NULL,

    CONSTRAINT "import_chunk_pkey" PRIMARY KEY ("workspace_id","import_job_id","position")
);

-- CreateTable
CREATE TABLE "import_refusal" (
    "workspace_id" UUID NOT NULL,
    "import_job_id" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "field" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "row" JSONB NOT NULL,

    CONSTRAINT "import_refusal_pkey" PRIMARY KEY ("workspace_id","import_job_id","line")
);

-- CreateTable
CREATE TABLE "webhook_endpoint" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "url" TEXT NOT NULL,
    "event_types" TEXT[],
    "secret_sealed" TEXT NOT NULL,
    "disabled_at" TIMESTAMPTZ(3),
    "disabled_reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "webhook_endpoint_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "webhook_delivery" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "endpoint_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "attempt" INTEGER NOT NULL,
    "status_code" INTEGER,
    "error" TEXT,
    "duration_ms" INTEGER,
    "next_attempt_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "webhook_delivery_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "integration" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "config_sealed" TEXT,
    "status" TEXT NOT NULL DEFAULT 'connected',
    "last_sync_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "integration_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "captured_message" (
    "id" UUID NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "envelope_from" TEXT NOT NULL,
    "envelope_to" TEXT NOT NULL,
    "from_header" TEXT NOT NULL DEFAULT '',
    "subject" TEXT NOT NULL DEFAULT '',
    "message_id_header" TEXT,
    "bytes" INTEGER NOT NULL,
    "raw" BYTEA NOT NULL,
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "captured_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "simulator_action" (
    "id" UUID NOT NULL,
    "captured_message_id" UUID,
    "recipient" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),
    "detail" JSONB NOT NULL DEFAULT '{}',
    "error" TEXT,

    CONSTRAINT "simulator_action_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "simulator_setting" (
    "id" INTEGER NOT NULL,
    "speed" TEXT NOT NULL DEFAULT 'fast',
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "simulator_setting_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sending_domain" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "status" "domain_status" NOT NULL DEFAULT 'pending',
    "return_path_host" TEXT NOT NULL,
    "tracking_host" TEXT,
    "verified_at" TIMESTAMPTZ(3),
    "checked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sending_domain_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "dkim_key" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "domain_id" UUID NOT NULL,
    "selector" TEXT NOT NULL,
    "algorithm" TEXT NOT NULL,
    "private_key_sealed" TEXT NOT NULL,
    "public_key" TEXT NOT NULL,
    "status" "dkim_key_status" NOT NULL DEFAULT 'active',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "dkim_key_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "dns_check" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "domain_id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "expected" TEXT NOT NULL,
    "found" TEXT[],
    "status" TEXT NOT NULL,
    "problem" TEXT,
    "checked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "dns_check_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "sender" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "reply_to" TEXT,
    "domain_id" UUID NOT NULL,
    "is_default" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sender_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "transport" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "transport_kind" NOT NULL,
    "config_sealed" TEXT,
    "is_default" BOOLEAN NOT NULL DEFAULT false,
    "weight" INTEGER NOT NULL DEFAULT 100,
    "max_per_second" INTEGER,
    "connections" INTEGER NOT NULL DEFAULT 4,
    "pace_next_at" TIMESTAMPTZ(3),
    "paused_at" TIMESTAMPTZ(3),
    "paused_reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "transport_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "pacing_rule" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "transport_id" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "max_per_second" DOUBLE PRECISION,
    "max_per_minute" INTEGER,
    "max_per_hour" INTEGER,
    "max_per_day" INTEGER,
    "max_connections" INTEGER,
    "pace_next_at" TIMESTAMPTZ(3),
    "suspended_until" TIMESTAMPTZ(3),

    CONSTRAINT "pacing_rule_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "warmup_plan" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "domain_id" UUID NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "start_per_day" INTEGER NOT NULL,
    "growth" DOUBLE PRECISION NOT NULL,
    "target_per_day" INTEGER NOT NULL,
    "hold_until" TIMESTAMPTZ(3),

    CONSTRAINT "warmup_plan_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "inbound_message" (
    "id" UUID NOT NULL,
    "workspace_id" UUID,
    "message_id" UUID,
    "envelope_from" TEXT NOT NULL,
    "envelope_to" TEXT NOT NULL,
    "raw" BYTEA NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "processed_at" TIMESTAMPTZ(3),
    "kind" TEXT,
    "result" JSONB,
    "error" TEXT,

    CONSTRAINT "inbound_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dmarc_report" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "domain_id" UUID NOT NULL,
    "reporter" TEXT NOT NULL,
    "report_id" TEXT NOT NULL,
    "begins_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "policy" JSONB NOT NULL,
    "records" JSONB NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "dmarc_report_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "event" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "message_id" UUID,
    "campaign_id" UUID,
    "contact_id" UUID,
    "link_id" UUID,
    "actor" "event_actor",
    "reasons" TEXT[],
    "ip" TEXT,
    "user_agent" TEXT,
    "data" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "event_pkey" PRIMARY KEY ("workspace_id","id")
) PARTITION BY RANGE ("id");

-- Partitions live in a schema of their own; the id of an event starts with its time, so a month is a range of ids.
CREATE SCHEMA "partitions";

CREATE FUNCTION "uuid_at"("at" timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  select (lpad(to_hex(floor(extract(epoch from "at") * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
$$;

CREATE FUNCTION "ensure_event_partition"("month" date) RETURNS void LANGUAGE plpgsql AS $$
declare
  first_day timestamptz := date_trunc('month', "month"::timestamp) at time zone 'UTC';
  next_day timestamptz := (date_trunc('month', "month"::timestamp) + interval '1 month') at time zone 'UTC';
  name text := 'event_' || to_char("month", 'YYYY_MM');
begin
  if to_regclass('partitions.' || name) is null then
    execute format('create table partitions.%I partition of public.event for values from (%L) to (%L)',
      name, uuid_at(first_day), uuid_at(next_day));
  end if;
end $$;

CREATE TABLE "partitions"."event_default" PARTITION OF "event" DEFAULT;
SELECT ensure_event_partition((date_trunc('month', now()) + make_interval(months => n))::date) FROM generate_series(-13, 3) AS n;

-- CreateTable
CREATE TABLE "campaign_totals" (
    "workspace_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "sent" INTEGER NOT NULL DEFAULT 0,
    "delivered" INTEGER NOT NULL DEFAULT 0,
    "deferred" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "bounced_hard" INTEGER NOT NULL DEFAULT 0,
    "bounced_soft" INTEGER NOT NULL DEFAULT 0,
    "bounced_block" INTEGER NOT NULL DEFAULT 0,
    "complained" INTEGER NOT NULL DEFAULT 0,
    "unsubscribed" INTEGER NOT NULL DEFAULT 0,
    "human_openers" INTEGER NOT NULL DEFAULT 0,
    "proxy_openers" INTEGER NOT NULL DEFAULT 0,
    "bot_openers" INTEGER NOT NULL DEFAULT 0,
    "human_clickers" INTEGER NOT NULL DEFAULT 0,
    "bot_clickers" INTEGER NOT NULL DEFAULT 0,
    "human_opens" INTEGER NOT NULL DEFAULT 0,
    "proxy_opens" INTEGER NOT NULL DEFAULT 0,
    "bot_opens" INTEGER NOT NULL DEFAULT 0,
    "human_clicks" INTEGER NOT NULL DEFAULT 0,
    "bot_clicks" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "campaign_totals_pkey" PRIMARY KEY ("workspace_id","campaign_id")
);

-- CreateTable
CREATE TABLE "campaign_hourly" (
    "workspace_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "sent" INTEGER NOT NULL DEFAULT 0,
    "delivered" INTEGER NOT NULL DEFAULT 0,
    "bounced" INTEGER NOT NULL DEFAULT 0,
    "complained" INTEGER NOT NULL DEFAULT 0,
    "unsubscribed" INTEGER NOT NULL DEFAULT 0,
    "human_opens" INTEGER NOT NULL DEFAULT 0,
    "proxy_opens" INTEGER NOT NULL DEFAULT 0,
    "bot_opens" INTEGER NOT NULL DEFAULT 0,
    "human_clicks" INTEGER NOT NULL DEFAULT 0,
    "bot_clicks" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "campaign_hourly_pkey" PRIMARY KEY ("workspace_id","campaign_id","hour")
);

-- CreateTable
CREATE TABLE "link_totals" (
    "workspace_id" UUID NOT NULL,
    "link_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "human_clickers" INTEGER NOT NULL DEFAULT 0,
    "human_clicks" INTEGER NOT NULL DEFAULT 0,
    "bot_clicks" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "link_totals_pkey" PRIMARY KEY ("workspace_id","link_id")
);

-- CreateTable
CREATE TABLE "link_clicker" (
    "workspace_id" UUID NOT NULL,
    "link_id" UUID NOT NULL,
    "message_id" UUID NOT NULL,
    "first_clicked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "link_clicker_pkey" PRIMARY KEY ("workspace_id","link_id","message_id")
);

-- CreateTable
CREATE TABLE "workspace_daily" (
    "workspace_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "sent" INTEGER NOT NULL DEFAULT 0,
    "delivered" INTEGER NOT NULL DEFAULT 0,
    "bounced" INTEGER NOT NULL DEFAULT 0,
    "complained" INTEGER NOT NULL DEFAULT 0,
    "unsubscribed" INTEGER NOT NULL DEFAULT 0,
    "human_openers" INTEGER NOT NULL DEFAULT 0,
    "proxy_openers" INTEGER NOT NULL DEFAULT 0,
    "human_clickers" INTEGER NOT NULL DEFAULT 0,
    "contacts_created" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "workspace_daily_pkey" PRIMARY KEY ("workspace_id","day")
);

-- CreateTable
CREATE TABLE "goal" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "window_hours" INTEGER NOT NULL DEFAULT 120,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "goal_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "conversion" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "goal_id" UUID NOT NULL,
    "contact_id" UUID,
    "message_id" UUID,
    "campaign_id" UUID,
    "value_minor" BIGINT,
    "currency" TEXT,
    "external_id" TEXT,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "conversion_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "worker_heartbeat" (
    "id" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" TEXT NOT NULL,

    CONSTRAINT "worker_heartbeat_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "user_email_key" ON "user"("email");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "auth_token_token_hash_key" ON "auth_token"("token_hash");

-- CreateIndex
CREATE INDEX "auth_token_user_id_purpose_idx" ON "auth_token"("user_id", "purpose");

-- CreateIndex
CREATE UNIQUE INDEX "workspace_slug_key" ON "workspace"("slug");

-- CreateIndex
CREATE INDEX "member_user_id_idx" ON "member"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "member_workspace_id_user_id_key" ON "member"("workspace_id", "user_id");

-- CreateIndex
CREATE UNIQUE INDEX "invitation_token_hash_key" ON "invitation"("token_hash");

-- CreateIndex
CREATE INDEX "invitation_workspace_id_email_idx" ON "invitation"("workspace_id", "email");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_key_hash_key" ON "api_key"("key_hash");

-- CreateIndex
CREATE INDEX "audit_entry_workspace_id_subject_type_subject_id_idx" ON "audit_entry"("workspace_id", "subject_type", "subject_id");

-- CreateIndex
CREATE UNIQUE INDEX "automation_version_workspace_id_automation_id_number_key" ON "automation_version"("workspace_id", "automation_id", "number");

-- CreateIndex
CREATE INDEX "enrollment_workspace_id_due_at_idx" ON "enrollment"("workspace_id", "due_at");

-- CreateIndex
CREATE INDEX "enrollment_workspace_id_contact_id_idx" ON "enrollment"("workspace_id", "contact_id");

-- CreateIndex
CREATE INDEX "enrollment_step_workspace_id_enrollment_id_idx" ON "enrollment_step"("workspace_id", "enrollment_id");

-- CreateIndex
CREATE INDEX "campaign_workspace_id_status_idx" ON "campaign"("workspace_id", "status");

-- CreateIndex
CREATE INDEX "campaign_workspace_id_created_at_idx" ON "campaign"("workspace_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "campaign_variant_workspace_id_campaign_id_label_key" ON "campaign_variant"("workspace_id", "campaign_id", "label");

-- CreateIndex
CREATE UNIQUE INDEX "campaign_link_workspace_id_campaign_id_position_key" ON "campaign_link"("workspace_id", "campaign_id", "position");

-- CreateIndex
CREATE INDEX "campaign_batch_workspace_id_campaign_id_status_idx" ON "campaign_batch"("workspace_id", "campaign_id", "status");

-- CreateIndex
CREATE UNIQUE INDEX "campaign_batch_workspace_id_campaign_id_position_key" ON "campaign_batch"("workspace_id", "campaign_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "message_id_key" ON "message"("id");

-- CreateIndex
CREATE INDEX "message_workspace_id_campaign_id_status_id_idx" ON "message"("workspace_id", "campaign_id", "status", "id");

-- CreateIndex
CREATE INDEX "message_workspace_id_contact_id_idx" ON "message"("workspace_id", "contact_id");

-- CreateIndex
CREATE UNIQUE INDEX "message_workspace_id_campaign_id_contact_id_key" ON "message"("workspace_id", "campaign_id", "contact_id");

-- CreateIndex
CREATE UNIQUE INDEX "message_workspace_id_campaign_id_email_normalized_key" ON "message"("workspace_id", "campaign_id", "email_normalized");

-- CreateIndex
CREATE UNIQUE INDEX "message_attempt_workspace_id_message_id_number_key" ON "message_attempt"("workspace_id", "message_id", "number");

-- CreateIndex
CREATE INDEX "contact_workspace_id_created_at_id_idx" ON "contact"("workspace_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "contact_workspace_id_email_domain_idx" ON "contact"("workspace_id", "email_domain");

-- CreateIndex
CREATE UNIQUE INDEX "contact_workspace_id_email_normalized_key" ON "contact"("workspace_id", "email_normalized");

-- CreateIndex
CREATE UNIQUE INDEX "contact_field_workspace_id_key_key" ON "contact_field"("workspace_id", "key");

-- CreateIndex
CREATE UNIQUE INDEX "tag_workspace_id_name_key" ON "tag"("workspace_id", "name");

-- CreateIndex
CREATE INDEX "contact_tag_workspace_id_tag_id_contact_id_idx" ON "contact_tag"("workspace_id", "tag_id", "contact_id");

-- CreateIndex
CREATE INDEX "list_workspace_id_name_idx" ON "list"("workspace_id", "name");

-- CreateIndex
CREATE INDEX "subscription_workspace_id_contact_id_idx" ON "subscription"("workspace_id", "contact_id");

-- CreateIndex
CREATE INDEX "subscription_workspace_id_list_id_status_contact_id_idx" ON "subscription"("workspace_id", "list_id", "status", "contact_id");

-- CreateIndex
CREATE UNIQUE INDEX "subscription_workspace_id_list_id_contact_id_key" ON "subscription"("workspace_id", "list_id", "contact_id");

-- CreateIndex
CREATE INDEX "consent_record_workspace_id_contact_id_idx" ON "consent_record"("workspace_id", "contact_id");

-- CreateIndex
CREATE INDEX "consent_record_workspace_id_email_normalized_idx" ON "consent_record"("workspace_id", "email_normalized");

-- CreateIndex
CREATE UNIQUE INDEX "suppression_workspace_id_email_normalized_key" ON "suppression"("workspace_id", "email_normalized");

-- CreateIndex
CREATE INDEX "import_job_workspace_id_created_at_idx" ON "import_job"("workspace_id", "created_at");

-- CreateIndex
CREATE INDEX "webhook_delivery_workspace_id_endpoint_id_idx" ON "webhook_delivery"("workspace_id", "endpoint_id");

-- CreateIndex
CREATE INDEX "captured_message_envelope_to_idx" ON "captured_message"("envelope_to");

-- CreateIndex
CREATE INDEX "simulator_action_captured_message_id_idx" ON "simulator_action"("captured_message_id");

-- CreateIndex
CREATE INDEX "simulator_action_due_at_idx" ON "simulator_action"("due_at");

-- CreateIndex
CREATE UNIQUE INDEX "sending_domain_workspace_id_name_key" ON "sending_domain"("workspace_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "dkim_key_workspace_id_domain_id_selector_key" ON "dkim_key"("workspace_id", "domain_id", "selector");

-- CreateIndex
CREATE UNIQUE INDEX "dns_check_workspace_id_domain_id_purpose_key" ON "dns_check"("workspace_id", "domain_id", "purpose");

-- CreateIndex
CREATE UNIQUE INDEX "sender_workspace_id_email_key" ON "sender"("workspace_id", "email");

-- CreateIndex
CREATE UNIQUE INDEX "pacing_rule_workspace_id_transport_id_provider_key" ON "pacing_rule"("workspace_id", "transport_id", "provider");

-- CreateIndex
CREATE INDEX "inbound_message_workspace_id_received_at_idx" ON "inbound_message"("workspace_id", "received_at");

-- CreateIndex
CREATE UNIQUE INDEX "dmarc_report_workspace_id_domain_id_reporter_report_id_key" ON "dmarc_report"("workspace_id", "domain_id", "reporter", "report_id");

-- CreateIndex
CREATE INDEX "event_workspace_id_campaign_id_type_id_idx" ON "event"("workspace_id", "campaign_id", "type", "id");

-- CreateIndex
CREATE INDEX "event_workspace_id_contact_id_id_idx" ON "event"("workspace_id", "contact_id", "id");

-- CreateIndex
CREATE INDEX "event_workspace_id_message_id_id_idx" ON "event"("workspace_id", "message_id", "id");

-- CreateIndex
CREATE INDEX "link_totals_workspace_id_campaign_id_idx" ON "link_totals"("workspace_id", "campaign_id");

-- CreateIndex
CREATE UNIQUE INDEX "conversion_workspace_id_goal_id_external_id_key" ON "conversion"("workspace_id", "goal_id", "external_id");

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "auth_token" ADD CONSTRAINT "auth_token_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "member" ADD CONSTRAINT "member_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "member" ADD CONSTRAINT "member_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_entry" ADD CONSTRAINT "audit_entry_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "automation_version" ADD CONSTRAINT "automation_version_workspace_id_automation_id_fkey" FOREIGN KEY ("workspace_id", "automation_id") REFERENCES "automation"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "enrollment" ADD CONSTRAINT "enrollment_workspace_id_version_id_fkey" FOREIGN KEY ("workspace_id", "version_id") REFERENCES "automation_version"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "enrollment_step" ADD CONSTRAINT "enrollment_step_workspace_id_enrollment_id_fkey" FOREIGN KEY ("workspace_id", "enrollment_id") REFERENCES "enrollment"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign_variant" ADD CONSTRAINT "campaign_variant_workspace_id_campaign_id_fkey" FOREIGN KEY ("workspace_id", "campaign_id") REFERENCES "campaign"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign_link" ADD CONSTRAINT "campaign_link_workspace_id_campaign_id_fkey" FOREIGN KEY ("workspace_id", "campaign_id") REFERENCES "campaign"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign_batch" ADD CONSTRAINT "campaign_batch_workspace_id_campaign_id_fkey" FOREIGN KEY ("workspace_id", "campaign_id") REFERENCES "campaign"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message" ADD CONSTRAINT "message_workspace_id_campaign_id_fkey" FOREIGN KEY ("workspace_id", "campaign_id") REFERENCES "campaign"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "message" ADD CONSTRAINT "message_workspace_id_variant_id_fkey" FOREIGN KEY ("workspace_id", "variant_id") REFERENCES "campaign_variant"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "message" ADD CONSTRAINT "message_workspace_id_contact_id_fkey" FOREIGN KEY ("workspace_id", "contact_id") REFERENCES "contact"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "message_attempt" ADD CONSTRAINT "message_attempt_workspace_id_message_id_fkey" FOREIGN KEY ("workspace_id", "message_id") REFERENCES "message"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact_tag" ADD CONSTRAINT "contact_tag_workspace_id_contact_id_fkey" FOREIGN KEY ("workspace_id", "contact_id") REFERENCES "contact"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact_tag" ADD CONSTRAINT "contact_tag_workspace_id_tag_id_fkey" FOREIGN KEY ("workspace_id", "tag_id") REFERENCES "tag"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subscription" ADD CONSTRAINT "subscription_workspace_id_list_id_fkey" FOREIGN KEY ("workspace_id", "list_id") REFERENCES "list"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subscription" ADD CONSTRAINT "subscription_workspace_id_contact_id_fkey" FOREIGN KEY ("workspace_id", "contact_id") REFERENCES "contact"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_chunk" ADD CONSTRAINT "import_chunk_workspace_id_import_job_id_fkey" FOREIGN KEY ("workspace_id", "import_job_id") REFERENCES "import_job"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_refusal" ADD CONSTRAINT "import_refusal_workspace_id_import_job_id_fkey" FOREIGN KEY ("workspace_id", "import_job_id") REFERENCES "import_job"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_workspace_id_endpoint_id_fkey" FOREIGN KEY ("workspace_id", "endpoint_id") REFERENCES "webhook_endpoint"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "simulator_action" ADD CONSTRAINT "simulator_action_captured_message_id_fkey" FOREIGN KEY ("captured_message_id") REFERENCES "captured_message"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dkim_key" ADD CONSTRAINT "dkim_key_workspace_id_domain_id_fkey" FOREIGN KEY ("workspace_id", "domain_id") REFERENCES "sending_domain"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dns_check" ADD CONSTRAINT "dns_check_workspace_id_domain_id_fkey" FOREIGN KEY ("workspace_id", "domain_id") REFERENCES "sending_domain"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sender" ADD CONSTRAINT "sender_workspace_id_domain_id_fkey" FOREIGN KEY ("workspace_id", "domain_id") REFERENCES "sending_domain"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pacing_rule" ADD CONSTRAINT "pacing_rule_workspace_id_transport_id_fkey" FOREIGN KEY ("workspace_id", "transport_id") REFERENCES "transport"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "warmup_plan" ADD CONSTRAINT "warmup_plan_workspace_id_domain_id_fkey" FOREIGN KEY ("workspace_id", "domain_id") REFERENCES "sending_domain"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversion" ADD CONSTRAINT "conversion_workspace_id_goal_id_fkey" FOREIGN KEY ("workspace_id", "goal_id") REFERENCES "goal"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
