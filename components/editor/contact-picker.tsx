"use client";

import { useQuery } from "@tanstack/react-query";
import { UserRound } from "lucide-react";
import { useEffect, useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { Command, CommandGroup, CommandInput, CommandItem, CommandList } from "@/components/ui/command";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { useSettled } from "@/lib/client/use-settled";
import { t } from "@/lib/language/t";

export interface PickedContact {
  id: string;
  email: string;
}

interface FoundContact {
  id: string;
  email: string;
  firstName?: string | null;
  lastName?: string | null;
}

const nameOf = (contact: FoundContact) => [contact.firstName, contact.lastName].filter(Boolean).join(" ");

/** Chooses the contact through whose eyes a mail is shown; none means somebody we know nothing of. */
export function ContactPicker({
  contact,
  onPick,
}: {
  contact: PickedContact | null;
  onPick(contact: PickedContact | null): void;
}) {
  const [open, setOpen] = useState(false);
  const who = contact ? contact.email : t("As anybody");
  const choose = (picked: PickedContact | null) => {
    setOpen(false);
    onPick(picked);
  };
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button
          variant="outline"
          size="sm"
          className="max-w-56"
          aria-label={t("{who}, change whose eyes the preview is seen with", { who })}
        >
          <UserRound aria-hidden />
          <span className="truncate">{who}</span>
        </Button>
      </PopoverTrigger>
      <PopoverContent className="w-80 p-0" align="end" aria-label={t("Show as contact")}>
        <ContactSearch onChoose={choose} />
      </PopoverContent>
    </Popover>
  );
}

function ContactSearch({ onChoose }: { onChoose(contact: PickedContact | null): void }) {
  const { slug, api } = useWorkspace();
  const [search, setWords] = useState("");
  const query = useSettled(search, 250);
  const { data, isPending, isError } = useQuery({
    queryKey: ["contact-search", slug, query],
    queryFn: ({ signal }) => api.get<{ items: FoundContact[] }>("/contacts", { query: { query }, signal }),
  });
  // Of what was found for something else nothing is offered: Enter means what stands there now.
  const settled = search === query && !isPending;
  const contacts = settled ? bestFirst(data?.items ?? [], search).slice(0, 20) : [];
  const onEnter = useEnterWhenFound(settled, contacts[0], onChoose);
  return (
    <Command shouldFilter={false}>
      <CommandInput
        value={search}
        onValueChange={setWords}
        onKeyDown={(event) => event.key === "Enter" && !settled && onEnter(event)}
        placeholder={t("Search contacts…")}
        aria-label={t("Search contacts")}
      />
      <CommandList>
        <CommandGroup>
          {search === "" ? (
            <CommandItem value="anybody" onSelect={() => onChoose(null)}>
              {t("As anybody (fallbacks)")}
            </CommandItem>
          ) : null}
          {contacts.map((contact) => (
            <CommandItem
              key={contact.id}
              value={contact.id}
              onSelect={() => onChoose({ id: contact.id, email: contact.email })}
            >
              <span className="min-w-0 flex-1 truncate">{contact.email}</span>
              <span className="truncate text-muted-foreground text-xs">{nameOf(contact)}</span>
            </CommandItem>
          ))}
        </CommandGroup>
      </CommandList>
      {contacts.length === 0 ? (
        <p role="status" className="px-4 pb-4 text-muted-foreground text-sm">
          {isError ? t("Contacts could not be loaded.") : settled ? t("Nobody found.") : t("Searching…")}
        </p>
      ) : null}
    </Command>
  );
}

/** Whose address was typed whole stands before all others. */
function bestFirst(found: readonly FoundContact[], typed: string): FoundContact[] {
  const isTyped = ({ email }: FoundContact) => email === typed.trim().toLowerCase();
  return [...found.filter(isTyped), ...found.filter((contact) => !isTyped(contact))];
}

/** Enter that comes before the answer takes the first of it, unless something else is typed meanwhile. */
function useEnterWhenFound(
  settled: boolean,
  first: FoundContact | undefined,
  onChoose: (contact: PickedContact) => void,
): (event: React.KeyboardEvent) => void {
  const [waits, setWaits] = useState(false);
  useEffect(() => {
    if (!waits || !settled) return;
    setWaits(false);
    if (first) onChoose({ id: first.id, email: first.email });
  }, [waits, settled, first, onChoose]);
  return (event) => {
    event.preventDefault();
    setWaits(true);
  };
}
