/** `not checked`: it could not be looked at from here, or does not apply; neither good nor bad. */
export type FindingStatus = "ok" | "warning" | "error" | "not checked";

/** One thing that the doctor looked at. */
export interface DoctorFinding {
  /** Stable name, `group.subject`, for programs. */
  check: string;
  status: FindingStatus;
  /** What was found, in words. */
  found: string;
  /** What to do; null when there is nothing. */
  advice: string | null;
}

/** What was found by all checks; the status is the worst of them. */
export interface Examination {
  findings: DoctorFinding[];
  status: "ok" | "warning" | "error";
}

const gravest = ["error", "warning"] as const;

export function examinationOf(findings: DoctorFinding[]): Examination {
  const status = gravest.find((each) => findings.some((finding) => finding.status === each)) ?? "ok";
  return { findings, status };
}

type Make = (check: string, found: string, advice?: string) => DoctorFinding;

const maker =
  (status: FindingStatus): Make =>
  (check, found, advice) => ({ check, status, found, advice: advice ?? null });

export const fine = maker("ok");
export const warning = maker("warning");
export const problem = maker("error");
export const notChecked = maker("not checked");
