import { lookCommands, operatorCommands, operatorSigns, raised, signWords } from './latex-words';

it('has one sign for one meaning, however it is written', () => {
  expect(new Set(['times', 'cdot', 'ast'].map((name) => operatorCommands[name]))).toEqual(new Set(['*']));
  expect(new Set([...'×·⋅*'].map((sign) => operatorSigns[sign]))).toEqual(new Set(['*']));
  expect(new Set([...'-−–—'].map((sign) => operatorSigns[sign]))).toEqual(new Set(['-']));
  for (const [command, sign] of [['leq', '≤'], ['geq', '≥'], ['neq', '≠'], ['div', '÷'], ['approx', '≈']] as const) {
    expect(operatorCommands[command]).toBe(operatorSigns[sign]);
  } // prettier-ignore
  expect([signWords['percent'], signWords['degrees']]).toEqual([operatorSigns['%'], operatorSigns['°']]);
});

it('keeps opposite signs apart', () => {
  expect(new Set('+-*/=<>%^'.split('').map((sign) => operatorSigns[sign])).size).toBe(9);
});

it('raises digits to themselves', () => {
  expect(Object.entries(raised).map(([sign, digit]) => sign.normalize('NFKC') === digit)).toEqual(
    Array.from({ length: 10 }, () => true),
  );
});

it('does not take a command for a look and an operator at once', () => {
  expect(Object.keys(operatorCommands).filter((name) => lookCommands.has(name))).toEqual([]);
});
