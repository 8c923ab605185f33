import { z } from "zod";

const url = z
  .url({ protocol: /^https?$/, error: "expected an absolute http(s) URL" })
  .transform((text) => text.replace(/\/+$/, ""));

/** Names of the OpenTelemetry specification, as far as the product reads them itself. The exporter's package reads the rest. */
export const tracingShape = {
  OTEL_EXPORTER_OTLP_ENDPOINT: url.optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: url.optional(),
  OTEL_EXPORTER_OTLP_HEADERS: z
    .string()
    .regex(/^[\w.!#$%&'*+^`|~-]+=[^,\0]*(,[\w.!#$%&'*+^`|~-]+=[^,\0]*)*$/, "expected name=value, by comma")
    .optional(),
  OTEL_EXPORTER_OTLP_PROTOCOL: z.literal("http/protobuf", "expected http/protobuf, the one that is spoken").optional(),
  OTEL_SERVICE_NAME: z
    .string()
    .regex(/^[^\0]{1,200}$/, "expected a name of at most 200 characters")
    .optional(),
  OTEL_TRACES_SAMPLER: z
    .enum([
      "always_on",
      "always_off",
      "traceidratio",
      "parentbased_always_on",
      "parentbased_always_off",
      "parentbased_traceidratio",
    ])
    .default("parentbased_always_on"),
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(1),
  OTEL_SDK_DISABLED: z.enum(["true", "false"]).default("false"),
};
