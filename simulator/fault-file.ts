import { checker } from "../model/schema";
import type { Fault } from "./faults";

const schema = {
  type: "array",
  description: "a list with one entry per fault, for example `- effect: throttle`",
  items: {
    type: "object",
    description: "an effect, and what it applies to",
    required: ["effect"],
    additionalProperties: false,
    properties: {
      type: { type: "string", description: "a type or function token, `*` for any part" },
      name: { type: "string", description: "a resource's name, `*` for any part" },
      operation: { type: "string", enum: ["create", "read", "update", "delete", "invoke"] },
      after: { type: "integer", minimum: 0, description: "how many calls pass first" },
      times: {
        type: ["integer", "string"],
        minimum: 1,
        pattern: "^always$",
        description: "how many calls are hit, or `always`",
      },
      effect: {
        type: "string",
        enum: ["slow", "throttle", "fail", "lose-answer"],
        description: "slow, throttle, fail or lose-answer",
      },
      milliseconds: { type: "integer", minimum: 0, description: "how much longer a call takes" },
      code: { type: "string", description: "AWS' error code" },
      message: { type: "string", description: "AWS' sentence" },
    },
  },
};

const check = checker<Fault[]>(schema);

/**
 * Checks faults that a person wrote in a file.
 *
 * @throws InputError naming the entry and the key that is wrong
 */
export function parseFaults(document: unknown): Fault[] {
  return check(document, "faults");
}
