import type { globalaccelerator } from "@pulumi/aws";
import { CloudError } from "../../errors";
import type { Target } from "../references";

// Codes and sentences: API model globalaccelerator 2018-08-08 in botocore.

export const accelerator: Target<globalaccelerator.CustomRoutingAcceleratorArgs> = {
  type: "aws:globalaccelerator/customRoutingAccelerator:CustomRoutingAccelerator",
  notFound: () =>
    new CloudError(
      "AcceleratorNotFoundException",
      "The accelerator that you specified doesn't exist.",
    ),
  inUse: () =>
    new CloudError(
      "AssociatedListenerFoundException",
      "The accelerator that you specified has a listener associated with it. You must remove all dependent resources from an accelerator before you can delete it.",
    ),
};

export const listener: Target<globalaccelerator.CustomRoutingListenerArgs> = {
  type: "aws:globalaccelerator/customRoutingListener:CustomRoutingListener",
  notFound: () =>
    new CloudError("ListenerNotFoundException", "The listener that you specified doesn't exist."),
  inUse: () =>
    new CloudError(
      "AssociatedEndpointGroupFoundException",
      "The listener that you specified has an endpoint group associated with it. You must remove all dependent resources from a listener before you can delete it.",
    ),
};

export const endpointGroup: Target<globalaccelerator.CustomRoutingEndpointGroupArgs> = {
  type: "aws:globalaccelerator/customRoutingEndpointGroup:CustomRoutingEndpointGroup",
  notFound: () =>
    new CloudError(
      "EndpointGroupNotFoundException",
      "The endpoint group that you specified doesn't exist.",
    ),
  // Its endpoints go with it.
  inUse: ({ id }) => new CloudError("ConflictException", `${id} is in use.`),
};

/** @param what that does not hold, as a sentence */
export function invalidArgument(what: string): CloudError {
  return new CloudError("InvalidArgumentException", what);
}

/** @param what there is too much of, as a sentence */
export function limitExceeded(what: string): CloudError {
  return new CloudError("LimitExceededException", what);
}

/** @param what is wrong with the ports, as a sentence */
export function invalidPortRange(what: string): CloudError {
  return new CloudError("InvalidPortRangeException", what);
}
