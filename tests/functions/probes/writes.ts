import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** Which of two places it could write to. */
export async function GET(): Promise<Response> {
  const tried = [path.join(process.cwd(), ".build/written-by-a-function"), path.join(tmpdir(), "written")].map(
    (file) => {
      try {
        writeFileSync(file, "x");
        return true;
      } catch {
        return false;
      }
    },
  );
  return Response.json(tried);
}
