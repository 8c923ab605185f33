/** Large files come in parts of this size at most: some hosts (Vercel) take no body over 4.5 MB. */
export const PART_BYTES = 4_000_000;
