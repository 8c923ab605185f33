-- AlterTable
ALTER TABLE "worker_heartbeat" ADD COLUMN     "doing" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "host" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "workspace" ADD COLUMN     "max_contacts" INTEGER,
ADD COLUMN     "max_mails_per_month" INTEGER,
ADD COLUMN     "max_senders" INTEGER,
ADD COLUMN     "suspended_at" TIMESTAMPTZ(3),
ADD COLUMN     "suspended_reason" TEXT;

-- CreateTable
CREATE TABLE "installation_problem" (
    "key" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "told_at" TIMESTAMPTZ(3),

    CONSTRAINT "installation_problem_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "transport_hour" (
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "workspace_id" UUID NOT NULL,
    "transport_id" UUID NOT NULL,
    "accepted" INTEGER NOT NULL DEFAULT 0,
    "refused" INTEGER NOT NULL DEFAULT 0,
    "deferred" INTEGER NOT NULL DEFAULT 0,
    "unconfirmed" INTEGER NOT NULL DEFAULT 0,
    "failures" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "transport_hour_pkey" PRIMARY KEY ("hour","workspace_id","transport_id")
);

-- A count may be of a calendar month too (UTC).
CREATE OR REPLACE FUNCTION "take_pace"("workspace" uuid, "limits" jsonb, "wants" int[], "priority" boolean) RETURNS jsonb LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  horizon CONSTANT interval := interval '500 milliseconds';
  lanes CONSTANT int := cardinality(wants);
  r record;
  n int := 0;
  keys text[] := '{}';
  lane_of int[] := '{}';
  is_rate boolean[] := '{}';
  rate float8[] := '{}';
  share int[] := '{}';
  next_of timestamptz[] := '{}';
  cap_of timestamptz[] := '{}';
  period_of timestamptz[] := '{}';
  period_end timestamptz[] := '{}';
  used_of bigint[] := '{}';
  max_of float8[] := '{}';
  hard_of boolean[] := '{}';
  now_at timestamptz;
  start_at timestamptz;
  later_at timestamptz;
  try_at timestamptz;
  budget bigint := 2147483647;
  sum_granted int := 0;
  lane_ready timestamptz[];
  lane_room bigint[];
  granted int[];
  taken jsonb := '[]';
  amount int;
  span float8;
  left_secs float8;
BEGIN
  FOR r IN
    SELECT c.key, c.next_at, c.window_start, c.used, l.lane, l.max, l.seconds, l."window", coalesce(l.hard, false) AS hard,
           l.total, l."startedAt" AS started_at, l."endsAt" AS ends_at
      FROM jsonb_to_recordset(limits) AS l(key text, lane int, max float8, seconds float8, "window" text, hard boolean,
                                           total float8, "startedAt" timestamptz, "endsAt" timestamptz)
      JOIN pace_counter c ON c.workspace_id = workspace AND c.key = l.key
     ORDER BY c.key
       FOR UPDATE OF c
  LOOP
    n := n + 1;
    now_at := clock_timestamp();
    keys[n] := r.key;
    lane_of[n] := r.lane;
    is_rate[n] := r."window" IS NULL;
    max_of[n] := r.max;
    hard_of[n] := r.hard;
    used_of[n] := r.used;
    next_of[n] := r.next_at;
    period_of[n] := r.window_start;
    IF r.total IS NOT NULL THEN
      span := greatest(1, extract(epoch FROM r.ends_at - r.started_at));
      left_secs := extract(epoch FROM r.ends_at - now_at);
      max_of[n] := r.total / span;
      IF left_secs > 0 THEN
        max_of[n] := least(4 * max_of[n], greatest(r.total - r.used, r.total * 0.01, 1) / left_secs);
      END IF;
    END IF;
    IF is_rate[n] THEN
      share[n] := greatest(1, floor(max_of[n] * least(0.05, 0.5 / r.seconds)));
      rate[n] := (max_of[n] - share[n] + 1) / r.seconds;
      IF share[n] = 1 THEN rate[n] := max_of[n] / r.seconds; END IF;
      cap_of[n] := now_at + 2 * greatest(r.seconds, 1 / rate[n]) * interval '1 second';
    ELSE
      period_of[n] := date_trunc(r."window", now_at, 'UTC');
      period_end[n] := period_of[n] + ('1 ' || r."window")::interval;
      IF r.window_start IS DISTINCT FROM period_of[n] THEN used_of[n] := 0; END IF;
    END IF;
  END LOOP;
  IF n <> jsonb_array_length(limits) THEN RETURN NULL; END IF;

  now_at := clock_timestamp();
  start_at := now_at;
  lane_ready := array_fill(now_at, ARRAY[lanes]);
  lane_room := wants::bigint[];
  granted := array_fill(0, ARRAY[lanes]);
  FOR i IN 1..n LOOP
    IF is_rate[i] THEN
      IF next_of[i] IS NULL OR next_of[i] > cap_of[i] + interval '1 second' THEN next_of[i] := now_at; END IF;
      next_of[i] := greatest(next_of[i], now_at);
      CONTINUE WHEN priority;
      IF lane_of[i] IS NULL THEN
        start_at := greatest(start_at, next_of[i]);
        budget := least(budget, share[i]);
      ELSE
        lane_ready[lane_of[i]] := greatest(lane_ready[lane_of[i]], next_of[i]);
        lane_room[lane_of[i]] := least(lane_room[lane_of[i]], share[i]);
      END IF;
    ELSIF hard_of[i] OR NOT priority THEN
      IF lane_of[i] IS NULL THEN
        budget := least(budget, greatest(0, floor(max_of[i]) - used_of[i]));
      ELSE
        lane_room[lane_of[i]] := least(lane_room[lane_of[i]], greatest(0, floor(max_of[i]) - used_of[i]));
      END IF;
    END IF;
  END LOOP;

  -- The group waits for its own turn; when no provider could be served then, for the first one that can.
  try_at := NULL;
  FOR l IN 1..lanes LOOP
    IF lane_room[l] > 0 THEN try_at := least(try_at, lane_ready[l]); END IF;
  END LOOP;
  start_at := greatest(start_at, try_at);
  IF start_at <= now_at + horizon THEN
    FOR l IN 1..lanes LOOP
      IF lane_ready[l] <= start_at THEN
        granted[l] := least(lane_room[l], budget);
        budget := budget - granted[l];
        sum_granted := sum_granted + granted[l];
      END IF;
    END LOOP;
  END IF;

  FOR i IN 1..n LOOP
    amount := CASE WHEN lane_of[i] IS NULL THEN sum_granted ELSE granted[lane_of[i]] END;
    CONTINUE WHEN amount = 0;
    used_of[i] := used_of[i] + amount;
    IF is_rate[i] THEN
      next_of[i] := greatest(next_of[i], start_at) + amount / rate[i] * interval '1 second';
      IF priority THEN next_of[i] := least(next_of[i], cap_of[i]); END IF;
    END IF;
    UPDATE pace_counter c
       SET next_at = CASE WHEN is_rate[i] THEN next_of[i] END, window_start = period_of[i], used = used_of[i],
           ceiling = CASE WHEN NOT is_rate[i] THEN floor(max_of[i]) END, touched_at = now_at
     WHERE c.workspace_id = workspace AND c.key = keys[i];
    taken := taken || jsonb_build_object('key', keys[i], 'lane', lane_of[i], 'next', CASE WHEN is_rate[i] THEN next_of[i] END,
                                         'start', period_of[i], 'each', CASE WHEN is_rate[i] THEN 1 / rate[i] END);
  END LOOP;

  FOR l IN 1..lanes LOOP
    CONTINUE WHEN granted[l] >= wants[l];
    try_at := now_at + interval '20 milliseconds';
    FOR i IN 1..n LOOP
      CONTINUE WHEN lane_of[i] <> l;
      IF is_rate[i] THEN
        CONTINUE WHEN priority;
        try_at := greatest(try_at, next_of[i]);
      ELSIF (hard_of[i] OR NOT priority) AND used_of[i] >= floor(max_of[i]) THEN
        try_at := greatest(try_at, period_end[i]);
      END IF;
    END LOOP;
    later_at := least(later_at, try_at);
  END LOOP;

  RETURN jsonb_build_object('granted', granted, 'waitMs', CASE WHEN sum_granted > 0 THEN extract(epoch FROM start_at - now_at) * 1000 ELSE 0 END,
                            'laterMs', extract(epoch FROM later_at - now_at) * 1000, 'taken', taken);
END
$$;
