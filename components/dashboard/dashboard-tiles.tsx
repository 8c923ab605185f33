"use client";

import { useWorkspace } from "@/components/shell/workspace-provider";
import { StatTile, type StatTileProps } from "@/components/ui/stat-tile";
import type { Format } from "@/lib/client/format";
import { inEnglish, type Msg, msg, t } from "@/lib/language/t";
import type { SegmentCondition } from "@/lib/people/segments/schema";
import { METRICS, share } from "@/lib/reports/metrics.shared";
import type { Dashboard, PeriodNumbers } from "@/lib/reports/views";

interface Tile {
  label: Msg;
  help: Msg;
  /** The number to compare. */
  value: (numbers: PeriodNumbers) => number | null;
  count?: (numbers: PeriodNumbers) => number;
  /** A share of something, so that a change is told in points. */
  isShare?: true;
  /** Whether more is better; null where it is neither. */
  upIsGood: boolean | null;
  /** Where the people behind the number are; null where no filter finds those of a period that is over. */
  people: (path: Path, dashboard: Pick<Dashboard, "days" | "endsToday">) => string | null;
}

export type Path = ReturnType<typeof useWorkspace>["path"];

/** People of whom something is known in the period, as the filters of the contacts page have it. */
export const contactsWho = (path: Path, condition: SegmentCondition): string =>
  path("/contacts", { rules: JSON.stringify({ kind: "group", match: "all", rules: [condition] }) });
const engaged =
  (what: "opened" | "clicked"): Tile["people"] =>
  (path, { days, endsToday }) =>
    endsToday ? contactsWho(path, { kind: "engagement", what, op: "within", days }) : null;
const suppressed = (reason: string) => (path: Path) => path("/contacts/suppressions", { reason });
const sentCampaigns = (path: Path) => path("/campaigns", { tab: "sent" });

const TILES: readonly Tile[] = [
  { ...METRICS.sent, help: METRICS.sent.definition, value: (n) => n.sent, upIsGood: null, people: sentCampaigns },
  tile("delivered", (n) => [n.delivered, n.sent], true, sentCampaigns),
  tile("opened", (n) => [n.openers, n.delivered], true, engaged("opened")),
  tile("clicked", (n) => [n.clickers, n.delivered], true, engaged("clicked")),
  tile(
    "unsubscribed",
    (n) => [n.unsubscribed, n.delivered],
    false,
    (path) => path("/contacts", { status: "unsubscribed" }),
  ),
  tile("bounced", (n) => [n.bounced, n.sent], false, suppressed("hard_bounce")),
  tile("complained", (n) => [n.complained, n.delivered], false, suppressed("complaint")),
  {
    label: msg("New contacts"),
    help: msg("Contacts that were added in the period: by import, by hand or through the API."),
    value: (n) => n.contactsCreated,
    upIsGood: true,
    people: (path, { days, endsToday }) =>
      endsToday ? contactsWho(path, { kind: "created", op: "within", days }) : null,
  },
];

function tile(
  metric: keyof typeof METRICS,
  parts: (numbers: PeriodNumbers) => [part: number, whole: number],
  upIsGood: boolean,
  people: Tile["people"],
): Tile {
  const { label, definition } = METRICS[metric];
  return {
    label,
    help: definition,
    value: (numbers) => share(...parts(numbers)),
    count: (numbers) => parts(numbers)[0],
    isShare: true,
    upIsGood,
    people,
  };
}

/** The period's headline numbers, each compared with the period before. */
export function DashboardTiles({ dashboard }: { dashboard: Dashboard }) {
  return (
    <section aria-label={t("Numbers of the period")} className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      {TILES.map((one) => (
        <DashboardTile key={inEnglish(one.label)} tile={one} dashboard={dashboard} />
      ))}
    </section>
  );
}

function DashboardTile({ tile: one, dashboard }: { tile: Tile; dashboard: Dashboard }) {
  const { format, path } = useWorkspace();
  const now = one.value(dashboard.current);
  const people = one.people(path, dashboard);
  const value = one.isShare ? format.percent(now) : format.number(now ?? 0);
  return (
    <StatTile
      label={t(one.label)}
      value={value}
      help={t(one.help)}
      {...(people && { href: people })}
      change={changeOf(one, now, one.value(dashboard.previous), format)}
      detail={
        one.count
          ? t("{count} in {days, plural, one {# day} other {# days}}", {
              count: format.number(one.count(dashboard.current)),
              days: dashboard.days,
            })
          : undefined
      }
    />
  );
}

/** What changed: of a count by how much of it, of a share by how many points. Nothing when there is nothing to compare with. */
export function changeOf(
  one: Pick<Tile, "isShare" | "upIsGood">,
  now: number | null,
  before: number | null,
  format: Pick<Format, "percent" | "points">,
): StatTileProps["change"] {
  if (now === null || before === null || (!one.isShare && before <= 0)) return null;
  const difference = one.isShare ? now - before : now / before - 1;
  if (Math.abs(difference) < (one.isShare ? 0.00001 : 0.0005)) return { text: t("unchanged"), direction: "flat" };
  const direction = difference > 0 ? "up" : "down";
  const size = one.isShare ? format.points(difference) : format.percent(Math.abs(difference));
  const text = difference > 0 ? t("{size} more", { size }) : t("{size} less", { size });
  return one.upIsGood === null ? { text, direction } : { text, direction, good: difference > 0 === one.upIsGood };
}
