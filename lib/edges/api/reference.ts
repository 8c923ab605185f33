import { createHash } from "node:crypto";
import { escapeHtml } from "@/lib/base/html/escape-html";
import { API_ROOT } from "./api-paths";
import { curlOf } from "./curl";
import { openApiDocument } from "./openapi";
import type { Operation } from "./operation";
import { problems } from "./problems";
import { referenceScript, referenceStyle } from "./reference-assets";
import { codeBlock, inline, rowsOf, type Schema, table, typeOf } from "./reference-parts";
import { webhookSection } from "./reference-webhooks";

const digest = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** The page loads nothing: its script and style stand in it, and no others may run. */
export const referencePolicy = `default-src 'none'; style-src ${digest(referenceStyle)}; script-src ${digest(referenceScript)}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** The reference of the API as one page, from the same document that `/api/v1/openapi.json` is. */
export function referencePage(operations: readonly Operation[], appUrl: string): string {
  const document = openApiDocument(operations, appUrl);
  const groups = document.tags.map(({ name }) => ({ name, own: operations.filter(({ group }) => group === name) }));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Homing API</title>
<style>${referenceStyle}</style>
</head>
<body>
<nav aria-label="Reference"><a href="#begin">Begin</a>${groups.map(({ name }) => `<a href="#${anchor(name)}">${escapeHtml(name)}</a>`).join("")}<a href="#events">Events</a><a href="#errors">Errors</a></nav>
<main>
${beginning(appUrl)}
${groups.map(({ name, own }) => groupSection(name, own, document, appUrl)).join("\n")}
${webhookSection(document.webhooks)}
${errorSection()}
</main>
<script>${referenceScript}</script>
</body>
</html>
`;
}

const anchor = (name: string) => name.toLowerCase().replaceAll(" ", "-");

function beginning(appUrl: string): string {
  return `<h1 id="begin">Homing API</h1>
<p>Make a key under Settings, API keys, and send it as <code>Authorization: Bearer</code>. The document for generators of clients is
<a href="${API_ROOT}/openapi.json">openapi.json</a> (OpenAPI 3.1).</p>
${codeBlock(`export HOMING_API_KEY=hm_live_…\ncurl ${appUrl}${API_ROOT}/me -H "Authorization: Bearer $HOMING_API_KEY"`)}
<ul>
<li><strong>Versions.</strong> Within v1 things are only added. Read answers leniently.</li>
<li><strong>Pages.</strong> <code>limit</code> and <code>cursor</code>; follow <code>next_cursor</code> until it is null.</li>
<li><strong>Once.</strong> Send <code>Idempotency-Key</code> with whatever changes something: within 24 hours the call is carried out once, and the first answer comes
again with <code>Idempotent-Replayed: true</code>. A call that failed changed nothing and may be sent again. One that speaks with other hosts (a test send, the check of a domain) and broke off on the way is answered
as <code>idempotency_unfinished</code>, and never carried out twice.</li>
<li><strong>Limits.</strong> Calls are counted by key and minute: <code>RateLimit</code>, <code>RateLimit-Policy</code> and <code>X-RateLimit-…</code> say what is left,
<code>Retry-After</code> when to come again.</li>
<li><strong>Test keys</strong> work on the same contacts and lists; their mail goes to the embedded mailbox only.</li>
<li><strong>Request ids.</strong> Each answer has <code>X-Request-Id</code>; name it when you ask for help.</li>
</ul>`;
}

type Document = ReturnType<typeof openApiDocument>;

function groupSection(name: string, own: readonly Operation[], document: Document, appUrl: string): string {
  return `<h2 id="${anchor(name)}">${escapeHtml(name)}</h2>
${own.map((operation) => operationSection(operation, document, appUrl)).join("\n")}`;
}

function operationSection(operation: Operation, document: Document, appUrl: string): string {
  const { id, method, path, summary } = operation;
  const described = document.paths[path]?.[method.toLowerCase()] as {
    description: string;
    parameters?: { name: string; in: string; required: boolean; description?: string; schema: Schema }[];
    requestBody?: { content: Record<string, { schema: Schema }> };
    responses: Record<string, { content?: Record<string, { schema: Schema }> }>;
  };
  const body = described.requestBody?.content["application/json"]?.schema;
  const answer = Object.entries(described.responses).find(([status]) => status.startsWith("2"));
  const schema = answer?.[1].content?.["application/json"]?.schema;
  const parameters = (described.parameters ?? []).filter((each) => each.in !== "header");
  return `<section id="${id}">
<h3><code>${method} ${escapeHtml(path)}</code> ${escapeHtml(summary)}</h3>
<p>${inline(described.description)}</p>
${
  parameters.length > 0
    ? table(
        "Parameters",
        parameters.map(({ name, required, description, schema: own }) => [
          name,
          typeOf(own),
          required,
          description ?? "",
        ]),
      )
    : ""
}
${body ? table("Body", rowsOf(body)) : ""}
<p>Answer: <code>${answer?.[0]}</code></p>
${schema ? table("Answer", rowsOf(schema)) : ""}
${codeBlock(curlOf(operation, appUrl))}
</section>`;
}

function errorSection(): string {
  const rows = Object.entries(problems).map(
    ([code, { status, about }]) =>
      `<tr id="error-${code}"><td><code>${code}</code></td><td>${status}</td><td>${inline(about)}</td></tr>`,
  );
  return `<h2 id="errors">Errors</h2>
<p>Problems as RFC 9457 has them, <code>application/problem+json</code>: <code>code</code> is stable, <code>detail</code> is for people, <code>errors</code> names every field that is
wrong with <code>unknown</code>, <code>missing</code> or <code>invalid</code>.</p>
<table><caption>Codes</caption><tbody>${rows.join("")}</tbody></table>`;
}
