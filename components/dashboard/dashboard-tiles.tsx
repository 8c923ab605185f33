"use client";

import { useFormat } from "@/components/shell/workspace-provider";
import { StatTile, type StatTileProps } from "@/components/ui/stat-tile";
import { METRICS, share } from "@/lib/reports/metrics.shared";
import type { Dashboard, PeriodNumbers } from "@/lib/reports/views";

interface Tile {
  label: string;
  help: string;
  /** The number to compare; a share where `digits` is given. */
  value: (numbers: PeriodNumbers) => number | null;
  count?: (numbers: PeriodNumbers) => number;
  digits?: number;
  /** Whether more is better; null where it is neither. */
  upIsGood: boolean | null;
}

const TILES: readonly Tile[] = [
  { ...METRICS.sent, help: METRICS.sent.definition, value: (n) => n.sent, upIsGood: null },
  tile("delivered", (n) => [n.delivered, n.sent], true),
  tile("opened", (n) => [n.openers, n.delivered], true),
  tile("clicked", (n) => [n.clickers, n.delivered], true),
  tile("unsubscribed", (n) => [n.unsubscribed, n.delivered], false, 2),
  tile("bounced", (n) => [n.bounced, n.sent], false, 2),
  tile("complained", (n) => [n.complained, n.delivered], false, 3),
  {
    label: "New contacts",
    help: "Contacts that were added in the period: by import, by hand or through the API.",
    value: (n) => n.contactsCreated,
    upIsGood: true,
  },
];

function tile(
  metric: keyof typeof METRICS,
  parts: (numbers: PeriodNumbers) => [part: number, whole: number],
  upIsGood: boolean,
  digits = 1,
): Tile {
  const { label, definition } = METRICS[metric];
  return {
    label,
    help: definition,
    value: (numbers) => share(...parts(numbers)),
    count: (numbers) => parts(numbers)[0],
    digits,
    upIsGood,
  };
}

/** The period's headline numbers, each compared with the period before. */
export function DashboardTiles({ dashboard }: { dashboard: Dashboard }) {
  return (
    <section aria-label="Numbers of the period" className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      {TILES.map((one) => (
        <DashboardTile key={one.label} tile={one} dashboard={dashboard} />
      ))}
    </section>
  );
}

function DashboardTile({ tile: one, dashboard }: { tile: Tile; dashboard: Dashboard }) {
  const format = useFormat();
  const now = one.value(dashboard.current);
  const value = one.digits === undefined ? format.number(now ?? 0) : format.percent(now, one.digits);
  return (
    <StatTile
      label={one.label}
      value={value}
      help={one.help}
      change={changeOf(one, now, one.value(dashboard.previous), format.percent)}
      detail={one.count ? `${format.number(one.count(dashboard.current))} in ${dashboard.days} days` : undefined}
    />
  );
}

/** The relative change; nothing when there is nothing to compare with. */
function changeOf(
  one: Tile,
  now: number | null,
  before: number | null,
  percent: (share: number) => string,
): StatTileProps["change"] {
  if (now === null || before === null || before === 0) return null;
  const ratio = now / before - 1;
  if (Math.abs(ratio) < 0.0005) return { text: "unchanged", direction: "flat" };
  const direction = ratio > 0 ? "up" : "down";
  const text = `${percent(Math.abs(ratio))} ${ratio > 0 ? "more" : "less"}`;
  return one.upIsGood === null ? { text, direction } : { text, direction, good: ratio > 0 === one.upIsGood };
}
