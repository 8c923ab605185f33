"use client";

import dynamic from "next/dynamic";

const Parts = dynamic(() => import("./content-parts").then((module) => module.ContentParts));

/**
 * Shows nothing. Where the server renders it, the page names the editor's scripts from its first bytes on, and the browser fetches them
 * beside everything else: what fetches them by itself, the wizard, is not awake by then.
 */
export function ContentAhead() {
  return <Parts />;
}
