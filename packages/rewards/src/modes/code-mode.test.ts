import { codeMode } from './code-mode';

it('is the published code, whole', () => {
  expect(codeMode).toMatchObject({ name: 'code', nullAnswerScoresZero: false });
  expect(codeMode.structure('#### Step 1:').complete).toBe(false);
  expect(() => codeMode.keySteps('', null)).toThrow('AttributeError');
  expect(codeMode.answer('so 7', '7').correct).toBe(true);
});
