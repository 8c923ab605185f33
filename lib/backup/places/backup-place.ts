/** A backup as it lies in its place. */
export interface KeptBackup {
  name: string;
  /** The moment that its name says. */
  at: Date;
  bytes: number;
}

/** Where backups are kept: a folder, or a bucket of a storage that speaks S3. */
export interface BackupPlace {
  /** For people: a path, or an s3:// address. */
  label: string;
  /** Writes a new file. It has its name when it is whole, and not before; what was written until something failed is taken away. */
  write(name: string, source: AsyncIterable<Buffer>): Promise<{ bytes: number }>;
  /** Throws `not_found` in words. */
  read(name: string): AsyncIterable<Buffer>;
  /** The newest first; other files in the place are not among them. */
  list(): Promise<KeptBackup[]>;
  remove(name: string): Promise<void>;
  /** Takes away what runs that were killed have left. Called while no other backup of the installation is made. */
  sweep(): Promise<void>;
}

const pattern = /^homing-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\.backup$/;

/** The name of a backup of this moment: names sort as their times do. */
export const backupName = (at: Date): string =>
  `homing-${at.toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z.backup`;

/** The moment in such a name; null for any other. */
export function timeInName(name: string): Date | null {
  const parts = pattern.exec(name);
  if (!parts) return null;
  const [, year, month, day, hour, minute, second] = parts;
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(at.getTime()) ? null : at;
}

/** The backups among these files, the newest first. */
export function backupsAmong(files: readonly { name: string; bytes: number }[]): KeptBackup[] {
  return files
    .flatMap(({ name, bytes }) => {
      const at = timeInName(name);
      return at ? [{ name, at, bytes }] : [];
    })
    .sort((a, b) => b.at.getTime() - a.at.getTime());
}
