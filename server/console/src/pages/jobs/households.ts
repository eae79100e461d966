/** A household as the form writes it: `id, address, customer` on a line of its own. */
export interface HouseholdDraft {
  id: string;
  address: string;
  customer: string;
}

/** Reads the lines of the form; `undefined`: a line has no address. */
export function readHouseholds(text: string): HouseholdDraft[] | undefined {
  const lines = text
    .split('\n')
    .map((line) => line.split(/[,，\t]/).map((part) => part.trim()))
    .filter((parts) => parts.some((part) => part !== ''));
  const read = lines.map(([id = '', address = '', ...customer]) => ({
    id,
    address,
    customer: customer.join(' ').trim(),
  }));
  return read.every(({ id, address }) => id !== '' && address !== '') ? read : undefined;
}
