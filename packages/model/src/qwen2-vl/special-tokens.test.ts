import golden from '../../golden/tokenizer.json';
import { imageToken, padToken, qwen2VlSpecialTokens, turnEndToken } from './special-tokens';

it('are those of a Qwen2-VL tokenizer, in its order', () => {
  expect(qwen2VlSpecialTokens).toEqual(golden['tokenizer.json'].added_tokens.map(({ content }) => content));
});

it('have their roles', () => {
  for (const token of [imageToken, padToken, turnEndToken]) expect(qwen2VlSpecialTokens).toContain(token);
});
