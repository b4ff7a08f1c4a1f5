import * as aws from "@pulumi/aws";

/**
 * Creates an AWS provider for a further Region, with the credentials of the stack's provider.
 *
 * @param region `us-west-2`
 */
export function regionProvider(region: string): aws.Provider {
  const { profile, assumeRoles } = aws.config;
  return new aws.Provider(region, {
    region: region as aws.Region,
    ...(profile !== undefined && { profile }),
    ...(assumeRoles && { assumeRoles }),
  });
}
