/** The actions with a wildcard for a whole service or for all that a document allows: `s3:*`. */
export function wideActions(document: unknown): string[] {
  const { Statement = [] } = (typeof document === "string" ? read(document) : document) as Document;
  return [Statement]
    .flat()
    .filter(({ Effect }) => Effect === "Allow")
    .flatMap(({ Action = [] }) => [Action].flat())
    .filter((action) => action === "*" || action.endsWith(":*"));
}

/** Whether a resource policy allows everybody without a condition. */
export function isOpenToEverybody(policy: string): boolean {
  const { Statement = [] } = read(policy);
  return [Statement]
    .flat()
    .some(
      ({ Effect, Principal, Condition = {} }) =>
        Effect === "Allow" && isEverybody(Principal) && Object.keys(Condition).length === 0,
    );
}

function isEverybody(principal: Statement["Principal"]): boolean {
  const principals = typeof principal === "object" ? Object.values(principal).flat() : [principal];
  return principals.includes("*");
}

interface Document {
  Statement?: Statement | Statement[];
}

interface Statement {
  Effect?: string;
  Principal?: string | Record<string, string | string[]>;
  Condition?: object;
  Action?: string | string[];
}

/** Parses a document. AWS refuses invalid JSON, so it allows nothing. */
function read(json: string): Document {
  try {
    return (JSON.parse(json) ?? {}) as Document;
  } catch {
    return {};
  }
}
