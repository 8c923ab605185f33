import { readFileSync } from "node:fs";
import { z } from "zod";
import { defineMetrics, gauge } from "@/lib/base/metrics/registry";

const Manifest = z.object({ version: z.string() });

/** Processes run in the product's folder. */
function ownVersion(): string {
  try {
    return Manifest.parse(JSON.parse(readFileSync("package.json", "utf8"))).version;
  } catch {
    return "unknown";
  }
}

defineMetrics("build", () => {
  const info = gauge({
    name: "homing_build_info",
    help: "Always 1: the version of the product and of Node.",
    labelNames: ["version", "node"],
  });
  info.set({ version: ownVersion(), node: process.versions.node }, 1);
  return info;
});
