// node --import tsx --conditions=@stepgrpo/source packages/data/scripts/digits-statistics.mjs
// Prints, for 15,000 training samples of the digits task at seed 0: how far one gets without looking at the image,
// and the length of the reasoning paths in characters.
import { answerStatistics, digitsSource } from '@stepgrpo/data';

const source = digitsSource({ split: 'train', count: 15_000 });
const samples = Array.from({ length: source.length }, (_, index) => source.get(index));
const lengthsOf = (chosen) => chosen.map(({ reasoning }) => reasoning.length).sort((a, b) => a - b);
const median = (sorted) => sorted[Math.floor(sorted.length / 2)];

const rows = answerStatistics(samples).sort((a, b) => (a.category < b.category ? -1 : 1));
process.stdout.write('| kind | answers | most frequent | its share | median length | longest |\n');
process.stdout.write('| --- | ---: | ---: | ---: | ---: | ---: |\n');
for (const { category, answers, majority, share } of rows) {
  const lengths = lengthsOf(samples.filter((sample) => sample.category === category));
  const cells = [
    category,
    answers,
    majority,
    `${(100 * share).toFixed(1)} %`,
    median(lengths),
    lengths.at(-1),
  ];
  process.stdout.write(`| ${cells.join(' | ')} |\n`);
}
const mean = rows.reduce((sum, { share, count }) => sum + share * count, 0) / samples.length;
const all = lengthsOf(samples);
process.stdout.write(
  `mean share ${(100 * mean).toFixed(1)} %, length ${all[0]} to ${all.at(-1)}, median ${median(all)}\n`,
);
