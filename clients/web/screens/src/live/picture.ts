// How a picture lies on a device: turned, without what the device hides, now and then moved by some pixels; and by its size,
// in which shape a scene is laid out and how large its letters are.

/**
 * ribbon: a strip, as above a stage. tower: higher than wide, as at a door. small: as a panel of 512 × 256. landscape: all else.
 */
export type Shape = "landscape" | "tower" | "ribbon" | "small";

export interface Picture {
  /** Of what is drawn, in CSS pixels: after turning, within what the device shows. */
  readonly width: number;
  readonly height: number;
  /** Where it lies on the device, as a CSS transform of a box at the device's upper left corner. */
  readonly transform: string;
  /** Of the letters of running text, in CSS pixels: everything on the screen is a multiple of it. */
  readonly unit_px: number;
  readonly shape: Shape;
}

export interface Lie {
  readonly width: number;
  readonly height: number;
  /** 0, 90, 180 or 270 degrees, clockwise. */
  readonly turn: number;
  /** The share of each side that the device hides. */
  readonly safe_area: number;
  /** Which of the places among which the picture moves; 0: its own. */
  readonly shift_no: number;
}

/** Below it nobody reads anything on any panel. */
const unit_px_min = 11;
const shift_px = 4;
// Round and round, and back to the middle.
const shifts = [[0, 0], [1, 0], [1, 1], [0, 1], [-1, 1], [-1, 0], [-1, -1], [0, -1], [1, -1]] as const;

export function picture_of({ width: device_width, height: device_height, turn, safe_area, shift_no }: Lie): Picture {
  // Whole pixels: a picture that begins within one is blurred all over.
  const [hidden_x, hidden_y] = [Math.round(device_width * safe_area), Math.round(device_height * safe_area)];
  const [shown_x, shown_y] = [device_width - 2 * hidden_x, device_height - 2 * hidden_y];
  const upright = turn % 180 === 0;
  const [width, height] = upright ? [shown_x, shown_y] : [shown_y, shown_x];
  const [x, y] = shifts[shift_no % shifts.length]!;
  const corner = [hidden_x + x * shift_px, hidden_y + y * shift_px];
  // A box that is turned about its own corner leaves that corner.
  const back = { 0: [0, 0], 90: [shown_x, 0], 180: [shown_x, shown_y], 270: [0, shown_y] }[turn] ?? [0, 0];
  const moved = `translate(${corner[0]! + back[0]!}px, ${corner[1]! + back[1]!}px)`;
  return {
    width,
    height,
    transform: turn === 0 ? moved : `${moved} rotate(${turn}deg)`,
    unit_px: unit_of(width, height),
    shape: shape_of(width, height),
  };
}

// By the area, so that a hall's wall and a door's tower of the same glass have the same letters.
function unit_of(width: number, height: number): number {
  return Math.max(unit_px_min, Math.min(Math.sqrt(width * height) / 60, width / 30, height / 18));
}

function shape_of(width: number, height: number): Shape {
  if (width >= 3 * height) return "ribbon";
  if (width < 0.9 * height) return "tower";
  return height / unit_of(width, height) < 26 ? "small" : "landscape";
}
