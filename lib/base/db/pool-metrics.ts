import { defineMetrics, gauge } from "@/lib/base/metrics/registry";
import { openPools } from "./lanes";

/** Numbers of the pools, read at each scrape. */
defineMetrics("database pools", () => {
  gauge({
    name: "homing_database_pool_connections",
    help: "Connections to the database that this process has, by lane and what they do.",
    labelNames: ["lane", "state"],
    collect() {
      this.reset();
      for (const { lane, pool } of openPools()) {
        this.inc({ lane, state: "idle" }, pool.idleCount);
        this.inc({ lane, state: "busy" }, pool.totalCount - pool.idleCount);
      }
    },
  });
  gauge({
    name: "homing_database_pool_max_connections",
    help: "Connections to the database that this process may have, by lane.",
    labelNames: ["lane"],
    collect() {
      this.reset();
      for (const { lane, pool } of openPools()) this.inc({ lane }, pool.options.max ?? 0);
    },
  });
  return gauge({
    name: "homing_database_pool_waiting",
    help: "Questions that wait for a connection of their lane.",
    labelNames: ["lane"],
    collect() {
      this.reset();
      for (const { lane, pool } of openPools()) this.inc({ lane }, pool.waitingCount);
    },
  });
});
