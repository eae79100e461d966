import type { Instant, Order, UnsafeCover } from '$/api/types';
import { isOpenDanger, sectionOf, urgencyOf } from './urgency';

/** Something that needs somebody, and where it is. */
export interface Spot {
  id: string;
  area: string;
  lat: number;
  lon: number;
  kind: 'order' | 'cover';
  urgent: boolean;
  /** As people say it. */
  place: string;
}

/** A spot on the sheet. */
export interface Placed extends Spot {
  x: number;
  y: number;
  /** On which side its name stands; none where it would cover another one. */
  name: 'left' | 'right' | undefined;
}

export interface Size {
  width: number;
  height: number;
  margin: number;
}

/** Spots on a sheet, with what is needed to draw a scale. */
export interface Sheet {
  spots: Placed[];
  /** Length of the scale's bar in units of the sheet, and what it stands for in metres. */
  scale: { units: number; metres: number };
}

const METRES_PER_DEGREE = 111_320;
/** Spots in one street would otherwise fill the sheet with that street. */
const SIDE_METRES_MIN = 800;
const SCALES_METRES = [100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000];
/** A name's height, the width of one of its characters, and how far it stands off, in units of the sheet. */
const NAME = { height: 13, character: 6.5, off: 11 };

export function spotsOf(orders: readonly Order[], covers: readonly UnsafeCover[], now: Instant): Spot[] {
  const ofOrders = orders.flatMap(({ id, area, address, position, ...order }): Spot[] => {
    if (!position) return [];
    const urgent = sectionOf(urgencyOf({ id, area, address, position, ...order }, now)) === 'act';
    return [{ id, area, ...position, kind: 'order', urgent, place: address }];
  });
  const dangers = covers.filter((cover) => cover.danger);
  const ofCovers = dangers.map((cover): Spot => {
    const { id, area, position, place } = cover;
    return { id, area, ...position, kind: 'cover', urgent: isOpenDanger(cover), place: place || id };
  });
  return [...ofCovers, ...ofOrders];
}

/** One sheet an area of duty: areas may lie far apart. The one with the most that is urgent first. */
export function byArea(spots: readonly Spot[]): [area: string, spots: Spot[]][] {
  const areas = new Map<string, Spot[]>();
  for (const spot of spots) areas.set(spot.area, [...(areas.get(spot.area) ?? []), spot]);
  const urgent = (list: Spot[]) => list.filter((spot) => spot.urgent).length;
  return [...areas].sort(([a, inA], [b, inB]) => urgent(inB) - urgent(inA) || a.localeCompare(b));
}

/** Puts spots on a sheet, north up, the same scale both ways. An area is flat enough for that. */
export function layOut(spots: readonly Spot[], { width, height, margin }: Size): Sheet {
  const [south, north] = range(spots.map(({ lat }) => lat));
  const [west, east] = range(spots.map(({ lon }) => lon));
  const perLon = METRES_PER_DEGREE * Math.cos((((south + north) / 2) * Math.PI) / 180);
  const unit = Math.max(
    ((east - west) * perLon) / (width - 2 * margin),
    ((north - south) * METRES_PER_DEGREE) / (height - 2 * margin),
    SIDE_METRES_MIN / width,
  );
  const placed = spots.map((spot) => ({
    ...spot,
    x: width / 2 + ((spot.lon - (west + east) / 2) * perLon) / unit,
    y: height / 2 - ((spot.lat - (south + north) / 2) * METRES_PER_DEGREE) / unit,
  }));
  const metres = SCALES_METRES.findLast((length) => length / unit <= width / 4) ?? SCALES_METRES[0] ?? 1;
  return { spots: named(placed, width), scale: { units: metres / unit, metres } };
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

// Urgent ones first: a name that would cover a spot or another name is left out, the pointer still shows it.
function named(spots: readonly Omit<Placed, 'name'>[], width: number): Placed[] {
  const taken: Box[] = spots.map(({ x, y }) => ({ left: x - 7, right: x + 7, top: y - 7, bottom: y + 7 }));
  const sorted = [...spots].sort((a, b) => Number(b.urgent) - Number(a.urgent));
  const drawn = sorted.map((spot): Placed => {
    const name = (['right', 'left'] as const).find((side) => {
      const box = nameBox(spot, side);
      const free = box.left >= 0 && box.right <= width && !taken.some((other) => meet(box, other));
      if (free) taken.push(box);
      return free;
    });
    return { ...spot, name };
  });
  // What is urgent is drawn last, on top.
  return drawn.reverse();
}

function nameBox({ x, y, id }: { x: number; y: number; id: string }, side: 'left' | 'right'): Box {
  const length = id.length * NAME.character;
  const left = side === 'right' ? x + NAME.off : x - NAME.off - length;
  return { left, right: left + length, top: y - NAME.height / 2, bottom: y + NAME.height / 2 };
}

function meet(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function range(values: readonly number[]): [number, number] {
  return [Math.min(...values), Math.max(...values)];
}
