import { availableParallelism } from "node:os";
import path from "node:path";
import { defineConfig } from "vitest/config";

const root = path.resolve(import.meta.dirname, "..");
const shared = { root, resolve: { alias: { "@": root } }, oxc: { jsx: { runtime: "automatic" as const } } };
const settings = {
  pool: "forks" as const,
  // As many as there are cores: vitest leaves one free, which on two cores is half of the time.
  maxWorkers: availableParallelism(),
  // Only what hangs shall meet it: the longest take 40 seconds where nothing else runs, and some machines are slow.
  testTimeout: 180_000,
  hookTimeout: 180_000,
};
const env = {
  NODE_ENV: "test" as const,
  LOG_LEVEL: "error",
  APP_URL: "http://homing.test",
  // Ports that nobody listens on: a test that needs a peer starts its own.
  MAILBOX_SMTP_PORT: "9",
  INBOUND_SMTP_PORT: "9",
  // Tests of the database have one of their own.
  DATABASE_URL: "postgresql://127.0.0.1:9/homing",
  HOMING_SECRET: "a secret of forty characters for the tests",
};

export default defineConfig({
  ...shared,
  test: {
    projects: [
      {
        ...shared,
        test: {
          ...settings,
          name: "unit",
          env,
          include: ["{app,components,emails,lib,tests}/**/*.test.{ts,tsx}"],
          exclude: ["**/*.db.test.ts", "**/node_modules/**", "tests/e2e/**"],
        },
      },
      {
        ...shared,
        test: {
          ...settings,
          name: "database",
          env,
          include: ["{app,components,emails,lib,tests}/**/*.db.test.ts"],
          globalSetup: ["tests/support/database-server.ts"],
          setupFiles: ["tests/support/database.ts"],
        },
      },
    ],
  },
});
