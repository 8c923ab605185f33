import { type Msg, t } from "@/lib/language/t";
/** One curve: which value of a row it shows and in which of the chart colours. */
export interface ChartSeries {
  key: string;
  label: string;
  /** `muted` for what is only there to compare with. */
  color: 1 | 2 | 3 | 4 | 5 | "muted";
  /** Drawn dashed, so that it is told apart without colour. */
  dashed?: boolean;
}

/** A series of a table of constants, not said yet. */
export type MarkedSeries = Omit<ChartSeries, "label"> & { label: Msg };

export const saidSeries = (series: readonly MarkedSeries[]): ChartSeries[] =>
  series.map((one) => ({ ...one, label: t(one.label) }));

/** A point on the time axis, already in words, with a value for each series. */
export interface ChartRow {
  /** Short, under the axis: "14:00", "3 Mar". */
  label: string;
  /** Long, in the tooltip and the table: "Tuesday, 3 March, 14:00". */
  title: string;
  values: Record<string, number>;
  /** What happened here, such as a campaign that was launched. */
  marker?: string;
}

/** The CSS colour of a series; it follows the theme. */
export function seriesColor(series: Pick<ChartSeries, "color">): string {
  return series.color === "muted" ? "var(--muted-foreground)" : `var(--chart-${series.color})`;
}
