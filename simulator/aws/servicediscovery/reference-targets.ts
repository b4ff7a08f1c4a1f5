import type { servicediscovery } from "@pulumi/aws";
import { CloudError } from "../../errors";
import type { Target } from "../references";

// Codes: AWS Cloud Map API Reference, errors of each operation.

export const invalidInput = (text: string): CloudError => new CloudError("InvalidInput", text);

const contains = (what: string, users: string) => (entry: { id: string }) =>
  new CloudError(
    "ResourceInUse",
    `${what} contains registered ${users}; delete the ${users} before deleting the ${what.toLowerCase()}. ${what} id: ${entry.id}`,
  );

function namespaceTarget<Args>(type: string): Target<Args> {
  return {
    type,
    notFound: (id) => new CloudError("NamespaceNotFound", `Could not find namespace with ID ${id}`),
    inUse: contains("Namespace", "services"),
  };
}

export const privateNamespace = namespaceTarget<servicediscovery.PrivateDnsNamespaceArgs>(
  "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace",
);

export const publicNamespace = namespaceTarget<servicediscovery.PublicDnsNamespaceArgs>(
  "aws:servicediscovery/publicDnsNamespace:PublicDnsNamespace",
);

export const httpNamespace = namespaceTarget<servicediscovery.HttpNamespaceArgs>(
  "aws:servicediscovery/httpNamespace:HttpNamespace",
);

export const service: Target<servicediscovery.ServiceArgs> = {
  type: "aws:servicediscovery/service:Service",
  notFound: (id) => new CloudError("ServiceNotFound", `Could not find service with ID ${id}`),
  inUse: contains("Service", "instances"),
};

export const instance: Target<servicediscovery.InstanceArgs> = {
  type: "aws:servicediscovery/instance:Instance",
  notFound: (id) => new CloudError("InstanceNotFound", `Could not find instance with ID ${id}`),
  inUse: ({ id }) => new CloudError("ResourceInUse", id),
};
