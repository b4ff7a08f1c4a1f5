import type { Provider, ResourceRef } from "../../provider";
import type { Properties, Value } from "../../values";
import type { Target } from "../references";
import type { AwsSession, Place } from "../resource";

/** Inputs of a resource; what is undefined is left as it is. */
type Inputs = Record<string, Value | undefined | object>;

/**
 * Makes and changes through the API what the provider makes and changes as a resource, by the same
 * rules: both end in the same function.
 */
export interface Resources {
  /**
   * @param token The same gives the same resource.
   * @returns the id
   */
  create(place: Place, target: Target, token: string | undefined, inputs: Inputs): Promise<string>;
  update(
    place: Place,
    target: Target,
    entry: { id: string; inputs: object },
    changes: Inputs,
  ): Promise<void>;
  delete(place: Place, target: Target, id: string): Promise<void>;
}

/** Resources by way of the simulated provider. */
export function resourcesOf(provider: Provider<AwsSession>): Resources {
  return {
    async create({ world, session }, { type }, token = "", inputs) {
      const ref = refOf(type, token);
      const made = world.all(type).find(({ urn }) => token !== "" && urn === ref.urn);
      if (made) return made.id;
      const request = { ...ref, inputs: defined(inputs), preview: false };
      return (await provider.create(session, request)).id;
    },
    async update({ world, session }, { type }, { id, inputs }, changes) {
      const known = world.all(type).find((entry) => entry.id === id);
      const olds = inputs as Properties;
      await provider.update(session, {
        ...refOf(type, id),
        // What the stack calls it stays.
        ...(known?.urn !== undefined && { urn: known.urn }),
        id,
        inputs: olds,
        outputs: known?.outputs ?? {},
        news: { ...olds, ...defined(changes) },
        preview: false,
      });
    },
    async delete({ session }, { type }, id) {
      await provider.delete(session, { ...refOf(type, id), id, inputs: {}, outputs: {} });
    },
  };
}

function refOf(type: string, name: string): ResourceRef {
  return { type, name, urn: `api::${name}` };
}

function defined(inputs: Inputs): Properties {
  const entries = Object.entries(inputs).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Properties;
}
