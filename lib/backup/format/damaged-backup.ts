/** A file that is no whole backup, or does not open. */
export class DamagedBackup extends Error {
  override name = "DamagedBackup";

  constructor(why: string) {
    super(`This backup cannot be used: ${why}.`);
  }
}
