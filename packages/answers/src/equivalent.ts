/** Whether a prediction says the same as the reference answer. */
export function equivalent(
  gold: string,
  prediction: string,
  _options?: { flavour?: 'mathverify' | 'careful' },
): boolean {
  const [a, b] = [lastLine(gold), lastLine(prediction)];
  return a === b || (a !== '' && Number(a) === Number(b));
}

function lastLine(text: string): string {
  const trimmed = text.trim();
  return trimmed
    .slice(trimmed.lastIndexOf('\n') + 1)
    .trim()
    .toLowerCase();
}
