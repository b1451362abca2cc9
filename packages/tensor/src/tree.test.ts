import { ShapeError } from '@stepgrpo/core';
import fc from 'fast-check';
import { hostTensor, scalarTensor, type HostTensor } from './host-tensor';
import { flattenTree, isLeaf, mapTree, specOf, unflattenTree, type Tree } from './tree';

const [x, y] = [scalarTensor(1), scalarTensor(2)];

it('names leaves by their path, in order', () => {
  expect(Object.entries(flattenTree({ a: { b: x, c: y }, d: x }))).toEqual([
    ['a/b', x],
    ['a/c', y],
    ['d', x],
  ]);
  expect(flattenTree(x)).toEqual({ '': x });
});

it('builds the tree of given names', () => {
  expect(unflattenTree({ 'a/b': x, 'a/c': y, d: x })).toEqual({ a: { b: x, c: y }, d: x });
  expect(unflattenTree({ '': x })).toBe(x);
});

it('is undone by unflattenTree, for any tree whose keys have no slash', () => {
  const key = fc.string({ minLength: 1, maxLength: 4 }).filter((text) => !text.includes('/'));
  const trees = fc.letrec<{ tree: Tree<HostTensor> }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 3 },
      fc.float().map((value) => scalarTensor(value)),
      fc.dictionary(key, tie('tree'), { minKeys: 1, maxKeys: 3 }),
    ),
  })).tree;
  fc.assert(fc.property(trees, (tree) => expect(unflattenTree(flattenTree(tree))).toEqual(tree)));
});

it('keeps a key called __proto__ a name', () => {
  const tree = unflattenTree({ '__proto__/polluted': x }) as Record<string, unknown>;
  expect(Object.keys(tree)).toEqual(['__proto__']);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

it('refuses two leaves of one name, and a name that is both leaf and record', () => {
  expect(() => flattenTree({ a: { b: x }, 'a/b': y })).toThrow('Two tensors of the tree are named "a/b".');
  expect(() => unflattenTree({ a: x, 'a/b': y })).toThrow(ShapeError);
});

it('refuses what is neither tensor nor record, and names it', () => {
  expect(() => mapTree({ a: { b: 3 } }, (leaf) => leaf)).toThrow(
    '"a/b" is number, which is neither a tensor nor a record of tensors.',
  );
  expect(() => flattenTree({ a: [x] })).toThrow('"a" is an array');
  expect(() => flattenTree({ a: null })).toThrow('"a" is null');
});

it('tells the specs of a tree', () => {
  expect(specOf({ a: hostTensor([1, 2], [1, 2]), b: { c: hostTensor(Int32Array.of(1)) } })).toEqual({
    a: { shape: [1, 2], dtype: 'float32' },
    b: { c: { shape: [1], dtype: 'int32' } },
  });
});

it('takes a record with a tensor called shape for a record', () => {
  expect(isLeaf({ shape: x, dtype: y })).toBe(false);
});
