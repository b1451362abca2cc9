import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from './rules';

it('registers each rule under the name it gives itself', () => {
  const needed: Record<string, object> = { 'llm-judge': { baseUrl: 'http://127.0.0.1:1/v1', model: 'any' } };
  for (const name of rules.names) expect(rules.get(name)({ ...needed[name] }).name).toBe(name);
});

it('reads the folder: no file of rules is forgotten', () => {
  const files = readdirSync(join(__dirname, 'rules')).filter((file) => !file.endsWith('.test.ts'));
  for (const name of rules.names) expect(files).toContain(`${name}.ts`);
});
