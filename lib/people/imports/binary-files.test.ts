import { expect, test } from "vitest";
import { otherKind } from "./binary-files";

const zip = (name: string) => `PK\x03\x04\x14\0\0\0\x08\0${"\0".repeat(16)}${name}`;

test.each([
  [zip("[Content_Types].xml"), "Excel"],
  ["\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Excel"],
  [zip("mimetypeapplication/vnd.oasis.opendocument.spreadsheet"), "OpenDocument"],
  [zip("contacts.csv"), "zip"],
  ["\x1f\x8b\x08", "gzip"],
  ["%PDF-1.7", "PDF"],
  ["\n<!DOCTYPE html><table>", "HTML"],
  ["<?xml version='1.0'?>", "XML"],
  ["\xff\xfe\0\0a\0\0\0", "UTF-32"],
])("%j is named", (start, name) => {
  expect(String(otherKind(Buffer.from(start, "latin1")))).toContain(name);
});

test.each(["email\nada@example.com", "\xff\xfea\0", "<ada@example.com>\n", ""])("%j may be a CSV file", (start) => {
  expect(otherKind(Buffer.from(start, "latin1"))).toBeNull();
});
