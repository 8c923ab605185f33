"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Pause, Users } from "lucide-react";
import { Button } from "@/components/ui/button";
import { FormError } from "@/components/ui/form-error";
import { Label } from "@/components/ui/label";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { RadioGroup, RadioGroupItem } from "@/components/ui/radio-group";
import { errorMessage } from "@/lib/client/api";
import { type Msg, msg, t } from "@/lib/language/t";
import type { SimulatorState, Speed } from "@/lib/run/mailbox/schema";
import { mailboxKeys, putSpeed, simulatorQuery } from "./queries";
import { SimulatorCounts } from "./simulator-counts";

const choices: ReadonlyArray<{ speed: Speed; label: Msg; help: Msg }> = [
  { speed: "paused", label: msg("Paused"), help: msg("Nobody does anything until you choose a speed") },
  { speed: "realistic", label: msg("Realistic"), help: msg("Minutes to hours, as real readers do") },
  { speed: "fast", label: msg("Fast"), help: msg("Everything within a minute") },
  { speed: "instant", label: msg("Instant"), help: msg("A few seconds after delivery") },
];

/** Speed and counts of the simulated recipients. */
export function SimulatorControls({ mayChangeSpeed }: { mayChangeSpeed: boolean }) {
  const client = useQueryClient();
  const simulator = useQuery(simulatorQuery);
  const change = useMutation({
    mutationFn: putSpeed,
    onSuccess: (state) => client.setQueryData<SimulatorState>(mailboxKeys.simulator, state),
  });
  const state = simulator.data;
  const speed = change.isPending ? change.variables : state?.speed;
  const chosen = choices.find((choice) => choice.speed === speed);
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button
          variant="outline"
          aria-label={t(
            "Simulated recipients: {speed, select, paused {paused} realistic {realistic} fast {fast} instant {instant} other {loading}}",
            { speed: speed ?? "" },
          )}
          className="px-3"
        >
          {speed === "paused" ? <Pause aria-hidden className="text-warning" /> : <Users aria-hidden />}
          <span>{chosen ? t(chosen.label) : "…"}</span>
        </Button>
      </PopoverTrigger>
      <PopoverContent
        align="end"
        className="grid max-h-[80dvh] w-80 gap-4 overflow-y-auto"
        aria-label={t("Simulated recipients")}
      >
        <div className="grid gap-1">
          <h2 className="font-semibold">{t("Simulated recipients")}</h2>
          <p className="text-muted-foreground text-sm">
            {t(
              "They open, click, bounce, complain and unsubscribe over real SMTP and HTTP when a campaign arrives here.",
            )}
          </p>
        </div>
        <RadioGroup
          aria-label={t("Speed")}
          disabled={!mayChangeSpeed}
          value={speed ?? ""}
          onValueChange={(value) => change.mutate(value as Speed)}
          className="grid gap-2.5"
        >
          {choices.map((choice) => (
            <div key={choice.speed} className="flex items-start gap-2.5">
              <RadioGroupItem
                id={`speed-${choice.speed}`}
                value={choice.speed}
                aria-describedby={`speed-${choice.speed}-help`}
                className="mt-0.5"
              />
              <div className="grid gap-0.5">
                <Label htmlFor={`speed-${choice.speed}`}>{t(choice.label)}</Label>
                <span id={`speed-${choice.speed}-help`} className="text-muted-foreground text-xs">
                  {t(choice.help)}
                </span>
              </div>
            </div>
          ))}
        </RadioGroup>
        <FormError message={change.error ? errorMessage(change.error) : null} />
        {state ? <SimulatorCounts state={state} /> : null}
      </PopoverContent>
    </Popover>
  );
}
