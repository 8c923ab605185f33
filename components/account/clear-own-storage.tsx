"use client";

import { useEffect } from "react";
import { clearOwnStorage } from "@/lib/client/own-storage";

/** Stands where nobody is signed in: whatever ended the session, nothing of it stays in this browser. */
export function ClearOwnStorage() {
  useEffect(clearOwnStorage, []);
  return null;
}
