import { createCanvas, type Canvas } from '@napi-rs/canvas';

/** Lines `[x, y, text]` printed at 11 points on a sheet of A4, at 200 dpi. */
export function printedSheet(lines: readonly (readonly [number, number, string])[], dpi = 200): Canvas {
  const canvas = createCanvas(Math.round((595 * dpi) / 72), Math.round((842 * dpi) / 72));
  const context = canvas.getContext('2d');
  context.fillStyle = 'white';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.scale(dpi / 72, dpi / 72);
  context.fillStyle = 'black';
  context.font = '11px sans-serif';
  for (const [x, y, text] of lines) context.fillText(text, x, y);
  return canvas;
}

/** The sheet on a dark table, turned by `degrees` clockwise, as a phone sees it. */
export function photographed(sheet: Canvas, degrees: number): Canvas {
  const canvas = createCanvas(Math.round(sheet.width * 1.35), Math.round(sheet.height * 1.35));
  const context = canvas.getContext('2d');
  context.fillStyle = '#3c3530';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.translate(canvas.width / 2, canvas.height / 2);
  context.rotate((degrees * Math.PI) / 180);
  context.drawImage(sheet, -sheet.width / 2, -sheet.height / 2);
  return shaded(canvas);
}

/** A light from one side. */
function shaded(canvas: Canvas): Canvas {
  const context = canvas.getContext('2d');
  context.resetTransform();
  const shade = context.createLinearGradient(0, 0, canvas.width, canvas.height);
  shade.addColorStop(0, 'rgba(0, 0, 0, 0)');
  shade.addColorStop(1, 'rgba(30, 20, 0, 0.5)');
  context.fillStyle = shade;
  context.fillRect(0, 0, canvas.width, canvas.height);
  return canvas;
}

/** The picture turned by `degrees` about its middle; what leaves the sheet is cut off. */
export function turned(sheet: Canvas, degrees: number): Canvas {
  const sideways = degrees % 180 === 90 || degrees % 180 === -90;
  const canvas = sideways ? createCanvas(sheet.height, sheet.width) : createCanvas(sheet.width, sheet.height);
  const context = canvas.getContext('2d');
  context.fillStyle = 'white';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.translate(canvas.width / 2, canvas.height / 2);
  context.rotate((degrees * Math.PI) / 180);
  context.drawImage(sheet, -sheet.width / 2, -sheet.height / 2);
  return canvas;
}
