-- A month is made as a table of its own and then attached: those who write events wait for neither. The check says beforehand
-- what the bounds will say, so that attaching reads no row of the month.
CREATE OR REPLACE FUNCTION "ensure_event_partition"("month" date) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM pg_inherits WHERE inhparent = 'public.event'::regclass
       AND inhrelid = to_regclass('partitions.' || partitions.month_name("month"))
  ) THEN
    PERFORM partitions.make_month("month", 'public.event');
  END IF;
END $$;

CREATE FUNCTION "partitions"."month_name"("month" date) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT 'event_' || to_char("month", 'YYYY_MM')
$$;

-- Makes the table of a month, empty, and attaches it to `parent`.
CREATE FUNCTION "partitions"."make_month"("month" date, "parent" regclass) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  first_id uuid := uuid_at(date_trunc('month', "month"::timestamp) AT TIME ZONE 'UTC');
  end_id uuid := uuid_at((date_trunc('month', "month"::timestamp) + interval '1 month') AT TIME ZONE 'UTC');
BEGIN
  EXECUTE format('create table partitions.%I (like public.event including all, constraint event_month check (id >= %L and id < %L))',
                 partitions.month_name("month"), first_id, end_id);
  PERFORM partitions.attach_month("month", "parent");
END $$;

CREATE FUNCTION "partitions"."attach_month"("month" date, "parent" regclass) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  first_id uuid := uuid_at(date_trunc('month', "month"::timestamp) AT TIME ZONE 'UTC');
  end_id uuid := uuid_at((date_trunc('month', "month"::timestamp) + interval '1 month') AT TIME ZONE 'UTC');
BEGIN
  EXECUTE format('alter table %s attach partition partitions.%I for values from (%L) to (%L)', "parent",
                 partitions.month_name("month"), first_id, end_id);
END $$;

-- While the default partition is being emptied, its rows are copied to months beside it; what is written to it meanwhile goes to both.
-- By names of columns: a release that adds one in the meantime must not make events fail.
CREATE FUNCTION "partitions"."copy_to_months"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    DELETE FROM partitions.event_moving WHERE workspace_id = OLD.workspace_id AND id = OLD.id;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO partitions.event_moving SELECT * FROM jsonb_populate_record(NULL::partitions.event_moving, to_jsonb(NEW))
      ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END $$;
