import { ConfigError } from '@stepgrpo/core';
import { z } from 'zod';
import { modeSchema, parseRuleOptions } from './rule-options';

const schema = z.strictObject({ mode: modeSchema.default('soft'), most: z.number().optional() });

it('fills in what is not given', () => {
  expect(parseRuleOptions('tidy', schema, undefined)).toEqual({ mode: 'soft' });
  expect(parseRuleOptions('tidy', schema, { mode: 'code', most: 3 })).toEqual({ mode: 'code', most: 3 });
});

it.each([
  [{ most: 'three' }, 'reward "tidy".options.most'],
  [{ mode: 'hard' }, 'reward "tidy".options.mode'],
  [{ least: 3 }, 'least'],
])('names the place of %j and the options there are', (options, place) => {
  const attempt = (): unknown => parseRuleOptions('tidy', schema, options);
  expect(attempt).toThrow(ConfigError);
  expect(attempt).toThrow(place);
  expect(attempt).toThrow('the options are: mode, most.');
});

it('says when there are no options at all', () => {
  expect(() => parseRuleOptions('plain', z.strictObject({}), { most: 3 })).toThrow('remove the options');
});
