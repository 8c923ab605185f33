"use client";

import dynamic from "next/dynamic";

const Parts = dynamic(() => import("./content-parts").then((module) => module.ContentParts));
// This file itself is read before the page is awake, and only where the server rendered it.
if (typeof window !== "undefined") void import("./content-parts");

/**
 * Shows nothing. Where the server renders it, the page names the editor's scripts from its first bytes on, and the browser fetches them
 * beside everything else: what fetches them by itself, the wizard, is not awake by then.
 */
export function ContentAhead() {
  return <Parts />;
}
