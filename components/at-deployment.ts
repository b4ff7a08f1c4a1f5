import * as pulumi from "@pulumi/pulumi";
import { InputError } from "../model/errors";

/**
 * Makes a check that needs what only the cloud knows, inside of an `apply`. What it refuses fails
 * the deployment with the check's own words, told of the component, without a stack trace.
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
 * The SDK puts the name of every property that waits for a value before the text of its error, on
 * and on from resource to resource, until the text cannot be read any more.
 */
function withLastingText(error: pulumi.ResourceError): pulumi.ResourceError {
  const { message } = error;
  Object.defineProperty(error, "message", { get: () => message, set: () => undefined });
  error.stack = message;
  return error;
}
