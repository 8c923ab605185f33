alter table "import_job" add column "dry_run" jsonb;
