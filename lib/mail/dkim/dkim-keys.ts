import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from "node:crypto";
import { promisify } from "node:util";

export type DkimAlgorithm = "rsa-sha256" | "ed25519-sha256";

/** A signing key in use: `privateKey` is parsed once, because parsing a PEM costs more than an RSA signature. */
export interface DkimKey {
  domain: string;
  selector: string;
  algorithm: DkimAlgorithm;
  privateKey: KeyObject;
}

/** A new pair: the private key as PKCS #8 PEM, the public key as it stands in the `p=` tag (base64). */
export interface DkimKeyPair {
  algorithm: DkimAlgorithm;
  privateKeyPem: string;
  publicKey: string;
}

const generate = promisify(generateKeyPair);

/** Reads a PKCS #8 PEM once into a key ready for signing. */
export function loadDkimKey(key: { domain: string; selector: string; privateKeyPem: string }): DkimKey {
  const privateKey = createPrivateKey(key.privateKeyPem);
  const algorithm = privateKey.asymmetricKeyType === "ed25519" ? "ed25519-sha256" : "rsa-sha256";
  return { domain: key.domain, selector: key.selector, algorithm, privateKey };
}

/** Makes a key pair: RSA with 2048 bits (RFC 8301 §3.2) or Ed25519 (RFC 8463). */
export async function generateDkimKey(algorithm: DkimAlgorithm): Promise<DkimKeyPair> {
  const pair =
    algorithm === "ed25519-sha256"
      ? await generate("ed25519")
      : await generate("rsa", { modulusLength: 2048, publicExponent: 0x10001 });
  const privateKeyPem = pair.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  return { algorithm, privateKeyPem, publicKey: publicKeyTag(pair.publicKey, algorithm) };
}

/** Name and value of the TXT record that publishes a key (RFC 6376 §3.6.1). */
export function dkimDnsRecord(key: { domain: string; selector: string; algorithm: DkimAlgorithm; publicKey: string }) {
  const type = key.algorithm === "ed25519-sha256" ? "ed25519" : "rsa";
  return { name: `${key.selector}._domainkey.${key.domain}`, value: `v=DKIM1; k=${type}; p=${key.publicKey}` };
}

/** The `p=` value of a private key. */
export function publicKeyOf(privateKeyPem: string): string {
  const key = createPublicKey(privateKeyPem);
  return publicKeyTag(key, key.asymmetricKeyType === "ed25519" ? "ed25519-sha256" : "rsa-sha256");
}

/** RFC 8463 §4: the bare 32 octets for Ed25519; RFC 6376 §3.6.1: SubjectPublicKeyInfo for RSA. */
function publicKeyTag(key: KeyObject, algorithm: DkimAlgorithm): string {
  const spki = key.export({ type: "spki", format: "der" });
  return (algorithm === "ed25519-sha256" ? spki.subarray(-32) : spki).toString("base64");
}
