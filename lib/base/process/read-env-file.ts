import { existsSync } from "node:fs";

/** Takes up `.env` of the working folder, as every command does. What the environment says already, even by an empty value, stays. */
export function readEnvFile(): void {
  if (existsSync(".env")) process.loadEnvFile(".env");
}
