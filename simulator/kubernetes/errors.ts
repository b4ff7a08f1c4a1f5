import { CloudError } from "../errors";
import { qualifiedKind, qualifiedPlural, type Kind } from "./catalog";

/** Errors as the Kubernetes API gives them; the code is the reason of its Status. */

export function invalid(kind: Kind, name: string, problems: readonly string[]): CloudError {
  const [first = "", ...more] = problems;
  const listed = more.length === 0 ? first : `[${problems.join(", ")}]`;
  return new CloudError(
    "Invalid",
    `${qualifiedKind(kind)} ${JSON.stringify(name)} is invalid: ${listed}`,
  );
}

export function notFound(kind: Kind, name: string): CloudError {
  return new CloudError("NotFound", `${qualifiedPlural(kind)} ${JSON.stringify(name)} not found`);
}

export function namespaceNotFound(name: string): CloudError {
  return new CloudError("NotFound", `namespaces ${JSON.stringify(name)} not found`);
}

export function alreadyExists(kind: Kind, name: string): CloudError {
  return new CloudError(
    "AlreadyExists",
    `${qualifiedPlural(kind)} ${JSON.stringify(name)} already exists`,
  );
}

/** For a kind that the cluster does not serve. */
export function noMatch(apiVersion: string, kind: string): CloudError {
  return new CloudError(
    "NoMatch",
    `no matches for kind ${JSON.stringify(kind)} in version ${JSON.stringify(apiVersion)}`,
  );
}

/** What something else in the same deployment may be about to make: the provider waits for it. */
export function mayComeYet(error: unknown): boolean {
  return error instanceof CloudError && ["NotFound", "NoMatch"].includes(error.code);
}
