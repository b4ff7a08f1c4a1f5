import type { ec2 } from "@pulumi/aws";
import { CloudError } from "../../errors";
import { arn } from "../identity";
import { resourceType } from "../resource";
import { keyPair } from "./reference-targets";

export const keyPairType = resourceType<ec2.KeyPairArgs>({
  token: keyPair.type,
  service: "EC2",
  noun: "EC2 Key Pair",
  operations: { create: "ImportKeyPair", read: "DescribeKeyPairs", delete: "DeleteKeyPair" },
  id: ({ inputs }) => inputs.keyName!,
  exists: ({ id }) =>
    new CloudError("InvalidKeyPair.Duplicate", `The keypair '${id}' already exists.`),
  autoname: { property: "keyName", prefix: "keyNamePrefix", maxLength: 255 },
  validate: ({ inputs: { publicKey } }) => {
    if (kindOf(publicKey) !== undefined) return;
    throw new CloudError("InvalidKey.Format", "Key is not in valid OpenSSH public key format");
  },
  outputs: ({ session, id, inputs, hex }) => ({
    arn: arn(session, "ec2", `key-pair/${id}`),
    keyPairId: `key-${hex(17)}`,
    keyType: kindOf(inputs.publicKey),
    fingerprint: (hex(32, "fingerprint").match(/../g) ?? []).join(":"),
  }),
});

function kindOf(publicKey: string): "rsa" | "ed25519" | undefined {
  if (/^ssh-rsa [A-Za-z0-9+/=]+/.test(publicKey)) return "rsa";
  return /^ssh-ed25519 [A-Za-z0-9+/=]+/.test(publicKey) ? "ed25519" : undefined;
}
