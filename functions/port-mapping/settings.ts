/** Settings of the functions, from environment variables. */
export interface Settings {
  acceleratorArn: string;
  bucketName: string;
  tableName: string;
}

/** Names of the environment variables, which the deployment sets. */
export const variables: Readonly<Record<keyof Settings, string>> = {
  acceleratorArn: "ACCELERATOR_ARN",
  bucketName: "BUCKET_NAME",
  tableName: "TABLE_NAME",
};

/** Returns a setting. @throws Error that names the variable if it is missing. */
export function setting(name: keyof Settings, env: NodeJS.ProcessEnv = process.env): string {
  const value = env[variables[name]];
  if (value) return value;
  throw new Error(`The environment variable ${variables[name]} is missing`);
}
