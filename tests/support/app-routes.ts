import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import type { AppRoute } from "@/lib/base/routes/app-route";

const verbs = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
const modules = import.meta.glob<Record<string, AppRoute>>("../../app/api/app/**/route.ts", { eager: true });
const root = path.resolve(import.meta.dirname, "../..");

export interface Endpoint {
  /** "PUT /api/app/account/password" */
  name: string;
  verb: string;
  path: string;
  route: AppRoute;
  /** The route's file below the root. */
  file: string;
}

/** Every route and verb of the app's own API. */
export const appEndpoints: Endpoint[] = Object.entries(modules).flatMap(([file, exports]) => {
  const route = file.replace("../../app", "").replace("/route.ts", "");
  return verbs.flatMap((verb) => {
    const found = exports[verb];
    const source = file.replace("../../", "");
    return found ? [{ name: `${verb} ${route}`, verb, path: route, route: found, file: source }] : [];
  });
});

/** The source of what a verb of a route calls: the files of lib that its part of the route file names. */
export function calledBy({ file, verb }: Endpoint): string {
  const source = readFileSync(path.join(root, file), "utf8");
  const part = source.split(/^export const /m).find((piece) => piece.startsWith(`${verb} `)) ?? "";
  const imports = [...source.matchAll(/^import \{([^}]*)\} from "@\/(lib\/[^"]+)"/gm)];
  const named = imports.filter(([, names]) =>
    names!.split(",").some((name) => new RegExp(`\\b${name.replace("type ", "").trim()}\\(`).test(part)),
  );
  const files = named.flatMap(([, , target]) => globSync(`${target}.ts`, { cwd: root }));
  return files.map((name) => readFileSync(path.join(root, name), "utf8")).join("\n");
}
