import { defineMetrics, gauge } from "@/lib/base/metrics/registry";
import { eventBuffer } from "./event-buffer";

/** How far the roll-ups are behind the tracking door: an event and its roll-ups are written in one transaction. */
defineMetrics("events", () => {
  gauge({
    name: "homing_events_waiting",
    help: "Events that the tracking door of this process took and that are not in the database and its roll-ups yet.",
    collect() {
      this.set(eventBuffer().lag().waiting);
    },
  });
  return gauge({
    name: "homing_events_lag_seconds",
    help: "Age of the oldest of these events; 0 when none waits.",
    collect() {
      this.set(eventBuffer().lag().oldestMs / 1000);
    },
  });
});
