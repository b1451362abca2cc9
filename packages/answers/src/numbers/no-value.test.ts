import { NoValue } from './no-value';

it('is an error that says why', () => {
  expect(new NoValue('1 / 0')).toMatchObject({ name: 'NoValue', message: '1 / 0' });
});
