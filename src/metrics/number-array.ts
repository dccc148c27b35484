/** Adds to one of many numbers that lie side by side. */
export function add(numbers: Float64Array, index: number, amount: number): void {
  numbers[index] = (numbers[index] ?? 0) + amount;
}
