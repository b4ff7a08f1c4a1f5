import { CloudError, NotReadyError, ProviderError } from "../../../simulator/errors";
import { isObject, text, type Properties } from "../../../simulator/values";
import { Refusal, type LocalAws, type Made } from "../aws/local-aws";
import type { Action, Cloud, Thing } from "./cloud";
import { codeOf, type Sdk } from "./sdk";

/** What a call ended with: `success`, AWS' error code, or who refused it before AWS could. */
export type Outcome = string;

/** What the provider refuses by itself, before it calls AWS or after it waited in vain. */
export const REFUSED_BY_PROVIDER = "refused by the provider";

/** The local cloud, through its provider's methods. */
export function localCloud(aws: LocalAws): Cloud {
  const made = new Map<Thing, Made>();
  const remember = (one: Made): Thing => {
    const details = Object.entries(one.outputs).filter(([, value]) => !isObject(value));
    const thing = {
      id: one.id,
      details: Object.fromEntries(details.map(([key, value]) => [key, text(value)])),
      inputs: one.inputs,
    };
    made.set(thing, one);
    return thing;
  };
  return {
    create: async ({ type }, inputs) => remember(await aws.create(type, inputs)),
    update: async (_action, thing, change) => remember(await aws.update(made.get(thing)!, change)),
    delete: (_action, thing) => aws.delete(made.get(thing)!),
  };
}

/** moto, through the AWS SDK. */
export function motoCloud(sdk: Sdk): Cloud {
  const known = (details: Record<string, string | undefined> = {}): Record<string, string> =>
    Object.fromEntries(Object.entries(details).map(([key, value]) => [key, value ?? ""]));
  return {
    create: async (action, inputs) => {
      const { id = "", details } = await action.create(sdk, inputs);
      return { id, details: known(details), inputs };
    },
    update: async (action, thing, change) => {
      const inputs = { ...thing.inputs, ...change };
      await needed(action, "update")(sdk, thing, inputs);
      return { ...thing, inputs };
    },
    delete: async (action, thing) => {
      await needed(action, "delete")(sdk, thing, {});
    },
  };
}

function needed(
  action: Action,
  kind: "update" | "delete",
): (sdk: Sdk, thing: Thing, inputs: Properties) => Promise<unknown> {
  const method = action[kind]?.bind(action);
  if (!method) throw new Error(`${action.type} has no ${kind} for moto yet.`);
  return method;
}

/** Makes a call and tells what came of it. Anything but an answer of a cloud is thrown on. */
export async function outcomeOf(call: () => Promise<unknown>): Promise<Outcome> {
  try {
    await call();
    return "success";
  } catch (error) {
    if (error instanceof CloudError) return error.code;
    const refusals = [Refusal, ProviderError, NotReadyError];
    if (refusals.some((kind) => error instanceof kind)) return REFUSED_BY_PROVIDER;
    const code = codeOf(error);
    if (code === undefined) throw error;
    return code;
  }
}
