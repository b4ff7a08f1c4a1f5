import { parseCidr } from "../model/network/cidr";

/** Whether the text is an IPv4 CIDR block with no host bits set. */
export function isIPv4Network(text: string): boolean {
  return isNetwork(text, 4);
}

/** Whether the text is an IPv6 CIDR block with no host bits set. */
export function isIPv6Network(text: string): boolean {
  return isNetwork(text, 6);
}

function isNetwork(text: string, family: 4 | 6): boolean {
  try {
    return parseCidr(text).family === family;
  } catch {
    return false;
  }
}
