/** What the functions are told by their environment. */
export interface Settings {
  acceleratorArn: string;
  bucketName: string;
  tableName: string;
}

/** Names of the variables, which the deployment sets. */
export const variables: Readonly<Record<keyof Settings, string>> = {
  acceleratorArn: "ACCELERATOR_ARN",
  bucketName: "BUCKET_NAME",
  tableName: "TABLE_NAME",
};

/** A setting. @throws Error that names the variable where it is missing. */
export function setting(name: keyof Settings, env: NodeJS.ProcessEnv = process.env): string {
  const value = env[variables[name]];
  if (value) return value;
  throw new Error(`The environment variable ${variables[name]} is missing`);
}
