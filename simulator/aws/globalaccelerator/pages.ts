import { CloudError } from "../../errors";

/** Which page of a list a call asks for. */
export interface PageRequest {
  MaxResults?: number | undefined;
  NextToken?: string | undefined;
}

/** What the API gives where a call does not say how much. */
const defaultResults = 10;

/**
 * A page of lists that follow one another, and the token of the next page where there is one.
 *
 * @throws CloudError InvalidNextTokenException
 */
export function page<T>(
  lists: readonly (readonly T[])[],
  { MaxResults = defaultResults, NextToken }: PageRequest,
): { items: T[]; next: { NextToken?: string } } {
  const length = lists.reduce((sum, list) => sum + list.length, 0);
  const start = NextToken === undefined ? 0 : offsetOf(NextToken, length);
  const end = start + MaxResults;
  let before = 0;
  const items = lists.flatMap((list) => {
    const part = list.slice(Math.max(start - before, 0), Math.max(end - before, 0));
    before += list.length;
    return part;
  });
  return { items, next: end < length ? { NextToken: tokenOf(end) } : {} };
}

const mark = "page-";

function tokenOf(offset: number): string {
  return Buffer.from(`${mark}${offset}`).toString("base64url");
}

function offsetOf(token: string, length: number): number {
  const text = Buffer.from(token, "base64url").toString("utf8");
  const offset = text.startsWith(mark) ? Number(text.slice(mark.length)) : NaN;
  if (offset > 0 && offset < length) return offset;
  throw new CloudError("InvalidNextTokenException", "There isn't another item to return.");
}
