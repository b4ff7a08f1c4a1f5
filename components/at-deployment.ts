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
    throw new pulumi.ResourceError(error.message, component, true);
  }
}
