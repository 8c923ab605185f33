import { existsSync } from "node:fs";
import { readSecretFiles } from "./secret-files";

/**
 * Takes up `.env` of the working folder and the secrets that stand in files, as every command does. What the environment says already, even
 * by an empty value, `.env` does not change. Throws an Error in words when a secret's file is of no use.
 */
export function readEnvironment(): void {
  if (existsSync(".env")) process.loadEnvFile(".env");
  readSecretFiles(process.env);
}
