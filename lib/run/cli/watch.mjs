// Runs a process of the product while somebody develops it: it is started anew when its sources change, and ends with its supervisor, which
// Node's --watch does not.
import { spawn } from "node:child_process";
import { untilEnded } from "./pass-on.mjs";

const child = spawn(process.execPath, ["--import", "tsx", "--watch", ...process.argv.slice(2)], {
  stdio: ["ignore", "inherit", "inherit", "ipc"],
});
child.on("message", (message) => message === "ready" && process.connected && process.send(message));
process.once("disconnect", () => child.kill("SIGTERM"));
process.exit((await untilEnded(child)).status);
