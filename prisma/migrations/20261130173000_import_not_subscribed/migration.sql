alter table "import_job" add column "not_subscribed" integer not null default 0;
