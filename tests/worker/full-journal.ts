import { vi } from "vitest";
import type { MemoryTransport } from "@/lib/mail/transports/memory";
import { Journal } from "@/lib/sending/engine/journal";

/** From so many messages on no journal can be written, until `vi.restoreAllMocks`: the disk is full. */
export function fillJournalsAfter(messages: number, transport: MemoryTransport): void {
  const write = Journal.prototype.handOver;
  const noRoom = () => {
    throw new Error("ENOSPC: no space left on device, write");
  };
  vi.spyOn(Journal.prototype, "handOver").mockImplementation(function (this: Journal, messageId: string) {
    if (transport.messages.length < messages) return write.call(this, messageId);
    vi.spyOn(Journal.prototype, "flush").mockImplementation(noRoom);
    return noRoom();
  });
}
