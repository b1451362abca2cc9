/** A model on the Hub: `owner/name`, and the branch, tag or commit that is meant. */
export interface HubName {
  readonly repository: string;
  readonly revision: string;
}

/**
 * Reads `owner/name` or `owner/name@revision`; null for anything else, which a path may be.
 *
 * Range    each part of letters, digits, `.`, `_` and `-`, at most 96 long; never `.` or `..`
 * Example  parseHubName('Qwen/Qwen2-VL-2B-Instruct') // { repository: 'Qwen/Qwen2-VL-2B-Instruct', revision: 'main' }
 */
export function parseHubName(text: string): HubName | null {
  const match = /^([\w.-]{1,96})\/([\w.-]{1,96})(?:@([\w.-]{1,128}))?$/.exec(text);
  if (match === null) return null;
  const [, owner = '', name = '', revision = 'main'] = match;
  if ([owner, name, revision].some((part) => /^\.+$/.test(part) || part.includes('..'))) return null;
  return { repository: `${owner}/${name}`, revision };
}
