import { expect, test } from "vitest";
import { classifyReply } from "@/lib/feedback/classify/classify";
import { phrasesAboutRecipient, phrasesAboutRoom, phrasesAboutUs } from "@/lib/feedback/classify/phrases/tables";
import { kindOfCategory } from "@/lib/feedback/classify/taxonomy.shared";

const final = (text: string) => classifyReply({ text, final: true });

test.each([
  "Host or domain name not found. Name service error for name=example.org type=MX: Host not found, try again",
  "550 5.4.3 Name service error for name=example.org type=MX: Malformed or unexpected name server reply",
  "554 5.4.4 DNS type 'mx' lookup of example.org responded with code SERVFAIL",
  "Deferred: Name server: mx.example.org.: host name lookup failure",
  "CNAME lookup failed temporarily. (#4.4.3) I'm not going to try again; this message has been in the queue too long.",
  "550 host lookup did not complete",
  "451 4.3.0 Temporary failure in name resolution",
  "No route to host",
  "550 host unreachable",
])("failure with names and ways says nothing of the mailbox: %s", (text) => {
  expect(final(text).kind).toBe("soft");
});

test.each([
  "550 5.1.1 Too many invalid recipients",
  "554 This IP was blocked for attempting to mail too many invalid recipients",
  "550 Directory harvest attack detected",
  "554 5.7.1 <unknown[192.0.2.1]>: Client host rejected: Access denied",
  "550 5.7.1 Client host rejected: cannot find your hostname, [192.0.2.1]",
  "554 error: no valid recipients from 192.0.2.1",
  "554 5.5.1 Error: no valid recipients",
  "504 5.5.2 <localhost>: Helo command rejected: need fully-qualified hostname",
  "501 5.5.4 HELO/EHLO argument is invalid",
  "553 5.1.8 Domain of sender address news@example.com does not resolve",
  "550 5.1.0 <news@example.com>: Sender address rejected: User unknown in virtual mailbox table",
  "550-Verification failed for <news@example.com> 550-Response: 550 No such user 550 Sender verify failed",
  "451 TLS/SSLv3 Connection required. (#4.7.1)",
  "553 this route requires encryption (TLS)",
  "554 5.7.1 <ada@example.org>: Relay access denied",
  "550 relaying mail to example.org is not allowed",
  "451 4.7.1 Greylisted, please come back later",
  "450 4.7.1 <ada@example.org>: Recipient address rejected: Greylisted",
  "421 4.7.0 Messages deferred due to excessive volume",
  "452 4.5.3 Too many recipients",
  "550 5.7.25 The IP address sending this message does not have a PTR record setup",
  "550 sorry, your envelope sender is in my badmailfrom list (#5.7.1)",
  "550 Absenderadresse wurde abgelehnt: Benutzer unbekannt",
])("what is about us is never held against the mailbox: %s", (text) => {
  expect(final(text).kind).not.toBe("hard");
});

test.each([
  "550 5.1.1 unknown user (in reply to MAIL FROM command)",
  "host mx.example.org[192.0.2.1] refused to talk to me: 554 no such user",
  "Connected to 192.0.2.1 but sender was rejected. Remote host said: 550 mailbox unavailable",
  "Connected to 192.0.2.1 but my name was rejected. Remote host said: 550 unknown user",
  "SMTP error from remote mail server after pipelined MAIL FROM:<news@example.com> SIZE=2048: 550 no such user here",
  "SMTP error from remote mail server after initial connection: 554 account does not exist",
  ">>> MAIL From:<news@example.com> SIZE=2048 <<< 550 5.1.1 user unknown",
])("a server that had not heard of the recipient yet cannot mean them: %s", (text) => {
  expect(final(text).kind).toBe("block");
});

test.each([
  "550 5.1.1 unknown user (in reply to RCPT TO command)",
  "SMTP error from remote mail server after RCPT TO:<ada@example.org>: 550 no such user here",
  ">>> RCPT To:<ada@example.org> <<< 550 5.1.1 user unknown",
  "550 mailbox ada@example.org does not exist",
  "550 <ada@example.org> not found",
  "550 recipient address rejected: userunknown",
  "550 recipient ada was not found in LDAP",
  "550 user (ada) unknown",
  "550 Empfänger unbekannt",
  "550 Adresse existiert nicht",
  "550 utilisateur inconnu",
  "550 destinataire inconnu",
  "550 usuario desconocido",
  "550 la cuenta no existe",
  "550 utente sconosciuto",
  "550 nessun utente simile in questo indirizzo",
  "550 usuário não encontrado",
  "550 нет такого пользователя",
  "550 пользователь не найден",
  "550 nie ma takiego użytkownika",
  "550 ユーザーが存在しません",
  "550 用户不存在",
  "550 Host nicht gefunden",
])("a mailbox or a domain that is gone is hard in any language: %s", (text) => {
  expect(final(text).kind).toBe("hard");
});

test.each([
  ["552 Postfach ist voll", "mailbox_full"],
  ["552 boîte du destinataire pleine", "mailbox_full"],
  ["552 buzón lleno", "mailbox_full"],
  ["552 casella piena", "mailbox_full"],
  ["552 caixa postal cheia", "mailbox_full"],
  ["552 ящик переполнен", "mailbox_full"],
  ["552 skrzynka odbiorcy jest pełna", "mailbox_full"],
  ["552 邮箱空间不足", "mailbox_full"],
  ["550 5.2.1 account temporarily disabled", "transient"],
  ["550 the mailbox is temporarily locked", "transient"],
  ["554 Nachricht als Spam eingestuft", "content_rejected"],
  ["550 письмо отклонено за спам", "content_rejected"],
])("%s is %s, not a dead mailbox", (text, category) => {
  expect(final(text).category).toBe(category);
});

test.each([
  [
    "552-5.2.1 550 5.1.1 <ada@example.org>: Recipient address rejected: unverified address: Address verification in progress",
    "transient",
  ],
  ["424 4.2.4 Mailing list expansion problem", "system"],
  ["451 Account inbounds disabled", "inactive_mailbox"],
  ["550 5.5.0 Authentification requise. Authentication Required. LPN105_402", "config"],
  ["501 5.1.0 Emetteur invalide. Invalid Sender. OFR004_405 [405]", "config"],
])("%s is %s and holds nothing against the mailbox", (text, category) => {
  expect(final(text)).toMatchObject({ category, kind: expect.not.stringMatching("hard") });
});

test.each([
  ["553 Mailbox name not allowed", "invalid_recipient"],
  ["501 Malformed address", "invalid_recipient"],
  ["450 busy 551 not our user", "invalid_recipient"],
  ["550 5.1.1 User unknown, see our blocklist policy", "invalid_recipient"],
  ["550 5.1.1 <ada@example.org>... User unknown (this mail was scanned for all viruses)", "invalid_recipient"],
  [
    "550 5.4.1 Recipient address rejected: Access denied. For more information see https://aka.ms/EXOSmtpErrors",
    "invalid_recipient",
  ],
])("%s is %s for good", (text, category) => {
  expect(final(text)).toMatchObject({ kind: "hard", category });
});

test.each([
  "554 5.7.1 virus found in the attachment",
  "550 5.7.0 Message infected: EICAR virus",
  "554 the message contains a virus and was not scanned further",
])("a virus that was found is one: %s", (text) => {
  expect(final(text).category).toBe("virus");
});

test("a name in an address is no word about it", () => {
  for (const name of ["spam.filter", "quota", "user.unknown", "does-not-exist", "greylist"]) {
    expect(final(`550 5.0.0 <${name}@example.org> cannot be taken`).category).toBe("undetermined");
  }
});

test("the phrases are written as they are looked for, once in each table, and only those of the last can be hard", () => {
  for (const table of [phrasesAboutUs, phrasesAboutRoom, phrasesAboutRecipient]) {
    const all = table.flatMap(([, phrases]) => phrases);
    expect(all).toEqual(all.map((phrase) => phrase.toLowerCase().replace(/\s+/g, " ").trim()));
    expect(all.filter((phrase, index) => all.indexOf(phrase) !== index)).toEqual([]);
  }
  expect(phrasesAboutUs.filter(([category]) => kindOfCategory[category] === "hard")).toEqual([]);
  expect(phrasesAboutRecipient.filter(([category]) => kindOfCategory[category] !== "hard")).toEqual([]);
});

test.each([
  "550 <ada@example.org> recipient rejected",
  "550 User not a member of domain: <ada@example.org>",
  "550 <ada@example.org>... User account not activated",
  "551 5.1.1 <ada@example.org>: Recipient address rejected: Failed recipient validation check.: host 127.0.0.1[127.0.0.1] said: 554 5.7.1 recipient verify from ldap failed",
  "550 5.1.1 <ada@example.org> is now disabled",
])("a server that has looked the recipient up has the last word: %s", (text) => {
  expect(final(text).kind).toBe("hard");
});

test.each([
  "550 The user does not accept email in non-Western (non-Latin) character sets.",
  "421 4.7.1 <ada@example.org>: Recipient account is unavailable",
  "450 Requested mail action not taken: mailbox unavailable",
])("what may pass or is the recipient's wish is no dead mailbox: %s", (text) => {
  expect(final(text).kind).not.toBe("hard");
});
