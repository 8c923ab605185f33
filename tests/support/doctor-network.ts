import type { DoctorNetwork } from "@/lib/run/doctor/network";

const missing = () => Promise.reject(Object.assign(new Error("no such name"), { code: "ENOTFOUND" }));

/** A network without anything in it, but for what a test puts there. */
export function testNetwork(
  own: Partial<Omit<DoctorNetwork, "resolver">> & { resolver?: Partial<DoctorNetwork["resolver"]> } = {},
): DoctorNetwork {
  return {
    dial: async () => "silent",
    greeting: async () => "",
    certificate: () => Promise.reject(new Error("nobody answered in time")),
    ...own,
    resolver: {
      resolveTxt: missing,
      resolveCname: missing,
      resolveMx: missing,
      resolve4: missing,
      resolve6: missing,
      ...own.resolver,
    },
  };
}
