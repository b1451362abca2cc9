import { modes } from './modes';

it('has each mode under its name', () => {
  for (const [name, mode] of Object.entries(modes)) expect(mode.name).toBe(name);
  expect(Object.keys(modes)).toEqual(['code', 'paper', 'soft']);
});

it('throws in code mode only, whatever it is given', () => {
  for (const mode of [modes.paper, modes.soft]) {
    for (const odd of [null, 5, [], {}, '', { Steps: [null, [5]] }]) {
      expect(mode.structure(odd).complete).toBe(false);
      expect(mode.keySteps(odd, odd).ratio).toBe(0);
      expect(mode.answer(odd, odd).correct).toBe(false);
    }
  }
  expect(() => modes.code.structure(null)).toThrow();
});
