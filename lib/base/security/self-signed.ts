import { generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { AsnConvert, OctetString } from "@peculiar/asn1-schema";
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  Certificate,
  Extension,
  Extensions,
  GeneralName,
  id_ce_subjectAltName,
  Name,
  RelativeDistinguishedName,
  SubjectAlternativeName,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
  Version,
} from "@peculiar/asn1-x509";

const DAY_MS = 86_400_000;

/** Kinds of key: `ec` is P-256 with ECDSA (RFC 5758 §3.2), `rsa` has 2,048 bits (RFC 4055 §5, whose parameters are NULL). */
const kinds = {
  ec: {
    keyPair: () => generateKeyPairSync("ec", { namedCurve: "P-256" }),
    algorithm: { algorithm: "1.2.840.10045.4.3.2" },
  },
  rsa: {
    keyPair: () => generateKeyPairSync("rsa", { modulusLength: 2048 }),
    algorithm: { algorithm: "1.2.840.113549.1.1.11", parameters: null },
  },
};

export interface SelfSignedOptions {
  kind?: keyof typeof kinds;
  /** Default: yesterday, for clocks that are behind. */
  from?: Date;
  /** Default: ten years after `from`. */
  until?: Date;
}

/**
 * A key and a certificate that signs itself (RFC 5280 §4.1), as PEM. Enough for STARTTLS between mail servers, which do not check who the
 * other one is (RFC 7435): what is on the wire is encrypted all the same.
 */
export function selfSignedCertificate(host: string, options: SelfSignedOptions = {}): { key: string; cert: string } {
  const { kind = "ec", from = new Date(Date.now() - DAY_MS) } = options;
  const { privateKey, publicKey } = kinds[kind].keyPair();
  const signatureAlgorithm = new AlgorithmIdentifier(kinds[kind].algorithm);
  const name = commonName(host);
  const content = new TBSCertificate({
    version: Version.v3,
    serialNumber: serialNumber(),
    signature: signatureAlgorithm,
    issuer: name,
    validity: new Validity({ notBefore: from, notAfter: options.until ?? new Date(from.getTime() + 3650 * DAY_MS) }),
    subject: name,
    subjectPublicKeyInfo: AsnConvert.parse(publicKey.export({ type: "spki", format: "der" }), SubjectPublicKeyInfo),
    extensions: new Extensions([hostName(host)]),
  });
  const signatureValue = exactly(sign("sha256", Buffer.from(AsnConvert.serialize(content)), privateKey));
  const certificate = new Certificate({ tbsCertificate: content, signatureAlgorithm, signatureValue });
  const lines = Buffer.from(AsnConvert.serialize(certificate))
    .toString("base64")
    .replace(/.{64}(?=.)/g, "$&\n");
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  };
}

/** CN has room for 64 characters (RFC 5280 appendix A.1); what counts is the name in `hostName`. */
function commonName(host: string): Name {
  const value = new AttributeValue({ utf8String: host.slice(0, 64) });
  return new Name([new RelativeDistinguishedName([new AttributeTypeAndValue({ type: "2.5.4.3", value })])]);
}

function hostName(host: string): Extension {
  const names = new SubjectAlternativeName([new GeneralName({ dNSName: host })]);
  return new Extension({
    extnID: id_ce_subjectAltName,
    extnValue: new OctetString(AsnConvert.serialize(names)),
  });
}

/** Positive and of full length (RFC 5280 §4.1.2.2). */
function serialNumber(): ArrayBuffer {
  const serial = randomBytes(16);
  serial[0] = (serial[0]! & 0x7f) | 0x40;
  return exactly(serial);
}

/** A buffer's own bytes: small ones share their memory with others. */
const exactly = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;
