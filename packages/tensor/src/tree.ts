import { ShapeError } from '@stepgrpo/core';
import type { HostTensor, TensorSpec } from './host-tensor';
import type { tf } from './tf';

/** A leaf, or a record of trees. Leaves are named by their path: `{ a: { b: x } }` holds `a/b`. */
export type Tree<T> = T | { readonly [key: string]: Tree<T> };

/** Anything with a shape and an element type ends a tree: host tensors, specs, tfjs tensors. */
export interface Leaf {
  readonly shape: readonly number[];
  readonly dtype: string;
}

/** The tree `Source` with every leaf replaced by `To`. */
export type Mapped<Source, To> = Source extends Leaf
  ? To
  : { readonly [Key in keyof Source]: Mapped<Source[Key], To> };
export type TensorsOf<Source> = Mapped<Source, tf.Tensor>;
export type HostTensorsOf<Source> = Mapped<Source, HostTensor>;
export type SpecsOf<Source> = Mapped<Source, TensorSpec>;

/** Whether a node of a tree is a leaf. */
export function isLeaf(node: unknown): node is Leaf {
  if (typeof node !== 'object' || node === null) return false;
  const { shape, dtype } = node as Partial<Leaf>;
  return Array.isArray(shape) && typeof dtype === 'string';
}

/**
 * The tree with every leaf replaced; names and order stay.
 *
 * Throws    ShapeError when something in the tree is neither a leaf nor a record of trees
 */
export function mapTree<Source, To>(
  tree: Source,
  replace: (leaf: LeavesOf<Source>, name: string) => To,
): Mapped<Source, To> {
  const walk = (node: unknown, name: string): unknown => {
    if (isLeaf(node)) return replace(node as LeavesOf<Source>, name);
    if (typeof node !== 'object' || node === null || Array.isArray(node)) throw notATree(node, name);
    return Object.fromEntries(
      Object.entries(node).map(([key, child]) => [key, walk(child, name === '' ? key : `${name}/${key}`)]),
    );
  };
  return walk(tree, '') as Mapped<Source, To>;
}

/** The leaf types of a tree type. */
export type LeavesOf<Source> = Source extends Leaf
  ? Source
  : string extends keyof Source
    ? LeavesOfIndex<Source[keyof Source]>
    : { [Key in keyof Source]: LeavesOf<Source[Key]> }[keyof Source];
/** Leaves of the values of a record with any keys; stops at leaves, since `Tree` contains itself. */
type LeavesOfIndex<Values> = [Extract<Values, Leaf>] extends [never]
  ? LeavesOf<Values>
  : Extract<Values, Leaf>;

/** What `Source` must be to be a tree of such leaves; unlike `Tree`, it admits interfaces. */
export type TreeOf<Source, To extends Leaf> = Source extends Leaf
  ? To
  : Source extends object
    ? { readonly [Key in keyof Source]: TreeOf<Source[Key], To> }
    : never;

/**
 * Name to leaf, in the order of the tree; a tree that is one leaf has the name ''.
 *
 * Throws    ShapeError when two leaves get the same name, or a node is not part of a tree
 * Example   Object.keys(flattenTree({ a: { b: x, c: y } })) is ['a/b', 'a/c']
 */
export function flattenTree<Source>(tree: Source): Record<string, LeavesOf<Source>> {
  const leaves = new Map<string, LeavesOf<Source>>();
  mapTree(tree, (leaf, name) => {
    if (leaves.has(name)) {
      throw new ShapeError(`Two tensors of the tree are named "${name}".`, 'do not write "/" into a key.');
    }
    leaves.set(name, leaf);
  });
  return Object.fromEntries(leaves);
}

/** The tree whose leaves have these names; the inverse of `flattenTree` for keys without "/". */
export function unflattenTree<T extends Leaf>(leaves: Readonly<Record<string, T>>): Tree<T> {
  const alone = leaves[''];
  if (alone !== undefined) return alone;
  const root: Branch<T> = new Map();
  for (const [name, leaf] of Object.entries(leaves)) {
    const keys = name.split('/');
    const last = keys.pop() ?? '';
    const parent = keys.reduce((branch, key) => {
      const child = branch.get(key) ?? new Map<string, T | Branch<T>>();
      if (!(child instanceof Map)) {
        throw new ShapeError(
          `"${key}" in "${name}" is a tensor and a record of tensors.`,
          'rename one of them.',
        );
      }
      branch.set(key, child);
      return child;
    }, root);
    parent.set(last, leaf);
  }
  return recordOf(root);
}

/** Maps while building, since a key such as "__proto__" must stay a name. */
type Branch<T> = Map<string, T | Branch<T>>;

function recordOf<T extends Leaf>(branch: Branch<T>): Tree<T> {
  return Object.fromEntries(
    [...branch].map(([key, node]) => [key, node instanceof Map ? recordOf(node) : node]),
  );
}

/** Shapes and element types of a tree of tensors, as `compile` wants them. */
export function specOf<Source>(tree: Source): SpecsOf<Source> {
  return mapTree(tree, ({ shape, dtype }: Leaf) => ({ shape: [...shape], dtype }) as TensorSpec);
}

function notATree(node: unknown, name: string): ShapeError {
  const found = node === null ? 'null' : Array.isArray(node) ? 'an array' : typeof node;
  return new ShapeError(
    `"${name}" is ${found}, which is neither a tensor nor a record of tensors.`,
    'name the tensors of a list: { "0": first, "1": second }.',
  );
}
