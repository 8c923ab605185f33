ALTER TABLE "api_key" VALIDATE CONSTRAINT "api_key_kind_check";
