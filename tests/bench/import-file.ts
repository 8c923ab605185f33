/** Domains that the people of the file are spread over. */
export const DOMAINS = 1000;

const given = ["Ada", "Grace", "Alan", "Edsger", "Barbara", "Donald", "Radia", "Niklaus", "Katherine", "Jürgen"];
const family = ["Lovelace", "Hopper", "Turing", "Dijkstra", "Liskov", "Knuth", "Perlman", "Wirth", "Johnson", "Müller"];
const cities = ["Bristol", "København", "São Paulo", "Köln", "Lyon", "Osaka", "Accra", "Toronto"];

/** A name that one person of the file has. */
export const onlyName = (no: number) => `Quillfeather${no}`;

/** An export of a shop, as people have them: address, names, city, orders, day of the first order. A quote where a cell needs one. */
export function* importFile(rows: number, name: string): Generator<string> {
  yield "Email,First name,Last name,City,Orders,Customer since\n";
  for (let from = 0; from < rows; from += 1000)
    yield Array.from({ length: Math.min(1000, rows - from) }, (_, at) => lineOf(from + at, name)).join("");
}

function lineOf(no: number, name: string): string {
  // Neither in the order of the addresses nor in that of anything else.
  const mixed = Math.imul(no + 1, 0x9e3779b1) >>> 0;
  const first = given[mixed % given.length];
  const last = no % 100_000 === 77 ? onlyName(no) : family[(mixed >>> 8) % family.length];
  const city = no % 10 === 3 ? '"Paris, Île-de-France"' : cities[(mixed >>> 16) % cities.length];
  const day = `20${10 + (mixed % 16)}-0${1 + (mixed % 9)}-1${mixed % 10}`;
  return `${mixed.toString(36)}.${name}${no}@d${no % DOMAINS}.example,${first},${last},${city},${mixed % 40},${day}\n`;
}
