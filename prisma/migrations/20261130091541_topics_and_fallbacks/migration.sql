ALTER TABLE "list" ADD COLUMN "topic_opt_in" BOOLEAN;
ALTER TABLE "contact_field" ADD COLUMN "fallback" TEXT;
