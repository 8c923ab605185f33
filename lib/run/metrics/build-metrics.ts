import { defineMetrics, gauge } from "@/lib/base/metrics/registry";
import { ownVersion } from "@/lib/base/process/own-version";

defineMetrics("build", () => {
  const info = gauge({
    name: "homing_build_info",
    help: "Always 1: the version of the product and of Node.",
    labelNames: ["version", "node"],
  });
  info.set({ version: ownVersion, node: process.versions.node }, 1);
  return info;
});
