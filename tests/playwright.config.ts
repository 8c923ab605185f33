import path from "node:path";
import { defineConfig } from "@playwright/test";

const root = path.resolve(import.meta.dirname, "..");
// Two whole products: an empty one for the story of a first day, one with the demo data for the screens.
export const emptyUrl = "http://localhost:4310";
export const demoUrl = "http://localhost:4320";

/** Where the tests of sign-in with a provider start one. */
export const providerPort = 4330;

const start = (port: number, data: string, more = "") => ({
  command: `rm -rf ${data} && node lib/run/cli/start.mjs --port ${port} --data ${data} ${more}`,
  url: `http://localhost:${port}/api/ready`,
  cwd: root,
  timeout: 180_000,
  stdout: "ignore" as const,
  stderr: "pipe" as const,
  gracefulShutdown: { signal: "SIGTERM" as const, timeout: 40_000 },
  env: {
    LOG_LEVEL: "warn",
    DATABASE_URL: "",
    SMTP_URL: "",
    RESEND_API_KEY: "",
    MAILBOX_SMTP_PORT: String(port + 1),
    INBOUND_SMTP_PORT: String(port + 2),
    OIDC_ISSUER: `http://127.0.0.1:${providerPort}`,
    OIDC_CLIENT_ID: "homing",
    OIDC_CLIENT_SECRET: "a secret of the client",
    OIDC_NAME: "Acme",
    OIDC_ALLOWED_DOMAINS: "acme.test",
  },
});

const flags =
  "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";

export default defineConfig({
  testDir: "e2e",
  outputDir: "../test-results",
  timeout: 60_000,
  expect: { timeout: 10_000 },
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  use: {
    launchOptions: { executablePath: process.env.CHROMIUM_PATH || undefined, args: flags.split(" ") },
    // A trace films every step, which takes as long as the steps do: PWTRACE=1 asks for it.
    trace: process.env.PWTRACE ? "retain-on-failure" : "off",
    screenshot: "only-on-failure",
    locale: "en-GB",
    timezoneId: "UTC",
  },
  // A lane for each product: what is done in one shows in no other, and within it one thing happens after the other.
  projects: [
    { name: "screens", testMatch: /screens\/.*\.spec\.ts/, workers: 1, use: { baseURL: demoUrl } },
    { name: "story", testMatch: /story\/.*\.spec\.ts/, workers: 1, use: { baseURL: emptyUrl } },
    // Products of their own, which are started and ended.
    { name: "processes", testMatch: /processes\/.*\.spec\.ts/, workers: 1 },
    // After the screens, which are looked at before anything comes back.
    {
      name: "feedback",
      testMatch: /feedback\/.*\.spec\.ts/,
      workers: 1,
      dependencies: ["screens"],
      use: { baseURL: demoUrl },
    },
  ],
  webServer: [start(4310, ".data/e2e-empty"), start(4320, ".data/e2e-demo", "--demo")],
});
