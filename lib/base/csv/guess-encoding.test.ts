import { expect, test } from "vitest";
import { detectEncoding } from "./detect-csv";
import { utf8Facts } from "./utf8-check";

/** Names that are invented, written by Python's codecs. */
const files = [
  [
    "windows-1252",
    "Jürgen Müller Köln",
    "ZW1haWw7bmFtZQphMEBleGFtcGxlLmNvbTtK/HJnZW4KYTFAZXhhbXBsZS5jb207TfxsbGVyCmEyQGV4YW1wbGUuY29tO0v2bG4K",
  ],
  [
    "windows-1252",
    "Renée Côté Besançon",
    "ZW1haWw7bmFtZQphMEBleGFtcGxlLmNvbTtSZW7pZQphMUBleGFtcGxlLmNvbTtD9HTpCmEyQGV4YW1wbGUuY29tO0Jlc2Fu529uCg==",
  ],
  ["windows-1252", "Sørensen Århus", "ZW1haWw7bmFtZQphMEBleGFtcGxlLmNvbTtT+HJlbnNlbgphMUBleGFtcGxlLmNvbTvFcmh1cwo="],
  ["windows-1252", "Muñoz Peña", "ZW1haWw7bmFtZQphMEBleGFtcGxlLmNvbTtNdfFvegphMUBleGFtcGxlLmNvbTtQZfFhCg=="],
  ["windows-1252", "João Conceição", "ZW1haWw7bmFtZQphMEBleGFtcGxlLmNvbTtKb+NvCmExQGV4YW1wbGUuY29tO0NvbmNlaefjbwo="],
  ["windows-1252", "Weiß Straße", "ZW1haWw7bmFtZQphMEBleGFtcGxlLmNvbTtXZWnfCmExQGV4YW1wbGUuY29tO1N0cmHfZQo="],
  [
    "windows-1250",
    "Łukasz Łódź Ścibora",
    "ZW1haWw7bmFtZQphMEBleGFtcGxlLmNvbTujdWthc3oKYTFAZXhhbXBsZS5jb207o/NknwphMkBleGFtcGxlLmNvbTuMY2lib3JhCg==",
  ],
  [
    "windows-1250",
    "Dvořák Příbram Český",
    "ZW1haWw7bmFtZQphMEBleGFtcGxlLmNvbTtEdm/44WsKYTFAZXhhbXBsZS5jb207UPjtYnJhbQphMkBleGFtcGxlLmNvbTvIZXNr/Qo=",
  ],
  [
    "windows-1250",
    "Kovács Őry Győr Szűcs",
    "ZW1haWw7bmFtZQphMEBleGFtcGxlLmNvbTtLb3bhY3MKYTFAZXhhbXBsZS5jb2071XJ5CmEyQGV4YW1wbGUuY29tO0d59XIKYTNAZXhhbXBsZS5jb207U3r7Y3MK",
  ],
  [
    "windows-1250",
    "Čeh Šibenik Žagar",
    "ZW1haWw7bmFtZQphMEBleGFtcGxlLmNvbTvIZWgKYTFAZXhhbXBsZS5jb207imliZW5pawphMkBleGFtcGxlLmNvbTuOYWdhcgo=",
  ],
  [
    "iso-8859-2",
    "Łukasz Łódź Ścibora Gdańsk",
    "ZW1haWw7bmFtZQphMEBleGFtcGxlLmNvbTujdWthc3oKYTFAZXhhbXBsZS5jb207o/NkvAphMkBleGFtcGxlLmNvbTumY2lib3JhCmEzQGV4YW1wbGUuY29tO0dkYfFzawo=",
  ],
  [
    "iso-8859-2",
    "Příbram Češi Šťastný",
    "ZW1haWw7bmFtZQphMEBleGFtcGxlLmNvbTtQ+O1icmFtCmExQGV4YW1wbGUuY29tO8hluWkKYTJAZXhhbXBsZS5jb207qbthc3Ru/Qo=",
  ],
  [
    "windows-1251",
    "имя город Иван Москва",
    "ZW1haWw7bmFtZQphMEBleGFtcGxlLmNvbTvo7P8KYTFAZXhhbXBsZS5jb2074+7w7uQKYTJAZXhhbXBsZS5jb207yOLg7QphM0BleGFtcGxlLmNvbTvM7vHq4uAK",
  ],
  ["windows-1251", "Ольга Омск", "ZW1haWw7bmFtZQphMEBleGFtcGxlLmNvbTvO6/zj4AphMUBleGFtcGxlLmNvbTvO7PHqCg=="],
  [
    "windows-1251",
    "Олексій Київ Їжак",
    "ZW1haWw7bmFtZQphMEBleGFtcGxlLmNvbTvO6+Xq8bPpCmExQGV4YW1wbGUuY29tO8rov+IKYTJAZXhhbXBsZS5jb207r+bg6go=",
  ],
  [
    "koi8-r",
    "имя город Иван Москва",
    "ZW1haWw7bmFtZQphMEBleGFtcGxlLmNvbTvJzdEKYTFAZXhhbXBsZS5jb207x8/Sz8QKYTJAZXhhbXBsZS5jb2076dfBzgphM0BleGFtcGxlLmNvbTvtz9PL18EK",
  ],
  [
    "koi8-r",
    "Ольга Омск Пётр",
    "ZW1haWw7bmFtZQphMEBleGFtcGxlLmNvbTvvzNjHwQphMUBleGFtcGxlLmNvbTvvzdPLCmEyQGV4YW1wbGUuY29tO/Cj1NIK",
  ],
  [
    "ibm866",
    "имя город Иван Москва Ольга",
    "ZW1haWw7bmFtZQphMEBleGFtcGxlLmNvbTuorO8KYTFAZXhhbXBsZS5jb207o67grqQKYTJAZXhhbXBsZS5jb207iKKgrQphM0BleGFtcGxlLmNvbTuMruGqoqAKYTRAZXhhbXBsZS5jb207jqvso6AK",
  ],
  [
    "iso-8859-5",
    "имя город Иван Москва Ольга",
    "ZW1haWw7bmFtZQphMEBleGFtcGxlLmNvbTvY3O8KYTFAZXhhbXBsZS5jb207097g3tQKYTJAZXhhbXBsZS5jb207uNLQ3QphM0BleGFtcGxlLmNvbTu83uHa0tAKYTRAZXhhbXBsZS5jb207vtvs09AK",
  ],
  [
    "macintosh",
    "Jürgen Müller Köln",
    "ZW1haWw7bmFtZQphMEBleGFtcGxlLmNvbTtKn3JnZW4KYTFAZXhhbXBsZS5jb207TZ9sbGVyCmEyQGV4YW1wbGUuY29tO0uabG4K",
  ],
  ["macintosh", "Renée Besançon", "ZW1haWw7bmFtZQphMEBleGFtcGxlLmNvbTtSZW6OZQphMUBleGFtcGxlLmNvbTtCZXNhbo1vbgo="],
  [
    "windows-1254",
    "İbrahim Işık Şişli Çağ",
    "ZW1haWw7bmFtZQphMEBleGFtcGxlLmNvbTvdYnJhaGltCmExQGV4YW1wbGUuY29tO0n+/WsKYTJAZXhhbXBsZS5jb2073mn+bGkKYTNAZXhhbXBsZS5jb207x2HwCg==",
  ],
  [
    "windows-1254",
    "Ayşe Yılmaz İstanbul",
    "ZW1haWw7bmFtZQphMEBleGFtcGxlLmNvbTtBef5lCmExQGV4YW1wbGUuY29tO1n9bG1hegphMkBleGFtcGxlLmNvbTvdc3RhbmJ1bAo=",
  ],
  [
    "windows-1257",
    "Jūratė Kaunas Šiauliai Žemaitė",
    "ZW1haWw7bmFtZQphMEBleGFtcGxlLmNvbTtK+3JhdOsKYTFAZXhhbXBsZS5jb207S2F1bmFzCmEyQGV4YW1wbGUuY29tO9BpYXVsaWFpCmEzQGV4YW1wbGUuY29tO95lbWFpdOsK",
  ],
  [
    "windows-1257",
    "Jānis Rīga Bērziņš",
    "ZW1haWw7bmFtZQphMEBleGFtcGxlLmNvbTtK4m5pcwphMUBleGFtcGxlLmNvbTtS7mdhCmEyQGV4YW1wbGUuY29tO0Lncnpp8vAK",
  ],
  [
    "windows-1253",
    "Γιώργος Αθήνα Παπαδόπουλος Θεσσαλονίκη",
    "ZW1haWw7bmFtZQphMEBleGFtcGxlLmNvbTvD6f7x4+/yCmExQGV4YW1wbGUuY29tO8Ho3u3hCmEyQGV4YW1wbGUuY29tO9Dh8OHk/PDv9evv8gphM0BleGFtcGxlLmNvbTvI5fPz4evv7d/q5wo=",
  ],
  [
    "windows-1255",
    "שלום ירושלים כהן",
    "ZW1haWw7bmFtZQphMEBleGFtcGxlLmNvbTv57OXtCmExQGV4YW1wbGUuY29tO+n45fns6e0KYTJAZXhhbXBsZS5jb2076+TvCg==",
  ],
  [
    "windows-1256",
    "محمد القاهرة أحمد",
    "ZW1haWw7bmFtZQphMEBleGFtcGxlLmNvbTvjzePPCmExQGV4YW1wbGUuY29tO8fh3sfl0ckKYTJAZXhhbXBsZS5jb207w83jzwo=",
  ],
  [
    "windows-874",
    "สมชาย กรุงเทพ เชียงใหม่",
    "ZW1haWw7bmFtZQphMEBleGFtcGxlLmNvbTvKwarSwgphMUBleGFtcGxlLmNvbTuhw9in4Le+CmEyQGV4YW1wbGUuY29tO+Cq1cKn48vB6Ao=",
  ],
  [
    "shift_jis",
    "田中さくら 東京 スズキ",
    "ZW1haWw7bmFtZQphMEBleGFtcGxlLmNvbTuTY5KGgrOCrYLnCmExQGV4YW1wbGUuY29tO5OMi54KYTJAZXhhbXBsZS5jb207g1iDWYNMCg==",
  ],
  [
    "euc-jp",
    "田中さくら 東京 スズキ",
    "ZW1haWw7bmFtZQphMEBleGFtcGxlLmNvbTvFxMPmpLWkr6TpCmExQGV4YW1wbGUuY29tO8Xstf4KYTJAZXhhbXBsZS5jb207pbmluqWtCg==",
  ],
  [
    "iso-2022-jp",
    "田中さくら 東京",
    "ZW1haWw7bmFtZQphMEBleGFtcGxlLmNvbTsbJEJFRENmJDUkLyRpGyhCCmExQGV4YW1wbGUuY29tOxskQkVsNX4bKEIK",
  ],
  [
    "euc-kr",
    "김철수 서울 이영희",
    "ZW1haWw7bmFtZQphMEBleGFtcGxlLmNvbTux6MO2vPYKYTFAZXhhbXBsZS5jb207vK2/7wphMkBleGFtcGxlLmNvbTvAzL+1yPEK",
  ],
  [
    "gb18030",
    "王伟 北京 李娜 上海",
    "ZW1haWw7bmFtZQphMEBleGFtcGxlLmNvbTvN9c6wCmExQGV4YW1wbGUuY29tO7GxvqkKYTJAZXhhbXBsZS5jb207wO7EyAphM0BleGFtcGxlLmNvbTvJz7qjCg==",
  ],
  [
    "big5",
    "陳怡君 台北 林志明 高雄",
    "ZW1haWw7bmFtZQphMEBleGFtcGxlLmNvbTuzr6nJp2cKYTFAZXhhbXBsZS5jb207pXilXwphMkBleGFtcGxlLmNvbTuqTKfTqfoKYTNAZXhhbXBsZS5jb207sKq2rwo=",
  ],
] as const;

test.each(files)("%s is known by %s", (encoding, text, base64) => {
  const bytes = Buffer.from(base64, "base64");
  const found = detectEncoding(bytes, utf8Facts(bytes));
  const words = new TextDecoder(found).decode(bytes);
  expect([found, text.split(" ").filter((word) => !words.includes(word))]).toEqual([
    encoding === "koi8-r" ? "koi8-u" : encoding,
    [],
  ]);
});

const utf8 = (text: string) => Buffer.from(text);
const wide = (text: string, mark: string) => Buffer.from(mark + text, "utf16le");

test.each([
  [
    "a broken octet among many right ones",
    Buffer.concat([utf8("email,city\na@b.de,Köln\nb@b.de,Köl"), Buffer.of(0xe4), utf8("\n")]),
    "utf-8",
  ],
  ["UTF-16 LE with a mark", wide("email;имя\na@b.de;Иван\n", "\ufeff"), "utf-16le"],
  ["UTF-16 LE without", wide("email;имя\na@b.de;Иван\n", ""), "utf-16le"],
  ["UTF-16 BE with a mark", wide("email;имя\na@b.de;Иван\n", "\ufeff").swap16(), "utf-16be"],
  ["UTF-16 BE without", wide("email;имя\na@b.de;Иван\n", "").swap16(), "utf-16be"],
  ["nothing beyond ASCII", utf8("email\na@b.de\n"), "utf-8"],
  ["nothing", utf8(""), "utf-8"],
] as const)("%s", (_name, bytes, encoding) => {
  expect(detectEncoding(bytes, utf8Facts(bytes))).toBe(encoding);
});

test("facts are the same however the bytes are cut", async () => {
  const { Utf8Check } = await import("./utf8-check");
  const bytes = Buffer.concat([utf8("aé€😀b"), Buffer.of(0xff, 0xe2, 0x82), utf8("c"), Buffer.of(0xc3)]);
  for (let size = 1; size <= bytes.length; size++) {
    const check = new Utf8Check();
    for (let at = 0; at < bytes.length; at += size) check.add(bytes.subarray(at, at + size));
    expect(check.finish()).toMatchObject({ right: 3, wrong: 3 });
  }
});
