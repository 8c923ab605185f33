"use client";

import { useMutation } from "@tanstack/react-query";
import { Send } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { FormError } from "@/components/ui/form-error";
import { Label } from "@/components/ui/label";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toaster";
import { errorMessage } from "@/lib/client/api";
import type { ReplyDetail } from "@/lib/inbound/replies/schema";
import { t } from "@/lib/language/t";
import { keepAnswer, keptAnswer } from "./kept-answer";

/** Writes back to a person, in the thread of their mail. */
export function AnswerForm({ reply }: { reply: ReplyDetail }) {
  return (
    <Card id="answer">
      <CardHeader>
        <CardTitle>{t("Answer", undefined, "to write back to a person")}</CardTitle>
      </CardHeader>
      <CardContent>{reply.answerProblem ? <Alert>{reply.answerProblem}</Alert> : <Form reply={reply} />}</CardContent>
    </Card>
  );
}

function Form({ reply }: { reply: ReplyDetail }) {
  const { api } = useWorkspace();
  const router = useRouter();
  const [text, setText] = useState("");
  const [handled, setHandled] = useState(true);
  useEffect(() => setText(keptAnswer(reply.id)), [reply.id]);
  const write = (value: string) => {
    setText(value);
    keepAnswer(reply.id, value);
  };
  const send = useMutation({
    mutationFn: () => api.post(`/replies/${reply.id}/answers`, { text, handled }),
    onSuccess: () => {
      write("");
      toast.success(t("Your answer is on its way."));
      router.refresh();
    },
  });
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() && !send.isPending) send.mutate();
      }}
    >
      <Field
        label={t("To {name}", { name: reply.fromName || reply.fromEmail })}
        help={t("Plain text, as one person writes to another. Their mail is quoted below it; nothing is tracked.")}
      >
        <Textarea
          rows={6}
          maxLength={50_000}
          placeholder={t("Write your answer…")}
          value={text}
          onChange={(event) => write(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) event.currentTarget.form?.requestSubmit();
          }}
        />
      </Field>
      <FormError message={send.error ? errorMessage(send.error) : null} />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
        <Button type="submit" pending={send.isPending} disabled={!text.trim()}>
          <Send aria-hidden />
          {t("Send answer")}
        </Button>
        <Label className="flex items-center gap-2 font-normal">
          <Checkbox checked={handled} onCheckedChange={(on) => setHandled(on === true)} />
          {t("and mark as done")}
        </Label>
        {reply.answerFrom ? (
          <p className="min-w-0 break-words text-muted-foreground text-xs sm:ms-auto">
            {t("From {sender}", { sender: reply.answerFrom })}
          </p>
        ) : null}
      </div>
    </form>
  );
}
