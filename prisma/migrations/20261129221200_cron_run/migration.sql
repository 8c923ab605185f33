-- CreateTable
CREATE TABLE "cron_run" (
    "job" TEXT NOT NULL,
    "begun_at" TIMESTAMPTZ(3) NOT NULL,
    "ran_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "cron_run_pkey" PRIMARY KEY ("job")
);
