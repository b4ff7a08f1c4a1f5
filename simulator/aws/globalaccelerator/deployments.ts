import { scopeOf } from "../identity";
import type { Place } from "../resource";
import { accelerator } from "./reference-targets";

const type = "aws:globalaccelerator:Deployment";

/** How far the last change of an accelerator is. */
export interface Deployment {
  /** When it was made, in milliseconds since 1970. */
  changed: number;
  status: "IN_PROGRESS" | "DEPLOYED";
}

/** An accelerator is about to bring a change to AWS' edge locations. */
export function deploy(place: Place, acceleratorArn: string): void {
  put(place, acceleratorArn, { changed: Date.now(), status: "IN_PROGRESS" });
}

/**
 * How far an accelerator is with its last change. At AWS that takes minutes; here it is through as
 * soon as somebody has seen that it is not, so that all who wait do wait, and not long.
 */
export function lookAtDeployment(place: Place, acceleratorArn: string): Deployment {
  const scope = scopeOf(place.session, { global: true });
  const outputs = place.world.get(scope, type, acceleratorArn)?.outputs;
  const changed = Number(outputs?.["changed"] ?? 0);
  if (outputs?.["status"] !== "IN_PROGRESS") return { changed, status: "DEPLOYED" };
  put(place, acceleratorArn, { changed, status: "DEPLOYED" });
  return { changed, status: "IN_PROGRESS" };
}

function put({ world, session }: Place, id: string, { changed, status }: Deployment): void {
  world.put({
    provider: "aws",
    scope: scopeOf(session, { global: true }),
    type,
    id,
    inputs: {},
    outputs: { changed, status },
    madeWith: { type: accelerator.type, id },
  });
}

/** The accelerator of a listener, an endpoint group or itself. */
export function acceleratorArnOf(arn: string): string {
  return arn.replace(/\/listener\/.*$/, "");
}
