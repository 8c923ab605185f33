/**
 * Milliseconds of processor that `work` takes in this thread. What has to be quick is measured so: on a loaded machine work ends
 * late, but takes no more of it.
 */
export async function cpuMs(work: () => unknown): Promise<number> {
  const before = process.threadCpuUsage();
  await work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}
