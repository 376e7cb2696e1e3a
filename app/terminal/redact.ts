const SECRET = /password|secret|token|credential|private|pem|\.key$|keystore/i;
const MASK = '***';

/** A setting as it may be shown: passwords in addresses and librdkafka's secrets are masked. */
export function redact(name: string, value: string): string {
  return SECRET.test(name) ? MASK : redactText(value);
}

/** Masks `user:password@` in any address of a text. */
export function redactText(text: string): string {
  return text
    .replace(/(\/\/[^/@:\s]*):[^@\s]*@/g, `$1:${MASK}@`)
    .replace(/([?&](?:password|token|secret)=)[^&\s]*/gi, `$1${MASK}`);
}
