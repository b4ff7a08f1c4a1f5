import type { Properties } from "../values";
import { scopeOf } from "./identity";
import type { AwsCall } from "./resource";

/** Something that AWS makes by itself when a resource is created. */
export interface CreatedByAws {
  type: string;
  id: string;
  inputs: Properties;
  outputs: Properties;
}

/** The call that it comes with. */
export type Origin = Pick<AwsCall, "world" | "session" | "type" | "id" | "created">;

/** Puts what AWS makes along with the resource of a call into the world: it goes when that goes. */
export function addCreatedByAws(
  { world, session, type, id, created }: Origin,
  made: CreatedByAws,
): void {
  world.put({
    provider: "aws",
    scope: scopeOf(session),
    madeWith: { type, id },
    seed: made.id,
    created,
    ...made,
    outputs: { ...made.inputs, ...made.outputs, id: made.id, region: session.region },
  });
}
