import { expect, it } from 'vitest';
import { byArea, layOut, type Spot } from './map';

const SIZE = { width: 400, height: 260, margin: 20 };
const spot = (id: string, lat: number, lon: number, more: Partial<Spot> = {}): Spot => {
  return { id, area: 'A', lat, lon, kind: 'order', urgent: false, place: '', ...more };
};
const find = (sheet: ReturnType<typeof layOut>, id: string) => sheet.spots.find((placed) => placed.id === id);

it('north is up, east is right, and everything lies on the sheet', () => {
  const sheet = layOut([spot('nw', 35.76, 114.28), spot('se', 35.73, 114.32)], SIZE);
  const [nw, se] = [find(sheet, 'nw'), find(sheet, 'se')];
  expect(nw && se && nw.x < se.x && nw.y < se.y).toBe(true);
  for (const { x, y } of sheet.spots) {
    expect(x).toBeGreaterThanOrEqual(20 - 1e-6);
    expect(x).toBeLessThanOrEqual(380 + 1e-6);
    expect(y).toBeGreaterThanOrEqual(20 - 1e-6);
    expect(y).toBeLessThanOrEqual(240 + 1e-6);
  }
});

it('the scale is a round length and true: a kilometre is a kilometre both ways', () => {
  const sheet = layOut([spot('a', 35.75, 114.3), spot('b', 35.75 + 1000 / 111_320, 114.3)], SIZE);
  const perMetre = sheet.scale.units / sheet.scale.metres;
  expect([100, 200, 500]).toContain(sheet.scale.metres);
  const apart = (find(sheet, 'a')?.y ?? 0) - (find(sheet, 'b')?.y ?? 0);
  expect(apart / perMetre).toBeCloseTo(1000, 0);
});

it('many at one place stand in the middle, and only the urgent one has room for its name', () => {
  const sheet = layOut([spot('a', 35.75, 114.3), spot('b', 35.75, 114.3, { urgent: true })], SIZE);
  for (const { x, y } of sheet.spots) expect([x, y]).toEqual([200, 130]);
  expect(find(sheet, 'b')?.name).toBe('right');
  expect(find(sheet, 'a')?.name).toBe('left');
  const crowd = layOut(
    ['a', 'b', 'c'].map((id) => spot(id, 35.75, 114.3)),
    SIZE,
  );
  expect(crowd.spots.filter(({ name }) => name === undefined)).toHaveLength(1);
});

it('a name at the edge stands inside the sheet', () => {
  const sheet = layOut([spot('west', 35.75, 114.28), spot('a-long-name-in-the-east', 35.75, 114.32)], SIZE);
  expect(find(sheet, 'a-long-name-in-the-east')?.name).toBe('left');
});

it('areas have sheets of their own, the urgent one first', () => {
  const areas = byArea([
    spot('a', 35, 114),
    spot('b', 36, 115, { area: 'B', urgent: true }),
    spot('c', 35, 114),
  ]);
  expect(areas.map(([area, list]) => [area, list.length])).toEqual([
    ['B', 1],
    ['A', 2],
  ]);
});
