ALTER TABLE "webhook_endpoint" ADD COLUMN "is_hook" BOOLEAN NOT NULL DEFAULT false;
