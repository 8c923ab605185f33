/** Something about the installation that needs a person. */
export interface Problem {
  /** Tells one kind of problem from another, as in "disk" or "versions". */
  key: string;
  title: string;
  /** What is wrong and what to do, in words. */
  text: string;
  /** danger: mail does not leave as it should, or will not soon. */
  severity: "danger" | "warning";
}
