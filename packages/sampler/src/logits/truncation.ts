/**
 * Takes tokens out of a draw: sets their weights to 0 and gives the sum of the weights that stay.
 * At least one weight above 0 stays. May hold scratch memory, so it serves one draw at a time.
 *
 * Shapes  weights [V] unnormalised probabilities, `total` their sum
 */
export type Truncation = (weights: Float64Array, total: number) => number;
