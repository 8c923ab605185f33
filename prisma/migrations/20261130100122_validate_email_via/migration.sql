ALTER TABLE "email" VALIDATE CONSTRAINT "email_via_check";
