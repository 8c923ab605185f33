import { Counter, type CounterConfiguration, Gauge, type GaugeConfiguration, Registry } from "prom-client";
import { onceInProcess } from "@/lib/base/process/once-in-process";

/** The metrics of this process. Rooms define theirs in a `*-metrics.ts`, by `defineMetrics`; labels only hold values of closed lists. */
export const registry = onceInProcess("metrics registry", () => new Registry());

/** Metrics of one room, made once a process. */
export function defineMetrics<T>(room: string, make: () => T): T {
  return onceInProcess(`metrics of ${room}`, make);
}

/** A counter of things that happen at most a few hundred times a second: each count costs some 700 ns. Its name ends in `_total`. */
export function counter<L extends string>(config: Omit<CounterConfiguration<L>, "registers">): Counter<L> {
  return new Counter({ ...config, registers: [registry] });
}

/** A value that goes up and down, set by whoever knows it or read by `collect` at each scrape. */
export function gauge<L extends string>(config: Omit<GaugeConfiguration<L>, "registers">): Gauge<L> {
  return new Gauge({ ...config, registers: [registry] });
}
