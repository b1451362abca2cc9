import { digitSize, loadMnist } from './mnist';

const { train, test } = loadMnist();

it('has the sizes and the label counts of the published database', () => {
  // Counts of the digits 0 to 9 in the two splits, as published with the database.
  const counts = {
    train: [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949],
    test: [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009],
  };
  for (const images of [train, test]) {
    expect(images.byLabel.map((indices) => indices.length)).toEqual(counts[images.split]);
    expect(images.labels).toHaveLength(images.count);
    expect(images.pixels).toHaveLength(images.count * digitSize * digitSize);
  }
});

it('starts with the well-known labels, and is white on black', () => {
  expect([...train.labels.subarray(0, 10)]).toEqual([5, 0, 4, 1, 9, 2, 1, 3, 1, 4]);
  expect([...test.labels.subarray(0, 10)]).toEqual([7, 2, 1, 0, 4, 1, 4, 9, 5, 9]);
  expect(train.pixels[0]).toBe(0);
  expect(Math.max(...train.pixels.subarray(0, 784))).toBe(255);
});

it('lists under each digit the images that show it', () => {
  for (const images of [train, test]) {
    images.byLabel.forEach((indices, digit) => {
      expect(indices.every((index) => images.labels[index] === digit)).toBe(true);
    });
  }
});

it('is read once', () => {
  expect(loadMnist().train.pixels).toBe(train.pixels);
});
