import { exitWith, measure } from "@/lib/run/measure/measure";
import { Cleanup } from "@/tests/load/cleanup";
import { parseLoadOptions } from "@/tests/load/options";
import { runBench } from "./run-bench";

const usage = `npm run bench -- send [options]
  Measures the sending engine, from the launch of a campaign to its completed ledger, against Postfix's smtp-sink;
  in the same run smtp-source (C) and nodemailer do the same work. About ten minutes.
  --messages N             recipients of each measured campaign (default 50000)
  --reference-messages N   most messages for the nodemailer reference (default 10000)
  --audience N             recipients of the very large campaign (default 1000000)
  --html-bytes N           size of the HTML (default 20480)
npm run bench -- pages [--rounds N]
  Measures pages in a browser with the demo's 4,200 contacts: first view, filter, open, save, and what each key and click
  waits for. About two minutes after the build.
  --rounds N               how often each is done (default 5)
npm run bench -- emails [--audience N]
  Measures how long a single mail takes to leave while a campaign is sent. About two minutes.
  --audience N             recipients of that campaign (default 1000000; 100000 is enough)
npm run bench -- api [--mail-bytes N]
  Measures the public API of npm start over HTTP: single mails and batches, contacts in bulk, each beside the same work done bare.
  About three minutes after the build.
  --mail-bytes N           size of a mail's HTML (default 7000)
npm run bench -- submission [--messages N] [--mail-bytes N]
  Measures SMTP submission: how many mails a worker takes a second over TLS, committed, while it sends them. About a minute.
npm run bench -- segments [--contacts N] [--events N] [--rounds N]
  Measures segments, audiences, the pre-flight and the export over a workspace that it makes, and shows how the database counts.
  Some fifteen minutes, most of them to make it, and 15 GB of disk meanwhile.
  --contacts N             people of the workspace (default 1000000; 100000 is enough for a look)
  --events N               events that programs told of them (default 20000000)
npm run bench -- import [--rows N]
  Measures the import of a large file by the public API of npm start, beside a bare PostgreSQL copy of what it writes: rows a second, memory,
  what is found right after, and what happens when the worker dies. About four minutes after the build for a million.
  --rows N                 rows of the file (default 1000000)
  --json                   only the result, as one JSON object, on stdout`;

const known = {
  messages: { fallback: 50_000, from: 100, to: 1_000_000 },
  "reference-messages": { fallback: 10_000, from: 100, to: 1_000_000 },
  audience: { fallback: 1_000_000, from: 100, to: 10_000_000 },
  "html-bytes": { fallback: 20_480, from: 7000, to: 200_000 },
  "mail-bytes": { fallback: 7000, from: 7000, to: 200_000 },
  rows: { fallback: 1_000_000, from: 10_000, to: 2_000_000 },
  rounds: { fallback: 5, from: 1, to: 50 },
  contacts: { fallback: 1_000_000, from: 1000, to: 10_000_000 },
  events: { fallback: 20_000_000, from: 1000, to: 100_000_000 },
};

async function main(): Promise<number> {
  const options = parseLoadOptions(process.argv.slice(2), known, [
    "send",
    "pages",
    "emails",
    "api",
    "submission",
    "segments",
    "import",
  ]);
  if (!options) {
    console.log(usage);
    return 0;
  }
  const cleanup = new Cleanup();
  const { messages, audience } = options.numbers;
  const plan = {
    messages,
    audience,
    referenceMessages: options.numbers["reference-messages"],
    htmlBytes: options.numbers["html-bytes"],
  };
  try {
    if (options.command === "pages") {
      const { runPages } = await import("./pages");
      return await measure((progress) => runPages(options.numbers.rounds, { cleanup, progress }), options);
    }
    if (options.command === "api") {
      const { runApi } = await import("./api");
      return await measure((progress) => runApi(options.numbers["mail-bytes"], { cleanup, progress }), options);
    }
    if (options.command === "import") {
      const { runImportBench } = await import("./import");
      return await measure((progress) => runImportBench(options.numbers.rows, { cleanup, progress }), options);
    }
    if (options.command === "submission") {
      const { runSubmission } = await import("./submission");
      const load = { messages: Math.min(messages, 20_000), connections: 50, bytes: options.numbers["mail-bytes"] };
      return await measure((progress) => runSubmission(load, { cleanup, progress }), options);
    }
    if (options.command === "segments") {
      const { runSegments } = await import("./segments");
      const { contacts, events, rounds } = options.numbers;
      return await measure((progress) => runSegments({ contacts, events, rounds }, { cleanup, progress }), options);
    }
    if (options.command === "emails") {
      const { runEmails } = await import("./emails");
      return await measure(
        (progress) => runEmails({ audience, htmlBytes: plan.htmlBytes }, { cleanup, progress }),
        options,
      );
    }
    return await measure((progress) => runBench(plan, { cleanup, progress }), options);
  } finally {
    await cleanup.run();
  }
}

exitWith(main());
