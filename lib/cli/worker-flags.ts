/**
 * How Node runs a worker. What sending leaves behind dies young and is the same amount each second: a small nursery and a
 * bounded heap keep a worker some 90 MB smaller at the same speed.
 */
export const workerFlags = ["--enable-source-maps", "--max-semi-space-size=8", "--max-old-space-size=384"];

/** Signatures are made on several threads; without this glibc keeps a heap of freed memory for each of them. */
export const workerEnv = { MALLOC_ARENA_MAX: "2" };
