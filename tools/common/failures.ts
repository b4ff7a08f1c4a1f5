import { tail } from "./children";
import { spaceFix } from "./disk";
import { ToolError } from "./errors";

/** A common kind of failure of `go build` or `pip install`, and its fix. */
interface KnownFailure {
  sign: RegExp;
  cause: string;
  fix: string;
}

/** The first match is reported, so the order is from specific to general. */
const known: KnownFailure[] = [
  { sign: /no space left on device|ENOSPC/i, cause: "The disk is full.", fix: spaceFix },
  {
    sign: /signal: killed|cannot allocate memory|MemoryError/i,
    cause: "The machine ran out of memory.",
    fix: "Close other programs, or give the machine or container at least 4 GiB, and run the command again.",
  },
  {
    sign: /checksum mismatch|SECURITY ERROR|DO NOT MATCH THE HASHES/i,
    cause: "What was downloaded is not what this project pinned by checksum.",
    fix: "Look for a proxy that changes downloads. Do not go on with the downloaded files.",
  },
  {
    sign: /dial tcp|no such host|connection (refused|reset)|i\/o timeout|handshake timeout|name resolution|NewConnectionError|ConnectTimeout|ReadTimeout|CERTIFICATE_VERIFY_FAILED|x509:/i,
    cause: "A package registry cannot be reached.",
    fix: "Check the network and HTTPS_PROXY, or name a registry that can be reached (GOPROXY for Go modules, PIP_INDEX_URL for Python packages).",
  },
  {
    sign: /\b(401|403|404|410) (Unauthorized|Forbidden|Not Found|Gone)|no matching versions|No matching distribution/i,
    cause: "The package registry refused a package.",
    fix: "Let your registry serve it (GOPROXY for Go modules, PIP_INDEX_URL for Python packages).",
  },
];

/** The error for a failed build or installation: its known cause, and the last lines of the output. */
export function installError(what: string, failure: string, output: string): ToolError {
  const { cause, fix } = known.find(({ sign }) => sign.test(output)) ?? {
    cause: `It ended with ${failure}.`,
    fix: "Read the lines above; once their cause is gone, run the command again.",
  };
  return new ToolError({ what, cause: `${cause} Its output:\n    ${tail(output, 8)}`, fix });
}

/** The error for a cache folder that cannot be written; other errors are returned unchanged. */
export function cacheError(what: string, cache: string, error: unknown): unknown {
  const { code = "", message } = error as NodeJS.ErrnoException;
  if (["ENOSPC", "EDQUOT"].includes(code)) {
    return new ToolError({ what, cause: `The disk of ${cache} is full.`, fix: spaceFix });
  }
  if (["EACCES", "EPERM", "EROFS"].includes(code)) {
    return new ToolError({
      what,
      cause: `The cache folder cannot be written: ${message}.`,
      fix: `Make ${cache} writable, or set XDG_CACHE_HOME to a folder that is.`,
    });
  }
  return error;
}
