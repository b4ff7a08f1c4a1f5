import { request } from "node:https";

/** The address of a server and the credentials for it. */
export interface Access {
  url: string;
  /** Bearer token. */
  token: string;
  /** Certificate authority, as PEM. */
  ca: string;
}

/** One HTTP request. */
export interface Request {
  /** @default "GET" */
  method?: string;
  path: string;
  /** Query parameters. @default none */
  query?: Record<string, string>;
  /** Sent as JSON. @default none */
  body?: unknown;
  /** Media type of the body. @default "application/json" */
  type?: string;
}

/** The response to a request. */
export interface Answer {
  status: number;
  /** The parsed body if it is JSON, else its text. */
  body: unknown;
}

/** Sends a request over HTTPS; the fetch of Node.js does not support a certificate authority. */
export function send(access: Access, message: Request): Promise<Answer> {
  const url = new URL(message.path, access.url);
  for (const [name, value] of Object.entries(message.query ?? {}))
    url.searchParams.set(name, value);
  const body = message.body === undefined ? undefined : JSON.stringify(message.body);
  const headers = {
    Authorization: `Bearer ${access.token}`,
    ...(body !== undefined && { "Content-Type": message.type ?? "application/json" }),
  };
  return new Promise((resolve, reject) => {
    const call = request(
      url,
      { method: message.method ?? "GET", headers, ca: access.ca, agent: false },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          const text = Buffer.concat(chunks).toString("utf8");
          resolve({ status: response.statusCode ?? 0, body: parsed(text) });
        });
      },
    );
    call.on("error", reject);
    call.end(body);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
