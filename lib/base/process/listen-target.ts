/** Where the supervisor puts a socket that it has bound for a process (see children.ts); its number is in the environment. */
export const listenFdSetting = "HOMING_LISTEN_FD";

export type ListenTarget = { fd: number } | { host: string; port: number };

/** What this process listens on: the socket that its supervisor bound when it chose the port, else host and port. */
export function listenTarget(host: string, port: number): ListenTarget {
  const fd = Number(process.env[listenFdSetting] || 0);
  delete process.env[listenFdSetting];
  return fd > 0 ? { fd } : { host, port };
}
