import type { iam } from "@pulumi/aws";
import { CloudError } from "../../errors";
import { globalArn } from "../identity";
import { resourceType } from "../resource";

export const openIdConnectProviderType = resourceType<iam.OpenIdConnectProviderArgs>({
  token: "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
  service: "IAM",
  noun: "IAM OIDC Provider",
  operations: {
    create: "CreateOpenIDConnectProvider",
    read: "GetOpenIDConnectProvider",
    update: "UpdateOpenIDConnectProviderThumbprint",
    delete: "DeleteOpenIDConnectProvider",
  },
  global: true,
  id: ({ session, inputs }) =>
    globalArn(session, "iam", `oidc-provider/${inputs.url.replace(/^https:\/\//, "")}`),
  exists: ({ inputs }) =>
    new CloudError("EntityAlreadyExists", `Provider with url ${inputs.url} already exists.`),
  validate: ({ inputs }) => {
    if (/^https:\/\/[^/?#]+/.test(inputs.url)) return;
    throw new CloudError("ValidationError", "Invalid Open ID Connect Provider URL");
  },
  outputs: ({ id, inputs, hex }) => ({
    arn: id,
    url: inputs.url.replace(/^https:\/\//, ""),
    thumbprintLists: inputs.thumbprintLists ?? [hex(40, "thumbprint")],
  }),
});
