"use client";

import { useMemo, useRef } from "react";
import type { EmailDocument } from "@/lib/content/templates/document.shared";
import { gathered } from "./gathered";

/** `gathered`, for whatever `onChange` is at the time. */
export function useGathered(onChange: (document: EmailDocument) => void) {
  const latest = useRef(onChange);
  latest.current = onChange;
  return useMemo(() => gathered<EmailDocument>((document) => latest.current(document)), []);
}
