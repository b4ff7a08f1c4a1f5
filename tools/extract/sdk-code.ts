/** Facts in the SDK's code that its typings omit. */
export interface SdkCode {
  /** The type token of the resource class: `aws:ec2/subnet:Subnet`; `aws` for a provider class. */
  token: string | undefined;
  /** Names of the inputs and outputs that the class marks as secret. */
  secrets: string[];
}

/**
 * Reads the generated code of one resource class.
 *
 * @param code the JavaScript of a file such as `ssm/parameter.js`: every property that is sent as a
 *   secret is wrapped in `pulumi.secret`, secret outputs are listed as `additionalSecretOutputs`
 */
export function readSdkCode(code: string): SdkCode {
  const inputs = [...code.matchAll(/resourceInputs\["(\w+)"\] = .*pulumi\.secret\(/g)];
  const listed = /additionalSecretOutputs: (\[[^\]]*\])/.exec(code)?.[1] ?? "[]";
  const outputs = JSON.parse(listed) as string[];
  return {
    token: /__pulumiType = ['"]([^'"]+)['"]/.exec(code)?.[1],
    secrets: [...new Set([...inputs.map((match) => match[1] ?? ""), ...outputs])].sort(),
  };
}
