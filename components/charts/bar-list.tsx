/** Names with a bar each, longest first: for shares of programs, devices and the like. */
export function BarList({
  label,
  rows,
  formatNumber,
}: {
  label: string;
  rows: readonly { name: string; value: number }[];
  formatNumber: (value: number) => string;
}) {
  const most = Math.max(1, ...rows.map((row) => row.value));
  return (
    <ul aria-label={label} className="grid gap-2 text-sm">
      {rows.map((row) => (
        <li key={row.name} className="relative flex items-center justify-between gap-3 px-2 py-1">
          <span
            aria-hidden
            className="absolute inset-y-0 start-0 rounded-sm bg-primary/10"
            style={{ width: `${(row.value / most) * 100}%` }}
          />
          <span className="relative min-w-0 truncate">{row.name}</span>
          <span className="relative tabular-nums">{formatNumber(row.value)}</span>
        </li>
      ))}
    </ul>
  );
}
