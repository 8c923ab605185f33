import path from "node:path";
import { defineConfig } from "vitest/config";

const root = path.resolve(import.meta.dirname, "../..");

/** `npm run growth`: every exported reader on texts that grow. Takes some minutes, so it is not among the tests. */
export default defineConfig({
  root,
  resolve: { alias: { "@": root } },
  oxc: { jsx: { runtime: "automatic" as const } },
  test: {
    include: ["tests/readers/*.growth.ts"],
    pool: "forks",
    testTimeout: 120_000,
    env: {
      LOG_LEVEL: "error",
      APP_URL: "http://homing.test",
      HOMING_SECRET: "a secret of forty characters for the tests",
    },
  },
});
