import { defineMetrics, gauge } from "@/lib/base/metrics/registry";
import type { MailTransport } from "@/lib/mail/transport";

const metrics = defineMetrics("transport connections", () => ({
  open: gauge({
    name: "homing_transport_connections",
    help: "Connections of this process's pools that are open, by kind of transport. Providers with an API have none.",
    labelNames: ["transport"],
  }),
}));

/** A transport has one connection more, or one less (`by` -1). */
export function countConnection({ kind }: Pick<MailTransport, "kind">, by: 1 | -1): void {
  metrics.open.inc({ transport: kind }, by);
}
