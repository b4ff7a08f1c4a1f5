/**
 * IPv4 addresses as unsigned 32-bit integers, the form in which tables of a million addresses are stored and
 * searched. CIDR blocks of a plan are in `cidr.ts`.
 */

/**
 * The number of a dotted address, or undefined for other text.
 *
 * @example parseIpv4("10.0.0.1"); // 167772161
 */
export function parseIpv4(text: string): number | undefined {
  const parts = text.split(".");
  if (parts.length !== 4) return undefined;
  let value = 0;
  for (const part of parts) {
    if (!/^(0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255) return undefined;
    value = value * 256 + Number(part);
  }
  return value;
}

/** The dotted form of a number. @example formatIpv4(167772161); // "10.0.0.1" */
export function formatIpv4(value: number): string {
  return `${value >>> 24}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`;
}
