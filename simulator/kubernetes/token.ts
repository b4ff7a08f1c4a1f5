import type { Properties } from "../values";
import { apiVersionOf } from "./catalog";

/** What a type token of the Kubernetes package stands for. */
export interface TokenMeaning {
  apiVersion: string;
  kind: string;
  /** A resource that changes some fields of an object that exists: `DeploymentPatch`. */
  isPatch: boolean;
}

export const RELEASE = "kubernetes:helm.sh/v3:Release";

/**
 * Reads `kubernetes:apps/v1:Deployment`; the core group is written `core/v1`.
 *
 * @param kindOfInputs the kind that the resource itself names: a custom resource may be called anything
 */
export function meaningOf(token: string, kindOfInputs?: string): TokenMeaning {
  const [, groupVersion = "", kind = ""] = token.split(":");
  const apiVersion = groupVersion.replace(/^core\//, "");
  const isPatch = kind.endsWith("Patch") && !(kindOfInputs ?? "").endsWith("Patch");
  return { apiVersion, kind: isPatch ? kind.slice(0, -"Patch".length) : kind, isPatch };
}

/** The token of a kind: `kubernetes:core/v1:Pod`. */
export function tokenOf(kind: { group: string; version: string; kind: string }): string {
  return tokenFor(apiVersionOf(kind), kind.kind);
}

/** The same from what an object says: `v1` and `Pod`. */
export function tokenFor(apiVersion: string, kind: string): string {
  return `kubernetes:${apiVersion.includes("/") ? apiVersion : `core/${apiVersion}`}:${kind}`;
}

/** The token of resources that patch objects of a kind: `kubernetes:core/v1:PodPatch`. */
export function patchTokenOf(kind: { group: string; version: string; kind: string }): string {
  return `${tokenOf(kind)}Patch`;
}

/** API version and kind: what the object says, else its token. */
export function namesOf(token: string, object: Properties): { apiVersion: string; kind: string } {
  const { kind } = object;
  const meaning = meaningOf(token, typeof kind === "string" ? kind : undefined);
  const { apiVersion } = object;
  return {
    apiVersion: typeof apiVersion === "string" ? apiVersion : meaning.apiVersion,
    kind: typeof kind === "string" ? kind : meaning.kind,
  };
}
