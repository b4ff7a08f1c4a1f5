import { gunzipSync } from "node:zlib";

/** One part of an instance's user data. */
export interface UserDataPart {
  /** The MIME type in lower case. It is detected if the user data is not a MIME archive. */
  type: string;
  text: string;
}

/**
 * The parts of the user data of launch templates (base64) and instances (plain or base64), which may
 * be compressed. Formats: cloud-init's MIME archive, an EKS `NodeConfig`, Bottlerocket's TOML,
 * a script.
 * Source: amazon-eks-ami, nodeadm/doc/examples.md; cloud-init, "User data formats".
 */
export function userDataParts(userData: string): UserDataPart[] {
  const text = decode(userData);
  const header = /^(?:MIME-Version:.*|Content-Type:\s*multipart\/)/i.test(text);
  if (!header) return [{ type: typeOf(text), text }];
  const boundary = /boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(text);
  const mark = boundary?.[1] ?? boundary?.[2];
  if (mark === undefined) return [{ type: typeOf(text), text }];
  return text.split(`--${mark}`).slice(1, -1).map(readPart);
}

function readPart(part: string): UserDataPart {
  const [head = "", ...body] = part.replace(/^\r?\n/, "").split(/\r?\n\r?\n/);
  const text = body.join("\n\n").trim();
  const type = /^Content-Type:\s*([^\s;]+)/im.exec(head)?.[1]?.toLowerCase();
  const encoded = /^Content-Transfer-Encoding:\s*base64/im.test(head);
  return { type: type ?? typeOf(text), text: encoded ? decode(text) : text };
}

function typeOf(text: string): string {
  if (/^apiVersion:\s*node\.eks\.aws\//m.test(text)) return "application/node.eks.aws";
  if (/^\s*\[?settings[.\]]/m.test(text)) return "application/toml";
  return "text/x-shellscript";
}

function decode(data: string): string {
  const compact = data.replace(/\s/g, "");
  const isBase64 = compact.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(compact);
  if (!isBase64) return data;
  const bytes = Buffer.from(compact, "base64");
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return (isGzip ? gunzipSync(bytes) : bytes).toString("utf8");
}
