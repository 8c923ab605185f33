import pg from "pg";
import { readCatalogue } from "./catalogue";
import { exceptions } from "./exceptions";
import { judgeStatement } from "./judge-statement";
import { listenToParser, parseStatement } from "./parse-statement";

/**
 * Holds statements against the rules of distributed tables; see `judgeStatement`. Answers what is wrong, one text a statement.
 * `url` is of a superuser, in the database that the statements were sent to.
 */
export async function judgeRecorded(url: string, statements: Iterable<string>): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const catalogue = await readCatalogue(client);
    await listenToParser(client);
    const wrong: string[] = [];
    for (const text of statements) {
      const tree = await parseStatement(client, text);
      const found = tree ? judgeStatement(tree, catalogue) : [];
      const short = text.replaceAll(/\s+/g, " ").trim();
      if (found.length === 0 || exceptions.some(({ statement }) => statement.test(short))) continue;
      wrong.push(`${found.join("; ")}\n  in ${short.slice(0, 1000)}`);
    }
    return wrong;
  } finally {
    await client.end();
  }
}
