import { awsDomains, isWithin } from "../domain-names";

/**
 * Whether validating resolvers accept private answers for the name by themselves: AWS' domains are
 * delegated and unsigned. For any other name the public DNS may prove that there is none, and the
 * answer is thrown away.
 */
export function isPubliclyDelegated(domain: string): boolean {
  return awsDomains.some((known) => isWithin(domain, known));
}
