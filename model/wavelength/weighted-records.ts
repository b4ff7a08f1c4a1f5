import { InputError } from "../errors";

/** The largest weight in Route 53. Source: Route 53 API, `ResourceRecordSet.Weight`. */
const largestWeight = 255;

/**
 * Checks the weights of DNS records that share a name.
 *
 * @param argument Name of the list, for errors.
 * @throws InputError for a weight outside of 0 to 255, and for weights that are all 0: Route 53
 * would answer with every one of them.
 */
export function checkWeights(records: readonly { weight: number }[], argument: string): void {
  records.forEach(({ weight }, index) => {
    if (Number.isInteger(weight) && weight >= 0 && weight <= largestWeight) return;
    throw new InputError({
      argument: `${argument}[${index}].weight`,
      value: weight,
      rule: `is not a whole number between 0 and ${largestWeight}`,
      fix: "Give the record's share against the other weights, for example 50 of 50 and 50.",
    });
  });
  if (records.length === 0 || records.some(({ weight }) => weight > 0)) return;
  throw new InputError({
    argument,
    value: records.map(({ weight }) => weight),
    rule: "have weight 0 all of them, and Route 53 then answers with every one",
    fix: "Give those that are to be answered a weight of 1 or more.",
  });
}

/** Checks the name that DNS records share. @throws InputError */
export function checkRecordsDomain(domain: string, argument: string): void {
  if (/^([a-z0-9_]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/.test(domain)) return;
  throw new InputError({
    argument,
    value: domain,
    rule: "is not the name of a domain",
    fix: "Give a full name in lower case without a dot at its end, for example play.example.com.",
  });
}
