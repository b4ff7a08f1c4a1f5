import * as pulumi from "@pulumi/pulumi";
import { InputError } from "../model/errors";

/**
 * Runs a check on values that are known only at deployment, inside an `apply`. A failed check fails
 * the deployment with its own message, attributed to the component, without a stack trace.
 *
 * @throws pulumi.ResourceError in place of an InputError.
 */
export function atDeployment<T>(component: pulumi.ComponentResource, check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw withLastingText(new pulumi.ResourceError(error.message, component, true));
  }
}

/**
 * Keeps the text of an error short. The SDK prefixes it with the name of every property that waits
 * for the value, from resource to resource, until nobody can read it.
 */
function withLastingText(error: pulumi.ResourceError): pulumi.ResourceError {
  const { message } = error;
  Object.defineProperty(error, "message", { get: () => message, set: () => undefined });
  error.stack = message;
  return error;
}
