import { expect, test } from "vitest";
import { parseInbound } from "@/lib/feedback/parse/parse-inbound";

/** Formats as the servers' sources and manuals print them, with made-up addresses. */
const texts: ReadonlyArray<readonly [server: string, headers: string, body: string, expected: string]> = [
  [
    "Apache James",
    "From: postmaster@james.test\nSubject: Re: Hello",
    `Hi. This is the James mail server at james.test.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.  Below
I include the list of recipients and the reason why I was unable to deliver
your message.

Failed recipient(s):
ada@example.org

Error message:
550 - Requested action not taken: no such user here

Message details:
  Subject: Hello
  MAIL FROM: news@sender.test
  RCPT TO: ada@example.org
  From: News <news@sender.test>
  To: ada@example.org
`,
    "ada@example.org hard invalid_recipient",
  ],
  [
    "Exchange 5.5",
    "From: System Administrator <postmaster@exchange.test>\nSubject: Undeliverable: Hello",
    `Your message

  To:      'ada@example.org'
  Subject: Hello
  Sent:    Thu, 29 Apr 2004 16:51:51 -0500

did not reach the following recipient(s):

'ada@example.org' on Thu, 29 Apr 2004 16:51:53 -0500
    The recipient name is not recognized
	The MTS-ID of the original message is: c=us;a= ;p=example;l=SERVER0204291651
    MSEXCH:IMS:EXAMPLE:SITE:SERVER 0 (000C05A6) Unknown Recipient
`,
    "ada@example.org hard invalid_recipient",
  ],
  [
    "Outlook client, Exchange 2000",
    "From: System Administrator <postmaster@exchange.test>\nSubject: Undeliverable: Hello",
    `Your message did not reach some or all of the intended recipients.

      Subject:	Hello
      Sent:	4/29/2010 11:34 PM

The following recipient(s) could not be reached:

      ada@example.org on 4/29/2010 11:34 PM
            The e-mail account does not exist at the organization this message was sent to.  Check the e-mail address, or contact the recipient directly to find out the correct address.
            <mail.exchange.test #5.1.1>
`,
    "ada@example.org hard invalid_recipient",
  ],
  [
    "Exim, delayed",
    "From: Mail Delivery System <Mailer-Daemon@exim.test>\nSubject: Warning: message 1abcde-000000-00 delayed 24 hours",
    `This message was created automatically by mail delivery software.
A message that you sent has not yet been delivered to one or more of its
recipients after more than 24 hours on the queue on exim.test.

The message identifier is:     1abcde-000000-00
The subject of the message is: Hello
The date of the message is:    Thu, 29 Apr 2010 23:34:45 +0900

The address to which the message has not yet been delivered is:

  ada@example.org
    Delay reason: SMTP error from remote mail server after RCPT TO:<ada@example.org>:
    host mx.example.org [192.0.2.7]: 450 4.2.2 mailbox full

No action is required on your part. Delivery attempts will continue for
some time, and this warning may be repeated at intervals if the message
remains undelivered.
`,
    "ada@example.org soft mailbox_full",
  ],
  [
    "Exim, pipe without an address of its own",
    "From: Mail Delivery System <Mailer-Daemon@exim.test>\nSubject: Mail delivery failed: returning message to sender",
    `This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  |/home/ada/bin/filter
    (generated from ada@example.org)
    local delivery failed

------ This is a copy of the message, including all the headers. ------

Return-path: <news@sender.test>
Received: from sender.test by exim.test with local (Exim 4.90)
Message-ID: <1@sender.test>
To: ada@example.org
`,
    "ada@example.org soft undetermined",
  ],
  [
    "IMail",
    "From: Postmaster <postmaster@imail.test>\nSubject: Undeliverable Mail",
    `User mailbox exceeds allowed size: ada@example.org


Original message follows.

Received: from sender.test [192.0.2.9] by imail.test
Message-ID: <1@sender.test>
From: news@sender.test
To: ada@example.org
`,
    "ada@example.org soft mailbox_full",
  ],
  [
    "IMail, unknown host",
    "From: Postmaster <postmaster@imail.test>\nSubject: Undeliverable Mail",
    `Unknown host: ada@nowhere.example.org


Original message follows.

From: news@sender.test
Message-ID: <1@sender.test>
MIME-Version: 1.0
`,
    "ada@nowhere.example.org hard invalid_domain",
  ],
  [
    "McAfee WebShield",
    "From: postmaster@mcafee.test\nSubject: Mail delivery failed",
    `The user(s) below could not be reached.

--- The following addresses had delivery problems ---

<ada@example.org>   (User unknown ada@example.org)
`,
    "ada@example.org hard invalid_recipient",
  ],
  [
    "SurfControl",
    "From: postmaster@surf.test\nSubject: Undeliverable message",
    `Your message could not be sent.
A transcript of the attempts to send the message follows.
The number of attempts made: 1
Addressed To: ada@example.org

Thu 29 Apr 2010 23:34:45 +0900
Failed to send to identified host,
ada@example.org: [192.0.2.5], 550 ada@example.org... No such user

--- Message non-deliverable.
`,
    "ada@example.org hard invalid_recipient",
  ],
  [
    "Zoho, host not reachable",
    "From: mailer-daemon@mail.zoho.com\nSubject: Undelivered Mail Returned to Sender",
    `This message was created automatically by mail delivery software.
A message that you sent could not be delivered to one or more of its recipients. This is a permanent error.

[Status: Error, Address: <ada@example.org>, ResponseCode 421, , Host not reachable.]
`,
    "ada@example.org soft network",
  ],
  [
    "Verizon text gateway",
    "From: post_master@vtext.com\nSubject: Undeliverable Message",
    `Error:     No valid recipients for this MM
Message:
 Subject: Hello
 MAIL FROM: news@sender.test
 RCPT TO: 5555550100@vtext.com
`,
    "5555550100@vtext.com hard invalid_recipient",
  ],
  [
    "MailMarshal with two recipients and one reason before them",
    "From: postmaster@marshal.test\nSubject: Undeliverable Mail: Hello",
    `Your message:
   From:    news@sender.test
   Subject: Hello

Could not be delivered because of

550 5.1.1 User unknown

The following recipients were affected:
    ada@example.org
    bea@example.org


Additional Information
======================
Original Sender:    <news@sender.test>
Sender-MTA:         <192.0.2.1>
`,
    "ada@example.org hard invalid_recipient, bea@example.org hard invalid_recipient",
  ],
  [
    "Microsoft SMTPSVC",
    "From: postmaster@smtpsvc.test\nSubject: Undeliverable mail",
    `The email below could not be delivered to the following user:

<ada@example.org>

Old message:
From: news@sender.test
`,
    "ada@example.org soft undetermined",
  ],
  [
    "CommuniGate Pro",
    "From: MAILER-DAEMON@cgate.test\nSubject: Undeliverable mail: Hello",
    `Failed to deliver to '<ada@example.org>'
SMTP module(domain example.org) reports:
 host mx.example.org says:
 550 5.1.1 <ada@example.org>... User unknown
`,
    "ada@example.org hard invalid_recipient",
  ],
  [
    "Novell GroupWise",
    "From: Mailer-Daemon@gw.test\nSubject: Message status - undeliverable",
    `The message that you sent was undeliverable to the following:
	ada@example.org (mailbox is full)
`,
    "ada@example.org soft mailbox_full",
  ],
  [
    "Lotus Domino",
    "From: Postmaster@domino.test\nSubject: DELIVERY FAILURE: User ada (ada@example.org) not listed in Domino Directory",
    `Your message

  Subject: Hello

was not delivered to:

  ada@example.org

because:

  User ada (ada@example.org) not listed in Domino Directory
`,
    "ada@example.org hard invalid_recipient",
  ],
  [
    "Smail",
    "From: <MAILER-DAEMON@smail.test>\nSubject: mail failed, returning to sender",
    `|------------------------- Message log follows: -------------------------|
 no valid recipients were found for this message
|------------------------- Failed addresses follow: ---------------------|
 <ada@example.org> ... unknown host
|------------------------- Message text follows: ------------------------|
Received: by smail.test (Smail3.1.28.1 #1)
Message-Id: <m0abcde-000000C@sender.test>
From: news@sender.test
`,
    "ada@example.org hard invalid_domain",
  ],
  [
    "Sendmail 8 without MIME",
    "From: MAILER-DAEMON@sendmail.test (Mail Delivery Subsystem)\nSubject: Returned mail: Host unknown (Name server: nowhere.example.org: host not found)",
    `The original message was received at Thu, 29 Apr 1999 23:34:45 +0900
from sender.test [192.0.2.25]

   ----- The following addresses had permanent fatal errors -----
<ada@nowhere.example.org>

   ----- Transcript of session follows -----
550 <ada@nowhere.example.org>... Host unknown (Name server: nowhere.example.org: host not found)

   ----- Original message follows -----

Return-Path: <news@sender.test>
Received: from sender.test by sendmail.test
Message-Id: <1@sender.test>
`,
    "ada@nowhere.example.org hard invalid_domain",
  ],
  [
    "qmail, several recipients with different fates",
    "From: MAILER-DAEMON@qmail.test\nSubject: failure notice",
    `Hi. This is the qmail-send program at qmail.test.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<ada@example.org>:
192.0.2.153 does not like recipient.
Remote host said: 550 5.1.1 <ada@example.org>... User Unknown
Giving up on 192.0.2.153.

<bea@example.org>:
Sorry, I couldn't find any host named mx.example.org. (#5.1.2)

<cyd@example.org>:
192.0.2.153 failed after I sent the message.
Remote host said: 552 5.2.2 mailbox full

--- Below this line is a copy of the message.

Return-Path: <news@sender.test>
Received: (qmail 222 invoked by uid 89); 29 Apr 1999 23:34:45 -0000
Message-ID: <1@sender.test>
`,
    "ada@example.org hard invalid_recipient, bea@example.org hard invalid_domain, cyd@example.org soft mailbox_full",
  ],
  [
    "Postfix as text, an alias that expands elsewhere",
    "From: MAILER-DAEMON@postfix.test (Mail Delivery System)\nSubject: Undelivered Mail Returned to Sender",
    `This is the mail system at host postfix.test.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. It's attached below.

For further assistance, please send mail to postmaster@postfix.test.

<ada@inner.example.org> (expanded from <ada@example.org>): host
    mx.example.org[192.0.2.7] said: 552 5.2.2 Recipient storage full
    (in reply to RCPT TO command)
`,
    "ada@inner.example.org soft mailbox_full",
  ],
  [
    "Exchange 2010 without its report part",
    "From: Microsoft Exchange <postmaster@exchange.test>\nSubject: Undeliverable: Hello",
    `Delivery has failed to these recipients or groups:

Ada Lovelace<mailto:ada@example.org>
The e-mail address you entered couldn't be found. Please check the recipient's e-mail address.

Diagnostic information for administrators:

Generating server: mx.exchange.test

ada@example.org
#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##
`,
    "ada@example.org hard invalid_recipient",
  ],
  [
    "two addresses in brackets and one reason above (au)",
    "From: Postmaster@ezweb.ne.jp\nSubject: Mail System Error - Returned Mail",
    `The user(s) account is temporarily over quota.

<ada@ezweb.ne.jp>
<bea@ezweb.ne.jp>
`,
    "ada@ezweb.ne.jp soft mailbox_full, bea@ezweb.ne.jp soft mailbox_full",
  ],
];

test.each(texts)("%s", (_server, headers, body, expected) => {
  const report = parseInbound(Buffer.from(`${headers}\nTo: news@sender.test\n\n${body}`));
  if (report.type !== "bounce") throw new Error(`read as ${report.type}`);
  const found = report.recipients.map((each) => `${each.address} ${each.kind} ${each.category}`);
  expect(found.join(", ")).toBe(expected);
});

test("a delay is told from a failure", () => {
  const [, headers, body] = texts.find(([server]) => server === "Exim, delayed")!;
  expect(parseInbound(Buffer.from(`${headers}\n\n${body}`))).toMatchObject({ recipients: [{ action: "delayed" }] });
});

test("the returned message is found in the text, with its Message-ID", () => {
  const [, headers, body] = texts.find(([server]) => server === "Smail")!;
  expect(parseInbound(Buffer.from(`${headers}\n\n${body}`))).toMatchObject({
    messageId: "m0abcde-000000C@sender.test",
  });
});
