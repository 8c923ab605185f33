import { Histogram, type MetricObjectWithValues, type MetricType, type MetricValueWithName } from "prom-client";
import { registry } from "./registry";

/** A distribution that is counted with a few additions: `observe` of prom-client makes objects and texts at each value. */
export class Buckets {
  readonly bounds: readonly number[];
  readonly counts: Float64Array;
  sum = 0;

  /** `bounds`: upper ends, rising; what is above the last has a bucket of its own. */
  constructor(bounds: readonly number[]) {
    this.bounds = bounds;
    this.counts = new Float64Array(bounds.length + 1);
  }

  add(value: number): void {
    let index = 0;
    while (index < this.bounds.length && value > this.bounds[index]!) index += 1;
    this.counts[index]! += 1;
    this.sum += value;
  }
}

interface BucketHistogramOptions {
  name: string;
  help: string;
  label: string;
  bounds: readonly number[];
  /** Values of the label. */
  kinds: readonly string[];
}

/** A histogram with one label of a closed list, kept in `Buckets` and written as Prometheus wants it when somebody asks. */
export class BucketHistogram extends Histogram<string> {
  readonly #series: ReadonlyMap<string, Buckets>;
  readonly #options: BucketHistogramOptions;

  constructor(options: BucketHistogramOptions) {
    const { name, help, label, bounds, kinds } = options;
    super({ name, help, labelNames: [label], buckets: [...bounds], registers: [registry] });
    this.#options = options;
    this.#series = new Map(kinds.map((kind) => [kind, new Buckets(bounds)]));
  }

  /** Counts one value; of a kind that is not in the list, nothing. */
  add(kind: string, value: number): void {
    this.#series.get(kind)?.add(value);
  }

  override async get(): Promise<MetricObjectWithValues<MetricValueWithName<string>>> {
    const { name, help } = this.#options;
    const values = [...this.#series].flatMap(([kind, buckets]) => this.#lines(kind, buckets));
    // The enumeration stands in the types of prom-client only.
    const type = "histogram" as unknown as MetricType;
    return { name, help, type, aggregator: "sum", values, collect: () => {} };
  }

  /** The name under which the registry asks. */
  getForPromString(): Promise<MetricObjectWithValues<MetricValueWithName<string>>> {
    return this.get();
  }

  #lines(kind: string, { bounds, counts, sum }: Buckets): MetricValueWithName<string>[] {
    const { name, label } = this.#options;
    let below = 0;
    const lines = [...counts].map((count, index) => {
      below += count;
      return { metricName: `${name}_bucket`, labels: { [label]: kind, le: bounds[index] ?? "+Inf" }, value: below };
    });
    if (below === 0) return [];
    const labels = { [label]: kind };
    return [
      ...lines,
      { metricName: `${name}_sum`, labels, value: sum },
      { metricName: `${name}_count`, labels, value: below },
    ];
  }
}
