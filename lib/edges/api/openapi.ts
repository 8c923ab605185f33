import { z } from "zod";
import { webhookEventTypes } from "@/lib/edges/webhooks/event-kinds.shared";
import { API_ROOT } from "./api-paths";
import { webhookObject } from "./openapi-webhooks";
import { CsvFile, type Operation, PdfFile, scopesFor } from "./operation";
import { problems } from "./problems";
import { snakeSchema } from "./snake-case";

type Json = Record<string, unknown>;

/** The document of the API (OpenAPI 3.1), made of the same schemas that read its requests. `appUrl` without a slash at its end. */
export function openApiDocument(operations: readonly Operation[], appUrl: string) {
  const schemas: Json = { Problem: problemSchema };
  const paths: Record<string, Json> = {};
  for (const operation of operations) {
    paths[operation.path] = {
      ...paths[operation.path],
      [operation.method.toLowerCase()]: operationObject(operation, schemas),
    };
  }
  return {
    openapi: "3.1.1",
    info: {
      title: "Homing API",
      version: "1",
      description: `Every answer has the header X-Request-Id. Errors are problems (RFC 9457): ${appUrl}${API_ROOT}/reference explains each code. Within v1 things are only added: read answers leniently.`,
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: `${appUrl}${API_ROOT}` }],
    security: [{ apiKey: [] }],
    tags: [...new Set(operations.map(({ group }) => group))].map((name) => ({ name })),
    paths,
    webhooks: Object.fromEntries(
      webhookEventTypes.map((type) => [type, webhookObject(type, (schema) => schemaOf(schema, "output", schemas))]),
    ),
    components: {
      securitySchemes: {
        apiKey: { type: "http", scheme: "bearer", description: "A key of Settings, API keys: hm_live_… or hm_test_…" },
      },
      schemas,
      responses: {
        Problem: {
          description: "It did not work; `code` says why.",
          content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
        },
      },
    },
  };
}

function operationObject(operation: Operation, schemas: Json): Json {
  const { id, group, summary, description, scope, also, body, documented, example, octets } = operation;
  const shown = documented ?? body;
  const parameters = [
    ...parametersOf(operation, "path"),
    ...parametersOf(operation, "query"),
    ...idempotency(operation),
  ];
  return {
    operationId: id,
    tags: [group],
    summary,
    description: [description, scopeText(operation)].filter(Boolean).join(" "),
    ...(scope && { "x-scope": scope }),
    ...(also && { "x-scopes-besides": also }),
    ...(parameters.length > 0 && { parameters }),
    ...(shown && {
      requestBody: {
        required: true,
        content: {
          "application/json": { schema: schemaOf(shown, "input", schemas), ...(example !== undefined && { example }) },
        },
      },
    }),
    ...(octets && {
      requestBody: {
        required: true,
        content: { "application/octet-stream": { schema: { type: "string", format: "binary" } } },
      },
    }),
    responses: {
      ...goodAnswer(operation, schemas),
      default: { $ref: "#/components/responses/Problem" },
    },
  };
}

function goodAnswer({ answer, status = 200 }: Operation, schemas: Json): Json {
  if (answer === CsvFile)
    return { 200: { description: "The file.", content: { "text/csv": { schema: { type: "string" } } } } };
  if (answer === PdfFile)
    return {
      200: {
        description: "The file.",
        content: { "application/pdf": { schema: { type: "string", format: "binary" } } },
      },
    };
  if (!answer) return { 204: { description: "Done; there is nothing to say." } };
  const schema = schemaOf(answer, "output", schemas);
  return { [status]: { description: "Done.", content: { "application/json": { schema } } } };
}

function scopeText(operation: Operation): string {
  const scopes = scopesFor(operation).map((scope) => `\`${scope}\``);
  if (scopes.length === 0) return "Every key may.";
  return `${scopes.length > 1 ? "Scopes" : "Scope"}: ${scopes.join(" and ")}.`;
}

function idempotency({ method }: Operation): Json[] {
  if (method === "GET") return [];
  return [
    {
      name: "Idempotency-Key",
      in: "header",
      required: false,
      description:
        "The call is carried out once however often it comes with the same key within 24 hours; the first answer is given again.",
      schema: { type: "string", minLength: 1, maxLength: 255 },
    },
  ];
}

function parametersOf({ params, query }: Operation, where: "path" | "query"): Json[] {
  const schema = where === "path" ? params : query;
  if (!schema) return [];
  const { properties = {}, required = [] } = jsonSchema(schema, "input");
  return Object.entries(properties as Record<string, Json>).map(([name, { description, example, ...rest }]) => ({
    name,
    in: where,
    required: where === "path" || (required as string[]).includes(name),
    ...(description !== undefined && { description }),
    ...(example !== undefined && { example }),
    schema: rest,
  }));
}

/** The schema itself, or a reference to where it stands under its name. */
function schemaOf(schema: z.ZodType, io: "input" | "output", schemas: Json): Json {
  const { $defs, ...own } = jsonSchema(schema, io);
  for (const [name, definition] of Object.entries(($defs as Json | undefined) ?? {})) schemas[name] = definition;
  return own;
}

function jsonSchema(schema: z.ZodType, io: "input" | "output"): Json {
  const made = z.toJSONSchema(schema, { target: "draft-2020-12", io, unrepresentable: "any", reused: "inline" });
  const { $schema: _draft, ...rest } = snakeSchema(made) as Json;
  return JSON.parse(JSON.stringify(rest).replaceAll('"#/$defs/', '"#/components/schemas/')) as Json;
}

const problemSchema = {
  type: "object",
  required: ["type", "title", "status", "detail", "code", "request_id"],
  properties: {
    type: { type: "string", format: "uri", description: "Where the code is explained." },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string", description: "What went wrong here, for people." },
    code: { type: "string", enum: Object.keys(problems), description: "Stable: programs may rely on it." },
    errors: {
      type: "array",
      description: "Every field that is wrong.",
      items: {
        type: "object",
        required: ["field", "code", "message"],
        properties: {
          field: { type: "string" },
          code: { type: "string", enum: ["unknown", "missing", "invalid"] },
          message: { type: "string" },
        },
      },
    },
    request_id: { type: "string" },
  },
};
