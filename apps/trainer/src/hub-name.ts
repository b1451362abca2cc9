/** Whether a text can be the name of a model on the Hub, owner/name; a relative path can look the same. */
export function isHubName(text: string): boolean {
  return /^[\w-][\w.-]{0,95}\/[\w-][\w.-]{0,95}$/.test(text);
}
