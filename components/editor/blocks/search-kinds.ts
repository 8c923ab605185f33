/** What matches the words after "/", what begins with them first; everything when there are none. */
export function searchKinds<T extends { label: string; search: string }>(kinds: readonly T[], words: string): T[] {
  const sought = words.trim().toLowerCase();
  if (!sought) return [...kinds];
  const rank = ({ label, search }: T) => {
    const name = label.toLowerCase();
    if (name.startsWith(sought)) return 0;
    if (name.includes(` ${sought}`)) return 1;
    return ` ${search}`.includes(` ${sought}`) ? 2 : name.includes(sought) ? 3 : 4;
  };
  return kinds
    .map((kind) => ({ kind, rank: rank(kind) }))
    .filter((found) => found.rank < 4)
    .sort((a, b) => a.rank - b.rank)
    .map(({ kind }) => kind);
}
