import { freeBytes } from "@/lib/base/health/disk-space";
import { defineMetrics, gauge } from "@/lib/base/metrics/registry";

defineMetrics("disk", () =>
  gauge({
    name: "homing_disk_free_bytes",
    help: "Octets that are free on the fullest of the disks that this process, or a database beside it, writes to.",
    async collect() {
      this.set(await freeBytes().catch(() => Number.NaN));
    },
  }),
);
