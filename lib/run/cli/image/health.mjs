// Whether a process of this container answers: the web process at /api/health, a worker at its port for metrics. Exit status 0 or 1.
const [kind = "web"] = process.argv.slice(2);
const { PORT = "3000", METRICS_PORT = "" } = process.env;
const timeoutMs = 4000;

if (kind === "worker" && METRICS_PORT === "") {
  console.error("A worker answers at METRICS_PORT only, and it is not set.");
  process.exit(1);
}
const address = kind === "worker" ? `http://127.0.0.1:${METRICS_PORT}/` : `http://127.0.0.1:${PORT || 3000}/api/health`;
const status = await fetch(address, { signal: AbortSignal.timeout(timeoutMs), redirect: "manual" }).then(
  (answer) => answer.status,
  (error) => error.cause?.code ?? error.name,
);
// A worker has no such page: what asks it for metrics would wait for the database.
const isWell = status === (kind === "worker" ? 404 : 200);
if (!isWell) console.error(`${address}: ${status}`);
process.exit(isWell ? 0 : 1);
