import type * as Sdk from "@opentelemetry/sdk-trace";
import { mac } from "@/lib/base/security/tokens";

const SHARE_BYTES = 4;

/**
 * Keeps a share (0 to 1) of all traces, the same ones in every process of an installation. Not OpenTelemetry's own: that goes by the id of
 * the trace alone, and whoever sends a `traceparent` chooses one that is always kept.
 */
export class KeyedRatioSampler implements Sdk.Sampler {
  readonly #sdk: typeof Sdk;
  readonly #most: number;

  constructor(sdk: typeof Sdk, ratio: number) {
    this.#sdk = sdk;
    this.#most = ratio * 2 ** (8 * SHARE_BYTES);
  }

  shouldSample(_context: unknown, traceId: string): Sdk.SamplingResult {
    const drawn = mac("trace-sampling", Buffer.from(traceId, "hex"), SHARE_BYTES).readUInt32BE();
    const { RECORD_AND_SAMPLED, NOT_RECORD } = this.#sdk.SamplingDecision;
    return { decision: drawn < this.#most ? RECORD_AND_SAMPLED : NOT_RECORD };
  }

  toString(): string {
    return "KeyedRatioSampler";
  }
}
