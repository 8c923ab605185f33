import { useEffect, useRef, useState } from "react";
import type { CampaignProgress } from "@/lib/campaigns/progress";
import { handedOver } from "@/lib/campaigns/send-arithmetic";

interface Sample {
  at: number;
  done: number;
}

const windowMs = 15_000;

/** Messages a second over the last 15 s of polling; null until two counts are in, and while nothing is being sent. */
export function useSendRate(progress: CampaignProgress): number | null {
  const samples = useRef<Sample[]>([]);
  const [rate, setRate] = useState<number | null>(null);
  useEffect(() => {
    if (progress.status !== "sending") {
      samples.current = [];
      setRate(null);
      return;
    }
    const at = Date.parse(progress.countedAt);
    samples.current = [
      ...samples.current.filter((sample) => at - sample.at < windowMs),
      { at, done: handedOver(progress.ledger) },
    ];
    const first = samples.current[0];
    if (first && at - first.at >= 500) {
      setRate(Math.max(0, (handedOver(progress.ledger) - first.done) / ((at - first.at) / 1000)));
    }
  }, [progress]);
  return rate;
}
