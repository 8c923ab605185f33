-- Before PostgreSQL 18 there is no uuidv7(): ids made in one millisecond had no order. Now the 12 bits after the version hold what is
-- left of the millisecond, as they do there (RFC 9562 section 6.2, method 3).
DO $$ BEGIN
  IF current_setting('server_version_num')::int < 180000 THEN
    CREATE OR REPLACE FUNCTION new_id() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE AS $f$
      select (lpad(to_hex(us / 1000), 12, '0') || '7' || lpad(to_hex(us % 1000 * 4096 / 1000), 3, '0')
              || right(replace(gen_random_uuid()::text, '-', ''), 16))::uuid
        from (select floor(extract(epoch from clock_timestamp()) * 1000000)::bigint as us) as now $f$;
  END IF;
END $$;
