"use client";

import { Send } from "lucide-react";
import { useState } from "react";
import { useWorkspaceApi } from "@/components/shell/workspace-provider";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { DialogForm } from "@/components/ui/dialog-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useForm } from "@/lib/client/use-form";
import { t } from "@/lib/language/t";
import type { TransportView } from "@/lib/sending/transports/transport-view";
import { useTransportsChanged } from "./use-transports";

interface TestResult {
  accepted: boolean;
  reply: string;
  tookMs: number;
}

/** Sends one mail through a transport and shows what the other side answered. */
export function TestTransportDialog({ transport, testTo }: { transport: TransportView; testTo: string }) {
  return (
    <Dialog>
      <DialogTrigger asChild>
        <Button variant="outline" size="sm">
          <Send aria-hidden />
          {t("Send a test")}
        </Button>
      </DialogTrigger>
      <DialogContent>
        <TestForm transport={transport} testTo={testTo} />
      </DialogContent>
    </Dialog>
  );
}

function TestForm({ transport, testTo }: { transport: TransportView; testTo: string }) {
  const api = useWorkspaceApi();
  const changed = useTransportsChanged();
  const [result, setResult] = useState<TestResult | null>(null);
  const form = useForm<{ to: string }, TestResult>({
    initial: { to: testTo },
    send: (values) => {
      setResult(null);
      return api.post<TestResult>(`/transports/${transport.id}/test-sends`, values);
    },
    onDone: (answer) => {
      setResult(answer);
      changed();
    },
  });
  return (
    <DialogForm
      form={form}
      title={t("Send a test through {name}", { name: transport.name })}
      description={t("A short plain mail from your default sender.")}
      submit={result ? t("Send again") : t("Send test")}
      dismiss={t("Close")}
    >
      <Field label={t("To")} error={form.errors.to} required>
        <Input
          name="to"
          type="email"
          dir="ltr"
          value={form.values.to}
          onChange={(event) => form.set("to", event.target.value)}
        />
      </Field>
      {result ? (
        <Alert
          variant={result.accepted ? "success" : "destructive"}
          title={
            result.accepted ? t("Accepted after {count} ms", { count: Math.max(1, result.tookMs) }) : t("Not accepted")
          }
        >
          <span className="wrap-anywhere font-mono text-xs" dir="auto">
            {result.reply}
          </span>
        </Alert>
      ) : null}
    </DialogForm>
  );
}
