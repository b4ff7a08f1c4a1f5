/** An AWS API of the JSON protocol, without a client of its own in the AWS SDK. */
export interface JsonApi {
  /** Calls an operation. Throws as the SDK's clients do: the error's name is AWS' code. */
  call<Output>(operation: string, input: object): Promise<Output>;
  destroy(): void;
}

/**
 * @param service as signatures name it: `route53resolver`
 * @param target as the protocol names it: `Route53Resolver`
 */
export function jsonApi(endpoint: string, service: string, target: string): JsonApi {
  const headers = {
    "Content-Type": "application/x-amz-json-1.1",
    Authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
  };
  return {
    async call<Output>(operation: string, input: object): Promise<Output> {
      const response = await fetch(endpoint, {
        method: "POST",
        headers: { ...headers, "X-Amz-Target": `${target}.${operation}` },
        body: JSON.stringify(input),
      });
      const body = (await response.json()) as { __type?: string; message?: string };
      if (response.ok) return body as Output;
      const code = (body.__type ?? `HTTP ${response.status}`).replace(/.*#/, "");
      const error = Object.assign(new Error(body.message), { $metadata: {} });
      error.name = code;
      throw error;
    },
    destroy: () => undefined,
  };
}
