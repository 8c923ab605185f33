/** Several names in one cell, apart by semicolons; a name with a separator or a quote in it stands in quotes. */
export function joinNames(names: readonly string[]): string {
  return names.map((name) => (/[,;|"]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name)).join("; ");
}

/** The names in a cell, apart by comma, semicolon or bar; inside quotes these are letters like others. */
export function splitNames(cell: string): string[] {
  const names: string[] = [];
  let at = 0;
  while (at < cell.length) {
    while (/[\s,;|]/.test(cell[at] ?? "")) at++;
    const { name, end } = cell[at] === '"' ? quotedName(cell, at) : bareName(cell, at);
    if (name !== "") names.push(name);
    at = end;
  }
  return names;
}

function quotedName(cell: string, start: number): { name: string; end: number } {
  let name = "";
  for (let at = start + 1; at < cell.length; at++) {
    if (cell[at] !== '"') name += cell[at];
    else if (cell[at + 1] === '"') {
      name += '"';
      at++;
    } else return { name: name.trim(), end: at + 1 };
  }
  // Never closed: the quote is a letter of the name.
  return bareName(cell, start);
}

function bareName(cell: string, start: number): { name: string; end: number } {
  let end = start;
  while (end < cell.length && !/[,;|]/.test(cell[end] ?? "")) end++;
  return { name: cell.slice(start, end).trim(), end: end + 1 };
}
