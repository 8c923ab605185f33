/** What changed in one release. */
export interface Release {
  /** As in "0.2.0", or "Unreleased". */
  version: string;
  /** "2026-11-29"; null before it is released. */
  date: string | null;
  groups: { title: string; items: string[] }[];
}

/**
 * Reads a text in the form of keepachangelog.com 1.1: "## [0.2.0] - 2026-11-29", "### Added", "- a line", which may go on in lines that
 * are indented. What has another form is passed over.
 */
export function parseChangelog(text: string): Release[] {
  const releases: Release[] = [];
  for (const line of text.split(/\r?\n/)) {
    const release = releases.at(-1);
    const group = release?.groups.at(-1);
    if (line.startsWith("## ")) releases.push(readHeading(line.slice(3)));
    else if (line.startsWith("### ")) release?.groups.push({ title: line.slice(4).trim(), items: [] });
    else if (line.startsWith("- ")) group?.items.push(line.slice(2).trim());
    else if (line.startsWith("  ") && group && group.items.length > 0)
      group.items.push(`${group.items.pop()} ${line.trim()}`);
  }
  return releases;
}

function readHeading(heading: string): Release {
  const [name = "", date = ""] = heading.split(" - ");
  const version = name.replace(/[[\]]/g, "").trim();
  return { version, date: /^\d{4}-\d\d-\d\d$/.test(date.trim()) ? date.trim() : null, groups: [] };
}
