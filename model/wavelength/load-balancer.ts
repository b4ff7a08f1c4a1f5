import { InputError } from "../errors";

/** Checks the certificate of a load balancer, if it has one. @throws InputError */
export function checkCertificate(arn: string | undefined, argument: string): void {
  if (arn === undefined || /^arn:[a-z-]+:acm:/.test(arn)) return;
  throw new InputError({
    argument,
    value: arn,
    rule: "is not the ARN of a certificate of ACM",
    fix: "Give for example arn:aws:acm:us-east-1:123456789012:certificate/<id>, of the cluster's Region.",
  });
}
