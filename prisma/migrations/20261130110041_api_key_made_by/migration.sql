ALTER TABLE "api_key" ADD COLUMN "made_by_id" UUID;
