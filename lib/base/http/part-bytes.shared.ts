/** Large files come in parts of this size at most: some hosts (Vercel) take no body over 4.5 MB. */
export const PART_BYTES = 4_000_000;
/** Of a file to import, all its parts together: about two million contacts. */
export const MAX_IMPORT_BYTES = 200_000_000;
