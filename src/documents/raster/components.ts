/** Pixels that touch each other, and the box around them (right and bottom inclusive). */
export interface Component {
  label: number;
  area: number;
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** The 8-connected parts of a mask, and each pixel's label: 0 is none, else the component's. Linear in the pixels. */
export function componentsOf(mask: Uint8Array, width: number): { components: Component[]; labels: Int32Array } {
  const labels = new Int32Array(mask.length);
  const components: Component[] = [];
  const stack: number[] = [];
  for (let start = 0; start < mask.length; start++) {
    if (mask[start] === 0 || labels[start] !== 0) continue;
    const found = { label: components.length + 1, area: 0, left: width, top: mask.length, right: 0, bottom: 0 };
    labels[start] = found.label;
    stack.push(start);
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      take(found, at % width, Math.floor(at / width));
      spread(at, found.label);
    }
    components.push(found);
  }
  return { components, labels };

  function spread(at: number, label: number) {
    const x = at % width;
    for (let dy = -width; dy <= width; dy += width) {
      for (let dx = x > 0 ? -1 : 0; dx <= (x < width - 1 ? 1 : 0); dx++) {
        const next = at + dy + dx;
        if (mask[next] !== 1 || labels[next] !== 0) continue;
        labels[next] = label;
        stack.push(next);
      }
    }
  }
}

function take(found: Component, x: number, y: number): void {
  found.area += 1;
  if (x < found.left) found.left = x;
  if (x > found.right) found.right = x;
  if (y < found.top) found.top = y;
  if (y > found.bottom) found.bottom = y;
}
