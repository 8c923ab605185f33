import { createHash, createPrivateKey, generateKeyPairSync, sign } from "node:crypto";

const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64url");
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest();

const cborLength = (major: number, length: number): Buffer =>
  length < 24
    ? Buffer.from([(major << 5) | length])
    : length < 256
      ? Buffer.from([(major << 5) | 24, length])
      : Buffer.from([(major << 5) | 25, length >> 8, length & 255]);
const cborText = (text: string) => Buffer.concat([cborLength(3, text.length), Buffer.from(text)]);
const cborBytes = (bytes: Uint8Array) => Buffer.concat([cborLength(2, bytes.length), bytes]);

interface Circumstances {
  challenge: string;
  origin?: string;
  rpId?: string;
  /** The person was verified by finger, face or PIN. */
  verified?: boolean;
  userHandle?: string;
}

/** A security key in software (WebAuthn Level 3, § 6), for the address that tests have. */
export class Authenticator {
  readonly id = base64url(createHash("sha256").update(String(Math.random())).digest());
  counter = 0;
  private readonly keys = generateKeyPairSync("ec", { namedCurve: "P-256" });

  /** What `navigator.credentials.create` would give. */
  make({ challenge, origin = "https://homing.test", rpId = "homing.test", verified = true }: Circumstances) {
    const id = Buffer.from(this.id, "base64url");
    const length = Buffer.from([id.length >> 8, id.length & 255]);
    const attested = Buffer.concat([Buffer.alloc(16), length, id, this.cosePublicKey()]);
    const authData = Buffer.concat([this.authData(rpId, verified ? 0x45 : 0x41), attested]);
    const attestation = [cborText("fmt"), cborText("none"), cborText("attStmt"), Buffer.from([0xa0])];
    const attestationObject = Buffer.concat([
      Buffer.from([0xa3]),
      ...attestation,
      cborText("authData"),
      cborBytes(authData),
    ]);
    const response = {
      clientDataJSON: this.clientData("webauthn.create", challenge, origin),
      attestationObject: base64url(attestationObject),
      transports: ["internal" as const],
    };
    return { id: this.id, rawId: this.id, type: "public-key" as const, clientExtensionResults: {}, response };
  }

  /** What `navigator.credentials.get` would give. */
  answer({
    challenge,
    origin = "https://homing.test",
    rpId = "homing.test",
    verified = true,
    userHandle,
  }: Circumstances) {
    this.counter += 1;
    const authData = this.authData(rpId, verified ? 0x05 : 0x01);
    const clientDataJSON = this.clientData("webauthn.get", challenge, origin);
    const signed = Buffer.concat([authData, sha256(Buffer.from(clientDataJSON, "base64url"))]);
    const key = createPrivateKey(this.keys.privateKey.export({ format: "pem", type: "pkcs8" }));
    const response = {
      clientDataJSON,
      authenticatorData: base64url(authData),
      signature: base64url(sign("sha256", signed, key)),
      userHandle,
    };
    return { id: this.id, rawId: this.id, type: "public-key" as const, clientExtensionResults: {}, response };
  }

  private clientData(type: string, challenge: string, origin: string): string {
    return base64url(Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false })));
  }

  private authData(rpId: string, flags: number): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.counter);
    return Buffer.concat([sha256(Buffer.from(rpId)), Buffer.from([flags]), counter]);
  }

  /** An ES256 key (RFC 9053 § 7.1.1). */
  private cosePublicKey(): Buffer {
    const { x = "", y = "" } = this.keys.publicKey.export({ format: "jwk" });
    const part = (label: number, value: string) =>
      Buffer.concat([Buffer.from([label]), cborBytes(Buffer.from(value, "base64url"))]);
    return Buffer.concat([Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01]), part(0x21, x), part(0x22, y)]);
  }
}
