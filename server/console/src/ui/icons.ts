/** Line icons on a field of 16 by 16. They stand beside words and never alone. */
export const ICONS = {
  alarm: 'M8 2 15 14H1L8 2ZM8 6.5v3.5M8 12v.2',
  hourglass: 'M4 2h8M4 14h8M5 2v2.5L8 8l3-3.5V2M5 14v-2.5L8 8l3 3.5V14',
  check: 'M2.5 8.5 6.5 12.5 13.5 4',
  question: 'M5.5 5.5a2.5 2.5 0 1 1 3.6 2.3C8.3 8.2 8 8.7 8 9.5M8 12.5v.2',
  person: 'M8 8a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM2.5 14.5C3 11.5 5.2 10 8 10s5 1.5 5.5 4.5',
  phone:
    'M5 2H3.2C2.4 2 2 2.6 2 3.3 2.5 9 7 13.5 12.7 14c.7 0 1.3-.5 1.3-1.3V11l-3.3-1-1.3 1.5A9.5 9.5 0 0 1 4.5 6.5L6 5.2 5 2Z',
  place: 'M8 14.5S13 10 13 6.5a5 5 0 0 0-10 0c0 3.5 5 8 5 8ZM8 8a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3Z',
  back: 'M10 3 5 8l5 5',
  close: 'M3.5 3.5l9 9M12.5 3.5l-9 9',
  plus: 'M8 3v10M3 8h10',
} as const;

export type IconName = keyof typeof ICONS;
