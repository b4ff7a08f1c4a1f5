import { isObject, type Properties, type Value } from "../../values";
import { metadataOf } from "../object";

/** What a controller finds out about an object. */
export interface Finding {
  /** `Accepted`, `Programmed`, `ResolvedRefs`. */
  type: string;
  isTrue: boolean;
  /** One word for programs. */
  reason: string;
  message?: string;
}

/**
 * Findings as conditions of the object's present generation. A condition that stays as it was
 * keeps the time of its last change.
 *
 * @param known the conditions so far
 */
export function conditionsOf(
  object: Properties,
  known: Value | undefined,
  findings: readonly Finding[],
): Properties[] {
  const before = Array.isArray(known) ? known.filter(isObject) : [];
  const { generation = 1 } = metadataOf(object);
  return findings.map(({ type, isTrue, reason, message = "" }) => {
    const status = isTrue ? "True" : "False";
    const same = before.find((each) => each["type"] === type && each["status"] === status);
    return {
      ...{ type, status, reason, message, observedGeneration: generation },
      lastTransitionTime: same?.["lastTransitionTime"] ?? now(),
    };
  });
}

/** The conditions of an object as its status has them. */
export function statusConditions({ status }: Properties): Value | undefined {
  return isObject(status) ? status["conditions"] : undefined;
}

function now(): string {
  return new Date().toISOString().replace(/\.\d+/, "");
}
