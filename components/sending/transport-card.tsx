"use client";

import { useRouter } from "next/navigation";
import { FormError } from "@/components/account/form-error";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toaster";
import { useForm } from "@/lib/client/use-form";
import type { TransportView } from "@/lib/sending/transport-view";
import { TestTransportDialog } from "./test-transport-dialog";

const kinds: Record<TransportView["kind"], string> = {
  mailbox: "Embedded",
  smtp: "SMTP",
  resend: "HTTP API",
  ses: "Amazon SES",
};

export function TransportCard({ transport, testTo }: { transport: TransportView; testTo: string }) {
  const { can } = useWorkspace();
  const manages = can("sending.write");
  return (
    <Card>
      <CardHeader className="flex flex-wrap items-center justify-between gap-3">
        <div className="grid min-w-0 gap-1">
          <div className="flex flex-wrap items-center gap-2.5">
            <h3 className="font-semibold text-base">{transport.name}</h3>
            <Badge variant="secondary">{kinds[transport.kind]}</Badge>
            {transport.isDefault ? <Badge variant="outline">Default</Badge> : null}
          </div>
          <p className="break-words text-muted-foreground text-sm">{transport.target}</p>
        </div>
        {manages && !transport.problem ? <TestTransportDialog transport={transport} testTo={testTo} /> : null}
      </CardHeader>
      <CardContent className="grid gap-4">
        {transport.problem ? <Alert variant="warning">{transport.problem}</Alert> : null}
        {transport.pausedReason ? <Alert variant="warning">{transport.pausedReason}</Alert> : null}
        {manages ? <PaceForm transport={transport} /> : <PaceWords transport={transport} />}
      </CardContent>
    </Card>
  );
}

function PaceWords({ transport }: { transport: TransportView }) {
  const pace =
    transport.maxPerSecond === null ? "As fast as it is taken" : `${transport.maxPerSecond} messages a second`;
  return (
    <p className="text-muted-foreground text-sm">
      {pace}, over {transport.connections} {transport.connections === 1 ? "connection" : "connections"}
    </p>
  );
}

function PaceForm({ transport }: { transport: TransportView }) {
  const { api } = useWorkspace();
  const router = useRouter();
  const form = useForm<{ maxPerSecond: string; connections: string }, unknown>({
    initial: { maxPerSecond: transport.maxPerSecond?.toString() ?? "", connections: transport.connections.toString() },
    send: ({ maxPerSecond, connections }) =>
      api.patch(`/transports/${transport.id}`, {
        maxPerSecond: maxPerSecond.trim() === "" ? null : Number(maxPerSecond),
        connections: Number(connections),
      }),
    onDone: () => {
      toast.success("Saved. Running campaigns keep to it from now on.");
      router.refresh();
    },
  });
  return (
    <form onSubmit={form.onSubmit} className="grid gap-4" noValidate>
      <FormError message={form.formError} />
      <div className="grid items-start gap-4 sm:grid-cols-[1fr_1fr_auto]">
        <Field label="Messages a second" error={form.errors.maxPerSecond} help="Empty: as fast as they are taken.">
          <Input
            name="maxPerSecond"
            inputMode="numeric"
            placeholder="No limit"
            value={form.values.maxPerSecond}
            onChange={(event) => form.set("maxPerSecond", event.target.value)}
          />
        </Field>
        <Field label="Connections at once" error={form.errors.connections} help="For each worker process.">
          <Input
            name="connections"
            inputMode="numeric"
            value={form.values.connections}
            onChange={(event) => form.set("connections", event.target.value)}
          />
        </Field>
        <Button type="submit" variant="outline" className="sm:mt-5.5" pending={form.pending} disabled={!form.dirty}>
          Save
        </Button>
      </div>
    </form>
  );
}
