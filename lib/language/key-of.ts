/** The short name of a text in a compiled catalog: FNV-1a of its UTF-16 units, 32 bits. That no two texts share one is held when catalogs are made. */
export function keyOf(source: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < source.length; at += 1) hash = Math.imul(hash ^ source.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(36);
}
